/** The safeguards of evidence on the way of a request (docs/safeguards.md): a second party, plausible times, a rate per key and provider. */
import type { Caller } from '../api/operations.ts'
import { timestamp } from '../ledger/clock.ts'
import type { Transaction } from '../ledger/ledger.ts'
import { readSafeguards } from '../ratings/evidence/rows-safeguards.ts'
import { isOver, type Safeguards } from '../ratings/evidence/rules-safeguards.ts'
import { courseError } from './errors-course.ts'
import { assignersOf, assignmentsBy, recordedCourse } from './rows-course.ts'
import { type CourseFacts, type CourseMove, earliest, needsSecondParty } from './rules-course.ts'
import { MAX_DELAY_HOURS } from './rules-occurred.ts'

const HOUR_MS = 3_600_000
const DAY_HOURS = 24

/**
 * Refuses a move that comes too soon, or from who may not be its second party. The least times hold between the facts and between their
 * records: nobody makes a course plausible by telling times of the past.
 */
export async function checkCourse(
  { tx, at }: { tx: Transaction; at: number },
  caller: Caller,
  row: CourseFacts & { id: string; late: number },
  move: CourseMove,
): Promise<void> {
  if (row.provider === null) return
  const { rules } = await readSafeguards(tx.db, tx.tables)
  if (needsSecondParty(move, row)) await requireSecondParty(tx, rules, caller, row.id)
  const from = earliest(rules, move, row)
  if (from === null) return
  if (at < from) throw courseError('move-too-soon', { earliest: timestamp(from) })
  const recorded = row.late > 0 ? earliest(rules, move, await recordedCourse(tx.db, tx.tables, row)) : null
  if (recorded !== null && tx.now < recorded) throw courseError('move-too-soon', { earliest: timestamp(recorded) })
}

/** The same for a review of a closed request. */
export async function checkReviewer(tx: Transaction, caller: Caller, request: string): Promise<void> {
  await requireSecondParty(tx, (await readSafeguards(tx.db, tx.tables)).rules, caller, request)
}

async function requireSecondParty(
  tx: Transaction,
  { secondParty }: Safeguards,
  { role, actor }: Caller,
  request: string,
): Promise<void> {
  // Other roles cannot assign.
  if (secondParty === 'off' || role !== 'dispatcher') return
  if (secondParty === 'own-role') throw courseError('second-party-role')
  if ((await assignersOf(tx.db, tx.tables, request)).has(actor)) throw courseError('second-party-key')
}

/** Refuses one assignment too many by this key to this provider: `assignment-rate` (409). */
export async function checkAssignmentRate(tx: Transaction, { actor }: Caller, provider: string): Promise<void> {
  const { assignmentsPerHour, assignmentsPerDay } = (await readSafeguards(tx.db, tx.tables)).rules.rates
  if (assignmentsPerHour === 0 && assignmentsPerDay === 0) return
  const ago = (hours: number) => timestamp(tx.now - hours * HOUR_MS)
  const [since, factsSince] = [ago(DAY_HOURS), ago(DAY_HOURS + MAX_DELAY_HOURS)]
  const given = await assignmentsBy(tx.db, tx.tables, { provider, actor, since, factsSince })
  const lastHour = given.filter(at => at > ago(1))
  if (isOver(assignmentsPerHour, lastHour.length))
    throw courseError('assignment-rate', { hours: 1, most: assignmentsPerHour })
  if (isOver(assignmentsPerDay, given.length))
    throw courseError('assignment-rate', { hours: DAY_HOURS, most: assignmentsPerDay })
}
