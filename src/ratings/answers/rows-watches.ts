/** Providers under watch, with the alarms and inspections behind it. */
import { and, asc, eq, gt, inArray, isNull, or } from '../../store/drizzle.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import { lineageOf } from '../live/lineage-rows.ts'
import { type RatingRow, toWeighed } from '../live/rows.ts'
import type { Weighed } from '../rules/evidence.ts'

export type WatchedRow = RatingRow
export type Inspected = Extract<Weighed, { kind: 'inspection' }>

/** Rating rows with an alarm after a day, oldest alarm first, after a key (alarm day, provider). */
export async function watchedRows(
  db: Reader,
  { ratings: t }: Tables,
  since: number,
  after: readonly [day: number, provider: string] | null,
  limit: number,
): Promise<WatchedRow[]> {
  const next = after ? or(gt(t.alarmDay, after[0]), and(eq(t.alarmDay, after[0]), gt(t.provider, after[1]))) : undefined
  return db
    .select()
    .from(t)
    .where(and(gt(t.alarmDay, since), next))
    .orderBy(asc(t.alarmDay), asc(t.provider))
    .limit(limit)
}

/** Days on which entries were recorded. */
export async function raisedDays(
  db: Reader,
  { ledger }: Tables,
  seqs: readonly number[],
): Promise<Map<number, number>> {
  const rows = await db
    .select({ seq: ledger.seq, day: ledger.day })
    .from(ledger)
    .where(inArray(ledger.seq, [...seqs]))
  return new Map(rows.map(row => [row.seq, row.day]))
}

/** Live inspections of a provider and its predecessors, by seq. */
export async function inspectionsOf(db: Reader, tables: Tables, provider: string): Promise<Inspected[]> {
  const { evidence: t } = tables
  const lineage = await lineageOf(db, tables, provider)
  const rows = await db
    .select()
    .from(t)
    .where(and(inArray(t.provider, lineage), eq(t.kind, 'inspection'), isNull(t.retractedBy)))
    .orderBy(asc(t.seq))
  return rows.map(toWeighed) as Inspected[]
}
