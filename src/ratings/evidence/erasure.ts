/** Texts that the law does not let us keep: of sanctions that have ended or were repaired, and of retracted evidence. */
import { businessDay } from '../../ledger/clock.ts'
import type { Entry } from '../../ledger/entry.ts'
import { eraseTexts } from '../../ledger/erase.ts'
import type { Ledger, Transaction } from '../../ledger/ledger.ts'
import { entriesAfter, sealsOf } from '../../ledger/rows.ts'
import { and, asc, eq, inArray, sql } from '../../store/drizzle.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import type { Methodology } from '../rules/methodology.ts'
import { allSanctions, sanctionsAmong } from './rows-sanctions.ts'

const ACTOR = 'housekeeping'
/** Erasures of one unit of work. */
const BATCH = 200

/** Erases the sealed texts of a piece of evidence, in the unit of work that ends it. */
export async function eraseEvidence(tx: Transaction, seq: number): Promise<void> {
  const elsewhere = [...(await saidOfRequest(tx, seq)), ...(await appealsAbout(tx, seq))]
  for (const said of [seq, ...elsewhere]) await eraseTexts(tx, said)
}

/** Entries of a review's request that say the words of the review, as its follow-up call does: the request would go on saying them. */
async function saidOfRequest({ db, tables }: Transaction, seq: number): Promise<number[]> {
  const { ledger, sealed } = tables
  const [entry] = await entriesAfter(db, tables, seq - 1, 1)
  if (entry?.type !== 'evidence.review' || !entry.payload.request) return []
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
 * Erases what the calendar has ended, and what a retraction took back. No answer waits for this: they decide by the day themselves.
 * @returns how many pieces of evidence lost their texts
 */
export async function eraseLapsed(ledger: Ledger, m: Methodology): Promise<number> {
  const today = businessDay(ledger.clock.now())
  const due = await ledger.read(db => dueForErasure(db, ledger.store.tables, m, today))
  for (let i = 0; i < due.length; i += BATCH)
    await ledger.write(ACTOR, async tx => {
      for (const seq of due.slice(i, i + BATCH)) await eraseEvidence(tx, seq)
    })
  return due.length
}

async function dueForErasure(db: Reader, tables: Tables, m: Methodology, today: number): Promise<number[]> {
  const lapsed = (await allSanctions(db, tables, m, today)).filter(s => s.lapsed).map(s => s.seq)
  const seqs = [...new Set([...lapsed, ...(await retractedSeqs(db, tables))])].sort((a, b) => a - b)
  const seals = await sealsOf(db, tables, seqs)
  return seqs.filter(seq => Object.values(seals.get(seq) ?? {}).some(seal => seal.text !== null))
}

async function retractedSeqs(db: Reader, { evidence: t }: Tables): Promise<number[]> {
  const rows = await db.select({ seq: t.seq }).from(t).where(sql`${t.retractedBy} is not null`).orderBy(asc(t.seq))
  return rows.map(row => row.seq)
}

/** What an entry points at: the evidence that it repairs, takes back or disputes. */
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
