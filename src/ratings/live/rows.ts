/** Rows of the rating tables, and what they mean. */
import { and, asc, eq, gt, inArray, isNull, sql } from '../../store/drizzle.ts'
import { prepared } from '../../store/prepared.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import { pack } from '../engine/packed.ts'
import { BEFORE_ALL, type Change, type ProviderRecord } from '../engine/records.ts'
import type { Rating } from '../engine/standing.ts'
import type { Weighed } from '../rules/evidence.ts'
import type { Voice } from '../rules/fold.ts'
import { type CreditState, gradeName, NR } from '../rules/grade.ts'
import type { Methodology } from '../rules/methodology.ts'
import type { CustomerMemory, Pair } from '../rules/weighing.ts'

export type RatingRow = Tables['ratings']['$inferSelect']
export type EvidenceRow = Tables['evidence']['$inferSelect']
export type HistoryRow = Tables['gradeHistory']['$inferSelect']

const NOT = -1
const orNull = (n: number) => (n === NOT ? null : n)
const parseGrade = (m: Methodology, name: string) => (name === 'NR' ? NR : m.parameters.grades.names.indexOf(name))

export function toRecord(m: Methodology, row: RatingRow): ProviderRecord {
  const { provider, predecessor, linkedDay, linkedSeq, changes, barSeq } = row
  return {
    provider,
    predecessor,
    linkedDay,
    linkedSeq,
    successors: JSON.parse(row.successors),
    clearings: JSON.parse(row.clearings),
    changes,
    published: null,
    fold: JSON.parse(row.fold),
    held: {
      grade: parseGrade(m, row.grade),
      pending: row.pending === null ? null : parseGrade(m, row.pending),
      state: row.state as CreditState,
      barSeq,
      since: row.since === null ? null : JSON.parse(row.since),
    },
  }
}

/** The part of a row that an index keeps. */
export const ratingOfRow = (m: Methodology, row: Pick<RatingRow, 'fold' | 'grade' | 'state'>): Rating => ({
  fold: pack(JSON.parse(row.fold)),
  grade: parseGrade(m, row.grade),
  state: row.state as CreditState,
})

export function toRatingRow(m: Methodology, record: ProviderRecord): RatingRow {
  const { provider, predecessor, linkedDay, linkedSeq, changes, fold, held } = record
  return {
    provider,
    predecessor,
    linkedDay,
    linkedSeq,
    alarmDay: fold.alarms.at(-1)?.[1] ?? null,
    successors: JSON.stringify(record.successors),
    clearings: JSON.stringify(record.clearings),
    changes,
    fold: JSON.stringify(fold),
    orders: fold.orders,
    customers: fold.customers,
    grade: gradeName(m, held.grade),
    pending: held.pending === null ? null : gradeName(m, held.pending),
    state: held.state,
    barSeq: held.barSeq,
    since: held.since && JSON.stringify(held.since),
  }
}

export function toEvidenceRow(x: Weighed & { request?: string }): EvidenceRow {
  const { provider, seq, kind, day, ledgerDay, weight, codes, ...more } = x
  const { retractedBy, retractedDay, repairedDay, repairedBy, ...rest } = more
  const { customer, ...body } = 'customer' in rest ? rest : { ...rest, customer: null }
  return {
    provider,
    seq,
    kind,
    day,
    ledgerDay,
    customer,
    weight,
    codes: codes.join(' '),
    body: JSON.stringify(body),
    retractedBy: orNull(retractedBy),
    retractedDay: orNull(retractedDay),
    repairedDay: orNull(repairedDay),
    repairedBy: orNull(repairedBy),
  }
}

/** Evidence of a row; `request` is its request, if it came from one. */
export function toWeighed(row: EvidenceRow): Weighed & { request?: string } {
  const { provider, seq, kind, day, ledgerDay, weight } = row
  return {
    ...JSON.parse(row.body),
    provider,
    seq,
    kind,
    day,
    ledgerDay,
    ...(row.customer === null ? {} : { customer: row.customer }),
    weight,
    codes: row.codes === '' ? [] : row.codes.split(' '),
    retractedBy: row.retractedBy ?? NOT,
    retractedDay: row.retractedDay ?? NOT,
    repairedDay: row.repairedDay ?? NOT,
    repairedBy: row.repairedBy ?? NOT,
  }
}

export function toHistoryRow(m: Methodology, { number: seq, grade, ...change }: Change): HistoryRow {
  return { ...change, seq, grade: gradeName(m, grade), methodology: m.parameters.version }
}

/** The row of a provider's rating, if it has any evidence or link. */
export async function ratingRow(db: Reader, tables: Tables, provider: string): Promise<RatingRow | undefined> {
  const { ratings } = tables
  const query = prepared(db, 'rating_row', d =>
    d
      .select()
      .from(ratings)
      .where(eq(ratings.provider, sql.placeholder('provider'))),
  )
  const rows: RatingRow[] = await query.execute({ provider })
  return rows[0]
}

/** Rating rows in the order of provider, after one. */
export function ratingRows(db: Reader, tables: Tables, after: string, limit: number): Promise<RatingRow[]> {
  const { ratings } = tables
  return db.select().from(ratings).where(gt(ratings.provider, after)).orderBy(asc(ratings.provider)).limit(limit)
}

export async function pairRow(
  db: Reader,
  tables: Tables,
  root: string,
  kind: string,
  customer: string,
): Promise<Pair | undefined> {
  const { ratingPairs: t } = tables
  const query = prepared(db, 'rating_pair', d =>
    d
      .select({ mass: t.mass, last: t.last })
      .from(t)
      .where(
        and(
          eq(t.root, sql.placeholder('root')),
          eq(t.kind, sql.placeholder('kind')),
          eq(t.customer, sql.placeholder('customer')),
        ),
      ),
  )
  const rows: Pair[] = await query.execute({ root, kind, customer })
  return rows[0]
}

export async function memoryRow(db: Reader, tables: Tables, customer: string): Promise<CustomerMemory | undefined> {
  const { ratingRaters: t } = tables
  const query = prepared(db, 'rating_rater', d =>
    d
      .select()
      .from(t)
      .where(eq(t.customer, sql.placeholder('customer'))),
  )
  const [row]: (typeof t.$inferSelect)[] = await query.execute({ customer })
  if (!row) return undefined
  const { misfit, judged, first, several } = row
  return { misfit, judged, first, several: several === 1 }
}

/** The row of a customer's memory. */
export const toMemoryRow = (customer: string, { misfit, judged, first = null, several = false }: CustomerMemory) => ({
  customer,
  misfit,
  judged,
  first,
  several: several ? 1 : 0,
})

/** A customer as a fold knows it: a live order, and the reviews that stand. */
export interface FoldCustomer {
  ordered: boolean
  voices: readonly Voice[]
}

export const toFoldCustomerRow = (provider: string, customer: string, { ordered, voices }: FoldCustomer) => ({
  provider,
  customer,
  ordered: ordered ? 1 : 0,
  voices: voices.length === 0 ? null : JSON.stringify(voices),
})

/** A customer of the fold of a provider; undefined if the fold does not know it. */
export async function foldCustomer(
  db: Reader,
  tables: Tables,
  provider: string,
  customer: string,
): Promise<FoldCustomer | undefined> {
  const { foldCustomers: t } = tables
  const query = prepared(db, 'rating_customer', d =>
    d
      .select({ ordered: t.ordered, voices: t.voices })
      .from(t)
      .where(and(eq(t.provider, sql.placeholder('provider')), eq(t.customer, sql.placeholder('customer')))),
  )
  const [row]: { ordered: number; voices: string | null }[] = await query.execute({ provider, customer })
  return row && { ordered: row.ordered === 1, voices: row.voices === null ? [] : JSON.parse(row.voices) }
}

/** All live evidence of some providers, by seq. */
export async function liveEvidenceOf(db: Reader, tables: Tables, providers: readonly string[]): Promise<Weighed[]> {
  const { evidence: t } = tables
  const rows = await db
    .select()
    .from(t)
    .where(and(inArray(t.provider, [...providers]), isNull(t.retractedBy)))
    .orderBy(asc(t.seq))
  return rows.map(toWeighed)
}

/** All evidence of some providers, retracted or not, by seq. */
export async function storiesOf(db: Reader, tables: Tables, providers: readonly string[]): Promise<Weighed[]> {
  const { evidence: t } = tables
  const rows = await db
    .select()
    .from(t)
    .where(inArray(t.provider, [...providers]))
    .orderBy(asc(t.seq))
  return rows.map(toWeighed)
}

/** Live sanctions that were not repaired, of every provider. */
export async function standingSanctions(db: Reader, { evidence: t }: Tables): Promise<Weighed[]> {
  const rows = await db
    .select()
    .from(t)
    .where(and(eq(t.kind, 'sanction'), isNull(t.retractedBy), isNull(t.repairedBy)))
  return rows.map(toWeighed)
}

/** One piece of evidence, retracted or not. Sees what the running unit of work has appended. */
export async function evidenceOf(
  db: Reader,
  tables: Tables,
  provider: string,
  seq: number,
): Promise<(Weighed & { request?: string }) | undefined> {
  const { evidence: t } = tables
  const query = prepared(db, 'rating_evidence', d =>
    d
      .select()
      .from(t)
      .where(and(eq(t.provider, sql.placeholder('provider')), eq(t.seq, sql.placeholder('seq')))),
  )
  const rows: EvidenceRow[] = await query.execute({ provider, seq })
  return rows[0] && toWeighed(rows[0])
}

/** The days that have passed, and the version that rated them. */
export async function ratingClockRow(db: Reader, { ratingClock: t }: Tables) {
  const query = prepared(db, 'rating_clock', d => d.select().from(t))
  const [row]: Tables['ratingClock']['$inferSelect'][] = await query.execute()
  return row ?? { evaluatedThrough: BEFORE_ALL, endedThrough: null, ratedWith: null, nextVersion: null, nextFrom: null }
}

/** The last day whose coming has left rows: a Monday, an end of a sanction, or the first day of a version. */
export async function evaluatedThroughRow(db: Reader, tables: Tables): Promise<number> {
  const { evaluatedThrough: monday, endedThrough, ratedWith } = await ratingClockRow(db, tables)
  const evaluatedThrough = Math.max(monday, endedThrough ?? BEFORE_ALL)
  if (ratedWith === null) return evaluatedThrough
  const { version, fromDay } = tables.methodologies
  const [inForce] = await db.select({ fromDay }).from(tables.methodologies).where(eq(version, ratedWith))
  return Math.max(evaluatedThrough, inForce?.fromDay ?? BEFORE_ALL)
}
