/** The time of the fact of a move, told apart from the time at which it is recorded. Pure; times in milliseconds. */
import { timestamp } from '../ledger/clock.ts'
import { occurredError } from './errors-occurred.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Hours within which a move is recorded: an outage of a weekend and a day. What is older belongs in the words of another move. */
export const MAX_DELAY_HOURS = 72
export const MAX_DELAY_MS = MAX_DELAY_HOURS * HOUR_MS
/** Minutes of delay that need no reason: somebody who types after a call is no exception. */
export const UNEXPLAINED_MINUTES = 10

/** Members of every body that records a move. */
export interface Told {
  /** RFC 3339; absent: the move happens now. */
  occurredAt?: string
  delayReason?: string
}

/** The time of the fact, which is `now` unless the caller tells another. `previous`: of the move before, if there was one. */
export function timeOfFact({ occurredAt, delayReason }: Told, now: number, previous: number | null): number {
  if (occurredAt === undefined) return now
  const at = Date.parse(occurredAt)
  const pointed = (code: string) => [{ pointer: '#/occurredAt', code }]
  if (at > now) throw occurredError('occurred-in-future', { now: timestamp(now) }, pointed('future'))
  if (now - at > MAX_DELAY_MS)
    throw occurredError('occurred-too-long-ago', { hours: MAX_DELAY_HOURS }, pointed('too-old'))
  if (previous !== null && at < previous)
    throw occurredError('occurred-before-previous', { previous: timestamp(previous) }, pointed('before-previous'))
  if (now - at > UNEXPLAINED_MINUTES * MINUTE_MS && delayReason === undefined)
    throw occurredError('delay-reason-missing', { minutes: UNEXPLAINED_MINUTES }, [
      { pointer: '#/delayReason', code: 'missing' },
    ])
  return at
}
