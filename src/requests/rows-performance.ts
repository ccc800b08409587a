import { and, eq, gte, lt, ne } from '../store/drizzle.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { AttemptFact } from './rules-performance.ts'

export type ResponderKey = { provider: string } | { department: string }

/**
 * Every attempt that was given to a responder in a month ('YYYY-MM'), in no order.
 * Times are text in +08:00, so a month is a range of text.
 */
export async function attemptsOf(
  db: Reader,
  { requests, requestRounds }: Tables,
  responder: ResponderKey,
  month: string,
): Promise<AttemptFact[]> {
  const given = (t: typeof requests | typeof requestRounds) =>
    and(
      'provider' in responder ? eq(t.provider, responder.provider) : eq(t.department, responder.department),
      gte(t.assignedAt, month),
      // '~' sorts behind every character of a time.
      lt(t.assignedAt, `${month}~`),
    )
  const present = await db
    .select({ ...facts(requests), closedAt: requests.closedAt, cancellation: requests.cancellation })
    .from(requests)
    .where(given(requests))
  const { ended, endedAt } = requestRounds
  const earlier = await db
    .select({ ...facts(requestRounds), ended, endedAt })
    .from(requestRounds)
    // A mistake of the dispatcher was no attempt of the responder.
    .where(and(given(requestRounds), ne(ended, 'mistaken')))
  return [
    ...present.map(({ closedAt, cancellation, ...row }) => ({
      ...row,
      cancelled: cancellation !== null,
      assignedAt: row.assignedAt!,
      ended: null,
      endedAt: closedAt,
    })),
    ...earlier.map(row => ({ ...row, assignedAt: row.assignedAt!, cancelled: false })),
  ]
}

function facts<T extends Tables['requests'] | Tables['requestRounds']>(t: T) {
  const { assignedAt, answerDue, answeredAt, handlingDue, reworkDue, completedAt, outcome, satisfied } = t
  return { assignedAt, answerDue, answeredAt, handlingDue, reworkDue, completedAt, outcome, satisfied }
}
