/** Texts that the law does not let us keep: of sanctions that have ended or were repaired, and of retracted evidence. */

import { businessDay } from '../../ledger/clock.ts'
import type { Entry } from '../../ledger/entry.ts'
import { eraseTexts } from '../../ledger/erase.ts'
import type { Ledger, Transaction } from '../../ledger/ledger.ts'
import { entriesAfter, sealsOf } from '../../ledger/rows.ts'
import { bound } from '../../store/bounds.ts'
import { and, asc, eq, inArray, sql } from '../../store/drizzle.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import type { Methodology } from '../rules/methodology.ts'
import { afterGrace } from './grace.ts'
import { allSanctions, type SanctionPiece, sanctionsAmong } from './rows-sanctions.ts'

const ACTOR = 'housekeeping'
/** Erasures of one unit of work. */
const BATCH = bound('erasure-batch', 200)

/** Erases the sealed texts of a piece of evidence, in the unit of work that ends it. */
export async function eraseEvidence(tx: Transaction, seq: number): Promise<void> {
  const elsewhere = [...(await saidOfRequest(tx, seq)), ...(await appealsAbout(tx, seq))]
  for (const said of [seq, ...elsewhere]) await eraseTexts(tx, said)
}

/** Entries of a review's request that say the words of the review, as its follow-up call does: the request would go on saying them. */
async function saidOfRequest({ db, tables }: Transaction, seq: number): Promise<number[]> {
  const { ledger, sealed } = tables
  const [entry] = await entriesAfter(db, tables, seq - 1, 1)
  if (!entry?.type.startsWith('evidence.review') || !entry.payload.request) return []
  const words = db.select({ text: sealed.text }).from(sealed).where(eq(sealed.seq, seq))
  const rows = await db
    .select({ seq: ledger.seq })
    .from(ledger)
    .innerJoin(sealed, eq(sealed.seq, ledger.seq))
    .where(and(eq(ledger.subject, String(entry.payload.request)), inArray(sealed.text, words)))
  return rows.map(row => row.seq)
}

/** Entries in which an appeal speaks of a sanction: its grounds, the reason of its decision, and of the retraction that followed. */
async function appealsAbout({ db, tables: { appeals: a, evidence: e } }: Transaction, seq: number): Promise<number[]> {
  const rows = await db
    .select({ filed: a.filedSeq, closed: a.closedSeq, retraction: e.retractedBy })
    .from(a)
    .innerJoin(e, and(eq(e.provider, a.provider), eq(e.seq, a.evidence)))
    .where(and(eq(a.evidence, seq), eq(a.kind, 'sanction')))
  const said = rows.flatMap(({ filed, closed, retraction }) => [filed, closed, retraction])
  return [...new Set(said.filter(at => at !== null))]
}

/**
 * Erases what a person has ended, and what the calendar ended so long ago that the grace period is over. No answer waits for this: they
 * decide by the day themselves.
 * @returns how many pieces of evidence lost their texts
 */
export async function eraseLapsed(ledger: Ledger, m: Methodology): Promise<number> {
  const today = businessDay(ledger.clock.now())
  const { byPerson, byCalendar } = await ledger.read(db => endedWithTexts(db, ledger.store.tables, m, today))
  const due = [...byPerson, ...(await afterGrace(ledger, byCalendar, today))]
  for (let i = 0; i < due.length; i += BATCH)
    await ledger.write(ACTOR, async tx => {
      for (const seq of due.slice(i, i + BATCH)) await eraseEvidence(tx, seq)
    })
  return due.length
}

/** Evidence that has ended and still has its texts, by who ended it. */
async function endedWithTexts(db: Reader, tables: Tables, m: Methodology, today: number) {
  const ended = (await allSanctions(db, tables, m, today)).filter(s => s.lapsed)
  const isByPerson = (s: SanctionPiece) => s.retractedBy >= 0 || s.repairedDay >= 0
  const byPerson = [...ended.filter(isByPerson).map(s => s.seq), ...(await retractedSeqs(db, tables))]
  const byCalendar = ended.filter(s => !isByPerson(s)).map(s => s.seq)
  return { byPerson: await withTexts(db, tables, byPerson), byCalendar: await withTexts(db, tables, byCalendar) }
}

async function withTexts(db: Reader, tables: Tables, found: readonly number[]): Promise<number[]> {
  const seqs = [...new Set(found)].sort((a, b) => a - b)
  const seals = await sealsOf(db, tables, seqs)
  return seqs.filter(seq => Object.values(seals.get(seq) ?? {}).some(seal => seal.text !== null))
}

async function retractedSeqs(db: Reader, { evidence: t }: Tables): Promise<number[]> {
  const rows = await db.select({ seq: t.seq }).from(t).where(sql`${t.retractedBy} is not null`).orderBy(asc(t.seq))
  return rows.map(row => row.seq)
}

/** The evidence that an entry repairs, retracts or disputes. */
const reference = ({ payload }: Entry): number | undefined =>
  [payload.target, payload.evidence].find(seq => typeof seq === 'number')

/** Of these entries those that record a lapsed sanction, or point at one. */
export async function withheldEntries(
  db: Reader,
  tables: Tables,
  m: Methodology,
  entries: readonly Entry[],
  today: number,
): Promise<Set<number>> {
  const about = (entry: Entry) => (entry.type === 'evidence.sanction' ? entry.seq : reference(entry))
  const seqs = entries.flatMap(entry => about(entry) ?? [])
  const lapsed = new Set((await sanctionsAmong(db, tables, m, seqs, today)).filter(s => s.lapsed).map(s => s.seq))
  // An erasure names no provider; it may be seen.
  return new Set(entries.flatMap(e => (e.type !== 'text.erased' && lapsed.has(about(e) ?? -1) ? [e.seq] : [])))
}
