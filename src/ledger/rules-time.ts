/** Judges the clock of the machine against everything else that knows the time. Milliseconds since 1970-01-01 UTC. */

import { FIRST_FACT_DAY, LAST_DAY } from './calendar.ts'

/** Business days begin and the calendar ends: an entry bears no other time. */
const BEGIN_MS = Date.parse(`${FIRST_FACT_DAY}T00:00:00+08:00`)
const END_MS = Date.parse(`${LAST_DAY}T23:59:59.999+08:00`) + 1
/** The largest step that needs nobody's word, forward or back: a day. */
export const TRUSTED_STEP_MS = 86_400_000
/** PostgreSQL's clock may differ by this much: the shortest clock of a request is five minutes. */
export const DATABASE_STEP_MS = 300_000

export interface TimeFacts {
  /** The machine's clock. */
  now: number
  /** The newest entry of the ledger; null for an empty one. */
  newestEntry: number | null
  /** The beginning of the last day that was evaluated; null for none. */
  evaluated: number | null
  /** When a service last ran with a trusted clock; null if none has. */
  trusted: number | null
  /** The clock of the database server; null where it has no server. */
  database: number | null
}

export type TimeVerdict =
  | { code: 'ok' }
  /** Later than everything that is known by more than a day. */
  | { code: 'ahead'; ms: number }
  /** Earlier than an entry or an evaluated day by more than a day. */
  | { code: 'behind'; ms: number }
  /** Before the first or after the last day that an entry may bear. */
  | { code: 'outside' }
  /** Not the time of the database server: positive if later. */
  | { code: 'differs'; ms: number }

/**
 * Recorded entries bound the time from below, the calendar from above, and no confirmation changes that; a person may confirm everything else.
 * @param confirmed a person has said that the machine's clock is right
 */
export function judgeTime(facts: TimeFacts, confirmed: boolean): TimeVerdict {
  const { now, database } = facts
  const happened = latest(facts.newestEntry, facts.evaluated)
  if (happened !== null && happened - now > TRUSTED_STEP_MS) return { code: 'behind', ms: happened - now }
  if (now < BEGIN_MS || now >= END_MS) return { code: 'outside' }
  if (confirmed) return { code: 'ok' }
  const known = latest(happened, facts.trusted)
  if (known !== null && now - known > TRUSTED_STEP_MS) return { code: 'ahead', ms: now - known }
  if (database !== null && Math.abs(now - database) > DATABASE_STEP_MS) return { code: 'differs', ms: now - database }
  return { code: 'ok' }
}

/** The time below which a service must not go: nothing happens before what has happened. */
export const earliest = (facts: TimeFacts): number =>
  Math.max(facts.now, facts.newestEntry ?? facts.now, facts.evaluated ?? facts.now)

function latest(...times: (number | null)[]): number | null {
  const known = times.filter(time => time !== null)
  return known.length === 0 ? null : Math.max(...known)
}

export type Held = 'ahead' | 'behind'

/** A service's own time after `passed` ms, beside what the machine's clock shows now. */
export interface OwnTime {
  at: number
  /** The machine's clock has jumped and is not followed. */
  held: Held | null
}

/**
 * Follows the machine's clock where it steps forward by at most a day. If it is behind, time goes on at half its pace until the clock has
 * caught up, so that it never goes back. A clock that is more than a day off is not followed: time goes on by itself.
 */
export function ownTime(at: number, passed: number, clock: number): OwnTime {
  const expected = at + passed
  if (clock - expected > TRUSTED_STEP_MS) return { at: expected, held: 'ahead' }
  if (expected - clock > TRUSTED_STEP_MS) return { at: expected, held: 'behind' }
  return { at: Math.max(clock, at + passed / 2), held: null }
}
