import type { Schemas } from '../api/operations.ts'
import { sealsOf } from '../ledger/rows.ts'
import { and, asc, desc, eq, isNull, lt, type SQL, sql } from '../store/drizzle.ts'
import { prepared } from '../store/prepared.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { requestError } from './errors.ts'
import type { RequestState, Responder } from './rules-life.ts'
import { overdueClocks } from './rules-overdue.ts'

export type RequestRow = Tables['requests']['$inferSelect']
export type RoundRow = Tables['requestRounds']['$inferSelect']
type Cancellation = Schemas['cancellation-cause']
type Texts = Map<number, Record<string, { text: string | null }>>

const yesOrNo = (value: number | null) => (value === null ? null : value === 1)

/** A request as it is shown in a list (schemas/request.json), at `now` (ms). Words are shown as words or not at all, never as seqs. */
export function toRequest(row: RequestRow, now: number) {
  const { wordsSeq: _, answerSeq: __, visitSeq: ___, completionSeq: ____, ...rest } = row
  const {
    followUpSeq: _____,
    reworkSeq: ______,
    reviewSeq: _______,
    cancelSeq: ________,
    late: _________,
    ...shown
  } = rest
  return {
    ...shown,
    channel: row.channel as 'phone',
    kind: row.kind as 'help',
    urgency: row.urgency as 'normal',
    resolved: yesOrNo(row.resolved),
    priority: row.priority === 1,
    state: row.state as RequestState,
    responder: row.responder as Responder | null,
    // The department that transferred stays responsible until the next one has answered.
    responsible: row.responsible ?? row.department ?? row.provider,
    satisfied: yesOrNo(row.satisfied),
    cancellation: row.cancellation as Cancellation | null,
    overdue: overdueClocks(row, now),
  }
}

/** One request with its words and all its rounds, oldest first. */
export async function wholeRequest(db: Reader, tables: Tables, row: RequestRow, now: number) {
  const { requestRounds: r } = tables
  const earlier = row.round > 1 ? await db.select().from(r).where(eq(r.request, row.id)).orderBy(asc(r.round)) : []
  const rows = [...earlier, ...presentRound(row)]
  const late = row.late > 0 ? await lateMoves(db, tables, row.id) : []
  const texts: Texts = await sealsOf(
    db,
    tables,
    [
      row.wordsSeq,
      row.cancelSeq,
      row.returnSeq,
      row.extensionSeq,
      ...late.map(({ seq }) => seq),
      ...rows.flatMap(seqsOf),
    ].filter(seq => seq > 0),
  )
  const said = (name: string, seq: number) => {
    const text = texts.get(seq)?.words?.text
    return text ? { [name]: text } : {}
  }
  return {
    ...toRequest(row, now),
    ...said('words', row.wordsSeq),
    ...said('cancellationWords', row.cancelSeq),
    ...said('returnWords', row.returnSeq),
    ...said('extensionWords', row.extensionSeq),
    duplicates: await duplicatesOf(db, tables, row.id),
    recurrences: await recurrencesOf(db, tables, row.id),
    proposed: await proposedFor(db, tables, row),
    late: late.map(({ seq, ...move }) => ({ ...move, reason: texts.get(seq)?.delayReason?.text ?? null })),
    rounds: rows.map(round => toRound(round, texts)),
  }
}

const seqsOf = (r: RoundRow) => [r.answerSeq, r.visitSeq, r.completionSeq, r.followUpSeq, r.reworkSeq, r.endSeq]

/** Moves recorded late that are named in an answer: more than a request of so many rounds has in life. */
const MOST_LATE = 100

/** Moves that were recorded with a time of the fact, oldest first. */
async function lateMoves(db: Reader, { ledger: t }: Tables, id: string) {
  const rows = await db
    .select({ seq: t.seq, type: t.type, at: t.at, payload: t.payload })
    .from(t)
    .where(eq(t.subject, id))
    .orderBy(asc(t.seq))
  return rows
    .map(({ seq, type, at, payload }) => ({
      seq,
      entry: type,
      occurredAt: JSON.parse(payload).occurredAt as string | undefined,
      recordedAt: at,
    }))
    .flatMap(({ occurredAt, ...move }) => (occurredAt === undefined ? [] : [{ ...move, occurredAt }]))
    .slice(0, MOST_LATE)
}

/** Duplicates or successors of one request that are named in an answer. */
const MOST_LINKED = 100

/** Requests that were cancelled as duplicates of this one, oldest first. */
async function duplicatesOf(db: Reader, { requests: r }: Tables, id: string): Promise<string[]> {
  const query = prepared(db, 'request_duplicates', d =>
    d
      .select({ id: r.id })
      .from(r)
      .where(eq(r.duplicateOf, sql.placeholder('id')))
      .orderBy(asc(r.id))
      .limit(MOST_LINKED),
  )
  const rows: { id: string }[] = await query.execute({ id })
  return rows.map(row => row.id)
}

/** Successors of a closed request, oldest first. */
async function recurrencesOf(db: Reader, { requests: r }: Tables, id: string): Promise<string[]> {
  const query = prepared(db, 'request_recurrences', d =>
    d
      .select({ id: r.id })
      .from(r)
      .where(eq(r.recurrenceOf, sql.placeholder('id')))
      .orderBy(asc(r.id))
      .limit(MOST_LINKED),
  )
  const rows: { id: string }[] = await query.execute({ id })
  return rows.map(row => row.id)
}

/** A successor that is not closed or cancelled yet. */
export async function openRecurrence(db: Reader, { requests: r }: Tables, id: string): Promise<string | undefined> {
  const [row] = await db
    .select({ id: r.id })
    .from(r)
    .where(and(eq(r.recurrenceOf, id), isNull(r.closedAt)))
    .limit(1)
  return row?.id
}

/** The responder to be proposed first: who had the earlier request, while nobody has its successor. */
async function proposedFor(db: Reader, tables: Tables, row: RequestRow) {
  if (row.recurrenceOf === null || row.responder !== null || row.closedAt !== null || row.round > 1) return null
  const earlier = await requireRequest(db, tables, row.recurrenceOf)
  const { provider, department } = earlier
  return { responder: earlier.responder as Responder, provider, department }
}

export const hasDuplicates = async (db: Reader, tables: Tables, id: string): Promise<boolean> =>
  (await duplicatesOf(db, tables, id)).length > 0

/** The round that is going on, once somebody has it or a rework has begun. */
function presentRound({ id, ...row }: RequestRow): RoundRow[] {
  if (row.responder === null && row.round === 1) return []
  return [{ ...row, request: id, ended: '', endedAt: '', endSeq: 0 } as unknown as RoundRow]
}

/** A round as it is shown (schemas/request-round.json). */
function toRound(row: RoundRow, texts: Texts) {
  const said = (seq: number) => texts.get(seq)?.words?.text ?? null
  return {
    round: row.round,
    responder: row.responder as Responder | null,
    provider: row.provider,
    department: row.department,
    duty: row.duty,
    supervisor: row.supervisor,
    reworkDue: row.reworkDue,
    reworkWords: said(row.reworkSeq),
    assignedAt: row.assignedAt,
    answerDue: row.answerDue,
    handlingDue: row.handlingDue,
    answeredAt: row.answeredAt,
    answer: said(row.answerSeq),
    visitedAt: row.visitedAt,
    visit: said(row.visitSeq),
    completedAt: row.completedAt,
    outcome: row.outcome,
    completion: said(row.completionSeq),
    followUpDue: row.followUpDue,
    followedUpAt: row.followedUpAt,
    followUpAttempts: row.followUpAttempts,
    resolved: yesOrNo(row.resolved),
    satisfied: yesOrNo(row.satisfied),
    stars: row.stars,
    followUp: said(row.followUpSeq),
    ended: row.ended || null,
    endedAt: row.endedAt || null,
    endWords: said(row.endSeq),
  }
}

/** The request; `request-not-found` (404) without one. */
export async function requireRequest(db: Reader, tables: Tables, id: string): Promise<RequestRow> {
  const row = await findRequest(db, tables, id)
  if (!row) throw requestError('request-not-found', { id })
  return row
}

export async function findRequest(db: Reader, tables: Tables, id: string): Promise<RequestRow | undefined> {
  const query = prepared(db, 'request_row', d =>
    d
      .select()
      .from(tables.requests)
      .where(eq(tables.requests.id, sql.placeholder('id'))),
  )
  const [row]: RequestRow[] = await query.execute({ id })
  return row
}

export interface RequestFilter {
  state?: string
  kind?: Schemas['request-kind']
  provider?: string
  customer?: string
  duplicateOf?: string
  /** Requests that a department has, by in-flight.ts. */
  also?: SQL
}

/** Condition of a filter on the columns. A wish is asked for in so many letters, so that the index of wishes serves. */
export function filterConditions({ requests: r }: Tables, filter: RequestFilter) {
  return [
    filter.state === undefined ? undefined : eq(r.state, filter.state),
    filter.kind === undefined ? undefined : filter.kind === 'wish' ? sql`${r.kind} = 'wish'` : eq(r.kind, filter.kind),
    filter.provider === undefined ? undefined : eq(r.provider, filter.provider),
    filter.customer === undefined ? undefined : eq(r.customer, filter.customer),
    filter.duplicateOf === undefined ? undefined : eq(r.duplicateOf, filter.duplicateOf),
    filter.also,
  ]
}

/** Requests, newest first (ids grow with time). */
export async function listRequestRows(
  db: Reader,
  tables: Tables,
  filter: RequestFilter,
  before: string | null,
  limit: number,
) {
  const { requests: r } = tables
  const conditions = [before === null ? undefined : lt(r.id, before), ...filterConditions(tables, filter)]
  return db
    .select()
    .from(r)
    .where(and(...conditions))
    .orderBy(desc(r.id))
    .limit(limit)
}
