/** A replay of the ledger's evidence and actions, in memory, with one or more methodologies at once. */

import { setImmediate as breathe } from 'node:timers/promises'
import { bound } from '../../store/bounds.ts'
import { and, asc, count, gt, inArray, lte } from '../../store/drizzle.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import { accept } from '../engine/engine.ts'
import { ACTION_TYPES, CORRECTION, RATING_TYPES, toRatingEntry } from '../engine/kinds.ts'
import type { Records } from '../engine/records.ts'
import { type RatingEntry, Refusal } from '../rules/evidence.ts'
import type { Methodology } from '../rules/methodology.ts'

/** One methodology on its way through the ledger. */
export interface Course {
  m: Methodology
  records: Records
  /** seqs of actions that this methodology refuses, though they are on record: they have no effect in it. */
  refused: number[]
}

export type Read = <T>(work: (db: Reader) => Promise<T>) => Promise<T>
/** Entries of a ledger that ratings are computed from, in order, page by page. */
export type Entries = AsyncIterable<readonly RatingEntry[]>

const PAGE = bound('replay-page', 2_000)
const IN_LIST = bound('replay-list', 500)

/** Feeds every entry to every course. Others get their turn between pages. @returns how many entries there were */
export async function replay(courses: readonly Course[], entries: Entries, onPage: (done: number) => void = () => {}) {
  let done = 0
  for await (const page of entries) {
    for (const x of page) for (const course of courses) feed(course, x)
    done += page.length
    onPage(done)
    await breathe()
  }
  return done
}

function feed({ m, records, refused }: Course, x: RatingEntry): void {
  try {
    accept(m, records, x)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    refused.push(x.seq)
  }
}

const ofRatings = ({ ledger: t }: Tables, after: number, upTo: number) =>
  and(gt(t.seq, after), lte(t.seq, upTo), inArray(t.type, [...RATING_TYPES]))

/** The rating entries of a ledger up to a seq. */
export async function* ledgerEntries(read: Read, tables: Tables, upTo: number): Entries {
  const { seq, day, type, payload } = tables.ledger
  for (let after = 0; ; ) {
    const rows = await read(db =>
      db
        .select({ seq, day, type, payload })
        .from(tables.ledger)
        .where(ofRatings(tables, after, upTo))
        .orderBy(asc(seq))
        .limit(PAGE),
    )
    if (rows.length === 0) return
    yield rows.map(row => toRatingEntry(row.seq, row.day, row.type, JSON.parse(row.payload)))
    after = rows.at(-1)!.seq
  }
}

/** Number of rating entries of a ledger after one seq, up to another. */
export async function countEntries(db: Reader, tables: Tables, after: number, upTo: number): Promise<number> {
  const [row] = await db
    .select({ entries: count() })
    .from(tables.ledger)
    .where(ofRatings(tables, after, upTo))
  return row?.entries ?? 0
}

/** Providers whose evidence will be asked for: those that an action names or is about, and those that were sanctioned. */
export async function providersActedOn(read: Read, tables: Tables, upTo: number): Promise<Set<string>> {
  const { ledger: t } = tables
  const actions = await read(db =>
    db
      .select({ payload: t.payload })
      .from(t)
      .where(and(inArray(t.type, [...ACTION_TYPES, CORRECTION, 'evidence.sanction']), lte(t.seq, upTo))),
  )
  const found = new Set<string>()
  const targets: number[] = []
  for (const { payload } of actions) {
    const { provider, predecessor, target, targets: several = [] } = JSON.parse(payload)
    targets.push(...several)
    for (const id of [provider, predecessor]) if (typeof id === 'string') found.add(id)
    if (typeof target === 'number') targets.push(target)
  }
  for (let i = 0; i < targets.length; i += IN_LIST) {
    const part = targets.slice(i, i + IN_LIST)
    const rows = await read(db => db.select({ payload: t.payload }).from(t).where(inArray(t.seq, part)))
    for (const { payload } of rows) found.add(JSON.parse(payload).provider)
  }
  return found
}
