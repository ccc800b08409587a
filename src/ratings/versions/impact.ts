/** An impact run: one ledger replayed with the version in force and with a draft, side by side. Reads only. */
import { createHash } from 'node:crypto'
import { canonical } from '../../ledger/canonical.ts'
import { allAreas, allServices } from '../../registry/reference-rows.ts'
import type { Tables } from '../../store/tables.ts'
import { passDays } from '../engine/calendar.ts'
import { LeanRecords } from '../engine/lean-records.ts'
import {
  type Course,
  countEntries,
  type Entries,
  ledgerEntries,
  providersActedOn,
  type Read,
  replay,
} from '../live/replay.ts'
import type { Methodology } from '../rules/methodology.ts'
import { type Comparison, compareSides, type Registered, type Share } from './rules-impact.ts'

/** The comparison: two versions, over the ledger up to a seq, on a day not before that of the last entry. */
export interface Question {
  base: Methodology
  draft: Methodology
  seq: number
  day: number
}
type Named = Share & { name: string; nameEn: string }
export interface Impact extends Omit<Comparison, 'areas' | 'categories'> {
  base: string
  version: string
  seq: number
  /** Evidence and actions of the ledger. */
  entries: number
  /** Actions on record that the draft would have refused: without effect in its replay. */
  refused: number
  areas: Named[]
  categories: Named[]
}
export type OnProgress = (done: number, total: number) => void

/** Runs over a ledger. The result follows from the ledger up to `seq`, the day, both documents and the registry as it is now. */
export async function runImpact(read: Read, tables: Tables, question: Question, onProgress: OnProgress = () => {}) {
  const { seq } = question
  const total = await read(db => countEntries(db, tables, 0, seq))
  onProgress(0, total)
  const kept = await providersActedOn(read, tables, seq)
  const entries = ledgerEntries(read, tables, seq)
  const { sides, done } = await replaySides(question, kept, entries, count => onProgress(count, total))
  const { providers, areas, services } = await readRegistry(read, tables)
  const rated = [...sides[0].records.all()].map(record => record.provider)
  const [before, after] = [toSide(sides[0]), toSide(sides[1])]
  const comparison = compareSides(before, after, question.day, rated, id => providers.get(id))
  const impact: Impact = {
    ...comparison,
    base: question.base.parameters.version,
    version: question.draft.parameters.version,
    seq,
    entries: done,
    refused: sides[1].refused.length,
    areas: named(comparison.areas, areas),
    categories: named(comparison.categories, services),
  }
  return { impact, hash: impactHash(impact) }
}

/** SHA-256 of the canonical result: what an activation refers to. */
export const impactHash = (impact: Impact): string => createHash('sha256').update(canonical(impact)).digest('hex')

type LeanCourse = Course & { records: LeanRecords }

/** Both replays in one pass, then every Monday up to the day. */
export async function replaySides(
  { base, draft, day }: Pick<Question, 'base' | 'draft' | 'day'>,
  kept: ReadonlySet<string>,
  entries: Entries,
  onPage: (done: number) => void = () => {},
): Promise<{ sides: [LeanCourse, LeanCourse]; done: number }> {
  const course = (m: Methodology): LeanCourse => ({ m, records: new LeanRecords(kept), refused: [] })
  const sides: [LeanCourse, LeanCourse] = [course(base), course(draft)]
  const done = await replay(sides, entries, onPage)
  for (const { m, records } of sides) passDays(m, records, day)
  return { sides, done }
}

export const toSide = ({ m, records }: LeanCourse) => ({ m, find: (provider: string) => records.find(provider) })

async function readRegistry(read: Read, tables: Tables) {
  const { id, name, area, offerings } = tables.providers
  const rows = await read(db => db.select({ id, name, area, offerings }).from(tables.providers))
  const providers = new Map<string, Registered>()
  for (const row of rows) {
    const offered: string[] = JSON.parse(row.offerings)
    const categories = [...new Set(offered.map(code => code.slice(0, 2)))].sort()
    providers.set(row.id, { name: row.name, area: row.area, categories })
  }
  const areas = await read(db => allAreas(db, tables))
  const services = await read(db => allServices(db, tables))
  return { providers, areas, services }
}

function named(shares: readonly Share[], names: readonly { code: string; name: string; nameEn: string }[]): Named[] {
  const byCode = new Map(names.map(row => [row.code, row]))
  return shares.map(share => {
    const { name, nameEn } = byCode.get(share.code) ?? { name: share.code, nameEn: share.code }
    return { ...share, name, nameEn }
  })
}
