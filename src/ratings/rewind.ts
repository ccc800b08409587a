/** Time travel: a provider's rating as it was published on a past day, from what the ledger held on that day. */
import { and, asc, desc, eq, inArray, lte } from 'drizzle-orm'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { Clearing, ProviderRecord } from './book.ts'
import { newRecord } from './book.ts'
import { foldOf } from './decide.ts'
import type { Methodology } from './methodology.ts'
import { ratingRow, toAdmitted, toRecord } from './rows.ts'
import type { Admitted } from './rules-evidence.ts'
import { type CreditState, newHeld } from './rules-grade.ts'

/**
 * The record of a provider at the end of a day: later evidence, retractions, repairs, links and clearings are not there yet.
 * The weight of evidence is what admission fixed; the grade and state are the last that were on record.
 */
export async function rewind(
  db: Reader,
  tables: Tables,
  m: Methodology,
  provider: string,
  day: number,
): Promise<ProviderRecord> {
  const chain = await chainOn(db, tables, m, provider, day)
  const live = await liveOn(
    db,
    tables,
    chain.map(record => record.provider),
    day,
  )
  const inspections = new Set(live.filter(x => x.kind === 'inspection').map(x => x.seq))
  const holds = (c: Clearing) => c.ledgerDay <= day && inspections.has(c.inspection)
  const clear = chain
    .flatMap(record => record.clearings)
    .filter(holds)
    .reduce((max, c) => Math.max(max, c.seq), -1)
  return { ...newRecord(provider), fold: foldOf(m, live, clear).fold, held: await heldOn(db, tables, m, provider, day) }
}

/** The provider and its predecessors, as far as they were linked on the day. */
async function chainOn(
  db: Reader,
  tables: Tables,
  m: Methodology,
  provider: string,
  day: number,
): Promise<ProviderRecord[]> {
  const found: ProviderRecord[] = []
  for (let next: string | null = provider; next; ) {
    const row = await ratingRow(db, tables, next)
    const record: ProviderRecord = row ? toRecord(m, row) : newRecord(next)
    found.push(record)
    next = record.linkedDay <= day ? record.predecessor : null
  }
  return found
}

/** Evidence that was recorded by the day and not retracted by then, with the repairs that had been made; by seq. */
async function liveOn(db: Reader, { evidence: t }: Tables, providers: string[], day: number): Promise<Admitted[]> {
  const rows = await db
    .select()
    .from(t)
    .where(and(inArray(t.provider, providers), lte(t.ledgerDay, day)))
    .orderBy(asc(t.seq))
  return rows
    .filter(row => row.retractedDay === null || row.retractedDay > day)
    .map(row =>
      toAdmitted({ ...row, retractedBy: null, retractedDay: null, repairedDay: madeBy(row.repairedDay, day) }),
    )
}

const madeBy = (made: number | null, day: number) => (made !== null && made <= day ? made : null)

async function heldOn(db: Reader, { gradeHistory: t }: Tables, m: Methodology, provider: string, day: number) {
  const [last] = await db
    .select()
    .from(t)
    .where(and(eq(t.provider, provider), lte(t.day, day)))
    .orderBy(desc(t.seq))
    .limit(1)
  if (!last) return newHeld()
  return { ...newHeld(), grade: m.parameters.grades.names.indexOf(last.grade), state: last.state as CreditState }
}
