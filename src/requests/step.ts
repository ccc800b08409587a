import type { Context } from '../api/operations.ts'
import { businessDay, dayToDate, timestamp } from '../ledger/clock.ts'
import { etagOf } from '../ledger/etag.ts'
import type { Draft, Transaction } from '../ledger/ledger.ts'
import { requireClock } from '../registry/rows-clocks.ts'
import { dueAfter } from '../registry/rules-clocks.ts'
import { checkCourse } from './course.ts'
import { requestOn } from './in-flight.ts'
import { type RequestRow, wholeRequest } from './rows.ts'
import { LIFE, type Mover, type RequestMove } from './rules-life.ts'
import { checkMove } from './rules-request.ts'

/** A request as a single answer shows it, with its ETag. */
export async function shown({ db, tables }: Pick<Transaction, 'db' | 'tables'>, id: string, now: number) {
  const row = await requestOn(db, tables, id, dayToDate(businessDay(now)))
  return { body: await wholeRequest(db, tables, row, now), etag: etagOf(row.version) }
}

/** One move of a request: the row decides whether it is possible, `drafts` say what it records. */
export async function step(
  context: Context,
  id: string,
  move: RequestMove | ((row: RequestRow) => RequestMove),
  drafts: (row: RequestRow, tx: Transaction) => Promise<Draft[]> | Draft[],
) {
  return context.write(async tx => {
    const row = await requestOn(tx.db, tx.tables, id, dayToDate(tx.day))
    const made = typeof move === 'string' ? move : move(row)
    checkMove(row, made, context.caller.role as Mover)
    await checkCourse(tx, context.caller, row, made)
    for (const draft of await drafts(row, tx)) await tx.append(draft)
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

/** When a clock of data/clocks.yaml runs out that starts with the entry at hand. */
export async function dueBy({ db, tables, at, day }: Transaction, clock: string): Promise<string> {
  return timestamp(dueAfter(await requireClock(db, tables, clock, dayToDate(day)), at))
}

export const answerBy = (tx: Transaction, priority: boolean) =>
  dueBy(tx, priority ? 'request.answer.priority' : 'request.answer')
