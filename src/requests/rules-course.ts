/** The plausible course of a request that a provider has, as the safeguards of evidence demand it. Pure; times in milliseconds. */
import type { Safeguards } from '../ratings/evidence/rules-safeguards.ts'
import type { RequestMove } from './rules-life.ts'

/** A move, or the decline of a provider, which takes the request away and yields a failed order when the request is closed. */
export type CourseMove = RequestMove | 'decline'

/** Times by which the course of a request is judged; RFC 3339. */
export interface CourseFacts {
  provider: string | null
  state: string
  assignedAt: string | null
  answeredAt: string | null
  completedAt: string | null
}

/** A closure that no follow-up has come before: it yields an order of which nobody else has heard. */
const isUnfollowed = (move: CourseMove, state: string) =>
  move === 'close' && (state === 'completed' || state === 'failed')

/** True if somebody else must make the move than who assigned. */
export const needsSecondParty = (move: CourseMove, { state }: Pick<CourseFacts, 'state'>): boolean =>
  move === 'follow-up' || move === 'decline' || isUnfollowed(move, state)

/** The first moment at which a move is plausible; null if any is. Departments are not rated, so nothing is asked of theirs. */
export function earliest(
  { minimumSeconds: least }: Safeguards,
  move: CourseMove,
  { provider, state, assignedAt, answeredAt, completedAt }: CourseFacts,
): number | null {
  const after = (from: string | null, seconds: number) =>
    from === null || seconds === 0 ? null : Date.parse(from) + seconds * 1000
  if (provider === null) return null
  if (move === 'complete') return after(answeredAt, least.toCompletion)
  if (move === 'fail' || move === 'decline') return after(assignedAt, least.toFailure)
  if (move === 'follow-up') return after(completedAt, least.toFollowUp)
  return isUnfollowed(move, state) ? after(completedAt, least.toClosure) : null
}
