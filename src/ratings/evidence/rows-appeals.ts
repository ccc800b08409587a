/** Rows of appeals and replies, and how they are shown. */
import { dayToDate } from '../../ledger/clock.ts'
import { sealsOf } from '../../ledger/rows.ts'
import { and, asc, desc, eq, gte, inArray, lt, notInArray, or } from '../../store/drizzle.ts'
import { preparedIn } from '../../store/prepared.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import type { Methodology } from '../rules/methodology.ts'
import { appealError } from './errors-appeals.ts'
import { sanctionsAmong } from './rows-sanctions.ts'
import { type AppealState, type EarlierAppeal, isOverdue, OPEN } from './rules-appeals.ts'

export type AppealRow = Tables['appeals']['$inferSelect']

/** The appeal; `appeal-not-found` (404) without one. */
export async function requireAppeal(db: Reader, { appeals }: Tables, id: string): Promise<AppealRow> {
  const [row] = await db.select().from(appeals).where(eq(appeals.id, id))
  if (!row) throw appealError('appeal-not-found', { id })
  return row
}

/** Appeals against a piece of evidence, or against an order together with it, oldest first, with their grounds. */
export async function earlierAppeals(
  db: Reader,
  tables: Tables,
  provider: string,
  seq: number,
): Promise<EarlierAppeal[]> {
  const { appeals: t } = tables
  const rows = await db
    .select()
    .from(t)
    .where(and(eq(t.provider, provider), eq(t.evidence, seq)))
    .orderBy(asc(t.filedSeq))
  const seals = await sealsOf(
    db,
    tables,
    rows.map(row => row.filedSeq),
  )
  return rows.map(({ id, state, closedDay, filedSeq }) => ({
    id,
    state: state as AppealState,
    closedDay,
    grounds: seals.get(filedSeq)?.grounds?.text ?? null,
  }))
}

/** Appeals that may be spoken of: not those about a sanction that has ended, was repaired or was taken back. */
export async function withoutLapsed(
  db: Reader,
  tables: Tables,
  m: Methodology,
  rows: readonly AppealRow[],
  today: number,
): Promise<AppealRow[]> {
  const seqs = rows.filter(row => row.kind === 'sanction').map(row => row.evidence)
  const lapsed = (await sanctionsAmong(db, tables, m, seqs, today)).filter(s => s.lapsed).map(s => s.seq)
  return rows.filter(row => !lapsed.includes(row.evidence))
}

export interface AppealFilter {
  state?: string | undefined
  overdue?: boolean | undefined
  provider?: string | undefined
  appellant?: string | undefined
}

/** Appeals, newest first. Overdue: open, and the last day for a decision has passed. */
export async function listAppealRows(
  db: Reader,
  { appeals: t }: Tables,
  filter: AppealFilter,
  { before, limit, today }: { before: number | null; limit: number; today: number },
): Promise<AppealRow[]> {
  const late = and(inArray(t.state, [...OPEN]), lt(t.decideBy, today))
  const inTime = or(notInArray(t.state, [...OPEN]), gte(t.decideBy, today))
  return db
    .select()
    .from(t)
    .where(
      and(
        before === null ? undefined : lt(t.filedSeq, before),
        filter.state === undefined ? undefined : eq(t.state, filter.state),
        filter.provider === undefined ? undefined : eq(t.provider, filter.provider),
        filter.appellant === undefined ? undefined : eq(t.appellant, filter.appellant),
        filter.overdue === undefined ? undefined : filter.overdue ? late : inTime,
      ),
    )
    .orderBy(desc(t.filedSeq))
    .limit(limit)
}

/** The pieces of these providers that are contested now: they count until the appeal is decided, and are marked wherever they are shown. */
export async function contestedOf(
  db: Reader,
  { appeals: t }: Tables,
  providers: readonly string[],
): Promise<Set<number>> {
  const rows = await preparedIn<Reader, Pick<AppealRow, 'evidence' | 'also'>>(
    db,
    'contested_of',
    providers,
    (d, list) =>
      d
        .select({ evidence: t.evidence, also: t.also })
        .from(t)
        .where(and(inArray(t.provider, list), inArray(t.state, [...OPEN]))),
  )
  return new Set(rows.flatMap(({ evidence, also }) => (also === null ? [evidence] : [evidence, also])))
}

export interface Reply {
  text: string
  at: string
  replaced: boolean
}

/** Replies of firms to reviews of these providers, by the review; those whose text was erased are gone. */
export async function repliesTo(
  db: Reader,
  tables: Tables,
  providers: readonly string[],
  reviews: readonly number[],
): Promise<Map<number, Reply>> {
  const { reviewReplies: t } = tables
  if (reviews.length === 0) return new Map()
  const rows = await db
    .select()
    .from(t)
    .where(and(inArray(t.provider, [...providers]), inArray(t.review, [...reviews])))
  const seals = await sealsOf(
    db,
    tables,
    rows.map(row => row.seq),
  )
  return new Map(
    rows.flatMap(({ review, seq, at, replaced }) => {
      const text = seals.get(seq)?.text?.text
      return text ? [[review, { text, at, replaced: replaced > 0 }] as const] : []
    }),
  )
}

/** An appeal in the shape of the contract, without what was said in it. */
export function toAppeal(row: AppealRow, today: number) {
  const state = row.state as AppealState
  return {
    id: row.id,
    provider: row.provider,
    appellant: row.appellant,
    evidence: row.evidence,
    also: row.also,
    kind: row.kind as 'review',
    state,
    follows: row.follows,
    filedAt: row.filedAt,
    decideBy: dayToDate(row.decideBy),
    overdue: isOverdue(state, row.decideBy, today),
    examinedAt: row.examinedAt,
    closedAt: row.closedAt,
    retracted: JSON.parse(row.retracted) as number[],
  }
}
