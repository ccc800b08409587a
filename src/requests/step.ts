import type { Context } from '../api/operations.ts'
import { businessDay, dayToDate, timestamp } from '../ledger/clock.ts'
import { etagOf } from '../ledger/etag.ts'
import type { Draft, Transaction } from '../ledger/ledger.ts'
import { requireClock } from '../registry/rows-clocks.ts'
import { dueAfter } from '../registry/rules-clocks.ts'
import { checkCourse } from './course.ts'
import { requestOn } from './in-flight.ts'
import type { RequestRow } from './rows.ts'
import { lastFactOf } from './rows-course.ts'
import { LIFE, type Mover, type RequestMove } from './rules-life.ts'
import { type Told, timeOfFact } from './rules-occurred.ts'
import { checkMove } from './rules-request.ts'
import { wholeRequest } from './shown-request.ts'

/** A request as a single answer shows it, with its ETag. */
export async function shown({ db, tables }: Pick<Transaction, 'db' | 'tables'>, id: string, now: number) {
  const row = await requestOn(db, tables, id, dayToDate(businessDay(now)))
  return { body: await wholeRequest(db, tables, row, now), etag: etagOf(row.version) }
}

/** What a move knows beside its request: its transaction, and the time of the fact in milliseconds. */
export interface Fact {
  tx: Transaction
  at: number
}

/**
 * One move of a request: the row decides whether it is possible, `told` when it happened, `drafts` what it records. Each of the drafts keeps
 * the time of the fact beside that of the record.
 */
export async function step(
  context: Context,
  id: string,
  move: RequestMove | ((row: RequestRow) => RequestMove),
  told: Told,
  drafts: (row: RequestRow, fact: Fact) => Promise<Draft[]> | Draft[],
) {
  return context.write(async tx => {
    const row = await requestOn(tx.db, tx.tables, id, dayToDate(tx.day))
    const made = typeof move === 'string' ? move : move(row)
    checkMove(row, made, context.caller.role as Mover)
    const at = await factOf(tx, told, id)
    await checkCourse({ tx, at }, context.caller, row, made)
    for (const draft of await drafts(row, { tx, at })) await tx.append(timed(draft, at, told))
    return { status: 201 as const, ...(await shown(tx, id, context.now)) }
  })
}

/** The entry that records a move of a request, naming its present responder unless the payload names another. */
export function entry(
  move: RequestMove,
  row: Pick<RequestRow, 'id' | 'provider' | 'department'>,
  payload: object = {},
  words?: string,
): Draft {
  const { id: request, provider, department } = row
  return {
    type: LIFE[move].entry,
    subject: request,
    payload: { request, ...(provider ? { provider } : {}), ...(department ? { department } : {}), ...payload },
    ...(words ? { sealed: { words } } : {}),
  }
}

/** The time of the fact of a move: now, or what is told of a request's move as far as the moves before let it be. */
export async function factOf(tx: Transaction, told: Told, id: string): Promise<number> {
  const previous = told.occurredAt === undefined ? null : await lastFactOf(tx.db, tx.tables, id)
  return timeOfFact(told, tx.at, previous)
}

/** The draft with the time of the fact, if one was told, and the reason of the delay. */
export function timed(draft: Draft, at: number, { occurredAt, delayReason }: Told): Draft {
  if (occurredAt === undefined) return draft
  const sealed = { ...draft.sealed, ...(delayReason ? { delayReason } : {}) }
  return {
    ...draft,
    payload: { ...draft.payload, occurredAt: timestamp(at) },
    ...(Object.keys(sealed).length > 0 ? { sealed } : {}),
  }
}

/** When a clock of clocks.yaml of the city runs out that starts with the fact at hand. */
export const dueBy = async (fact: Fact, clock: string): Promise<string> =>
  timestamp(await dueAfterClock(fact, clock, null))

/** The same in milliseconds, for a clock that starts at another time (RFC 3339). */
export async function dueAfterClock({ tx, at }: Fact, clock: string, from: string | null): Promise<number> {
  const start = from === null ? at : Date.parse(from)
  return dueAfter(await requireClock(tx.db, tx.tables, clock, dayToDate(businessDay(start))), start)
}

const ANSWER_CLOCKS: Readonly<Record<string, string>> = {
  normal: 'request.answer',
  urgent: 'request.answer.priority',
  critical: 'request.answer.critical',
}

/** A wish is handled like a request for help. */
export const handlingBy = (fact: Fact, kind: string) =>
  dueBy(fact, `request.handling.${kind === 'wish' ? 'help' : kind}`)

export const answerBy = (fact: Fact, urgency: string) => dueBy(fact, ANSWER_CLOCKS[urgency]!)
