import { sealsOf } from '../ledger/rows.ts'
import { and, asc, desc, eq, lt, type SQL, sql } from '../store/drizzle.ts'
import { prepared } from '../store/prepared.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { requestError } from './errors.ts'
import type { RequestState, Responder } from './rules-life.ts'
import { overdueClocks } from './rules-overdue.ts'

export type RequestRow = Tables['requests']['$inferSelect']
export type RoundRow = Tables['requestRounds']['$inferSelect']
type Texts = Map<number, Record<string, { text: string | null }>>

const yesOrNo = (value: number | null) => (value === null ? null : value === 1)

/** A request as it is shown in a list (schemas/request.json), at `now` (ms). Words are shown as words or not at all, never as seqs. */
export function toRequest(row: RequestRow, now: number) {
  const { wordsSeq: _, answerSeq: __, visitSeq: ___, completionSeq: ____, ...rest } = row
  const { followUpSeq: _____, reworkSeq: ______, reviewSeq: _______, ...shown } = rest
  return {
    ...shown,
    channel: row.channel as 'phone',
    kind: row.kind as 'help',
    priority: row.priority === 1,
    state: row.state as RequestState,
    responder: row.responder as Responder | null,
    // The department that transferred stays responsible until the next one has answered.
    responsible: row.responsible ?? row.department ?? row.provider,
    satisfied: yesOrNo(row.satisfied),
    overdue: overdueClocks(row, now),
  }
}

/** One request with its words and all its rounds, oldest first. */
export async function wholeRequest(db: Reader, tables: Tables, row: RequestRow, now: number) {
  const { requestRounds: r } = tables
  const earlier = row.round > 1 ? await db.select().from(r).where(eq(r.request, row.id)).orderBy(asc(r.round)) : []
  const rows = [...earlier, ...presentRound(row)]
  const texts: Texts = await sealsOf(
    db,
    tables,
    [row.wordsSeq, ...rows.flatMap(seqsOf)].filter(seq => seq > 0),
  )
  const words = texts.get(row.wordsSeq)?.words?.text
  return { ...toRequest(row, now), ...(words ? { words } : {}), rounds: rows.map(round => toRound(round, texts)) }
}

const seqsOf = (r: RoundRow) => [r.answerSeq, r.visitSeq, r.completionSeq, r.followUpSeq, r.reworkSeq]

/** The round that is going on, once somebody has it or a rework has begun. */
function presentRound({ id, ...row }: RequestRow): RoundRow[] {
  if (row.responder === null && row.round === 1) return []
  return [{ ...row, request: id, ended: '', endedAt: '' } as unknown as RoundRow]
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
    answeredAt: row.answeredAt,
    answer: said(row.answerSeq),
    visitedAt: row.visitedAt,
    visit: said(row.visitSeq),
    completedAt: row.completedAt,
    outcome: row.outcome,
    completion: said(row.completionSeq),
    followUpDue: row.followUpDue,
    followedUpAt: row.followedUpAt,
    satisfied: yesOrNo(row.satisfied),
    stars: row.stars,
    followUp: said(row.followUpSeq),
    ended: (row.ended || null) as 'rework' | 'transfer' | null,
    endedAt: row.endedAt || null,
  }
}

/** The request; `request-not-found` (404) without one. */
export async function requireRequest(db: Reader, tables: Tables, id: string): Promise<RequestRow> {
  const query = prepared(db, 'request_row', d =>
    d
      .select()
      .from(tables.requests)
      .where(eq(tables.requests.id, sql.placeholder('id'))),
  )
  const [row]: RequestRow[] = await query.execute({ id })
  if (!row) throw requestError('request-not-found', { id })
  return row
}

export interface RequestFilter {
  state?: string
  kind?: 'help' | 'wish'
  provider?: string
  customer?: string
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
