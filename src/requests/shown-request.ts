/** A request as answers show it. */
import type { Schemas } from '../api/operations.ts'
import { sealsOf } from '../ledger/rows.ts'
import { asc, eq } from '../store/drizzle.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { RequestRow, RoundRow } from './rows.ts'
import { linksOf, proposedFor } from './rows-links.ts'
import type { RequestState, Responder } from './rules-life.ts'
import { overdueClocks } from './rules-overdue.ts'

type Cancellation = Schemas['cancellation-cause']
type Outcome = Schemas['round-outcome-or-none']
type Texts = Map<number, Record<string, { text: string | null }>>

const yesOrNo = (value: number | null) => (value === null ? null : value === 1)

/** Columns of which an answer shows words, or another member, or nothing. */
const UNSHOWN = [
  'wordsSeq',
  'answerSeq',
  'visitSeq',
  'completionSeq',
  'followUpSeq',
  'reworkSeq',
  'reviewSeq',
  'cancelSeq',
  'returnSeq',
  'extensionSeq',
  'late',
  'linked',
] as const
type Unshown = (typeof UNSHOWN)[number]

/** A request as it is shown in a list (schemas/request.json), at `now` (ms). Words are shown as words or not at all, never as seqs. */
export function toRequest(row: RequestRow, now: number) {
  const shown: Omit<RequestRow, Unshown> & Partial<Pick<RequestRow, Unshown>> = { ...row }
  for (const column of UNSHOWN) delete shown[column]
  return {
    ...(shown as Omit<RequestRow, Unshown>),
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
    outcome: row.outcome as Outcome,
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
    ...(await linksOf(db, tables, row)),
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
    outcome: row.outcome as Outcome,
    completion: said(row.completionSeq),
    followUpDue: row.followUpDue,
    followedUpAt: row.followedUpAt,
    followUpAttempts: row.followUpAttempts,
    resolved: yesOrNo(row.resolved),
    satisfied: yesOrNo(row.satisfied),
    stars: row.stars,
    followUp: said(row.followUpSeq),
    ended: (row.ended || null) as Schemas['round-end-or-none'],
    endedAt: row.endedAt || null,
    endWords: said(row.endSeq),
  }
}
