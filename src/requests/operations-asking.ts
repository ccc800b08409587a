/** What a department asks the centre for: to take a misdirected request back (退单), or more time (延期). The centre decides. */
import type { Handler } from '../api/operations.ts'
import { timestamp } from '../ledger/clock.ts'
import { endingError } from './errors-endings.ts'
import { roundsEnded } from './rows-rounds.ts'
import { checkAsked, checkExtension, checkReturn } from './rules-asking.ts'
import { MAX_UNASSIGNMENTS } from './rules-life.ts'
import { dueAfterClock, entry, step } from './step.ts'

export const askReturn: Handler<'askReturn'> = async ({ path, body }, context) =>
  step(context, path.id, 'ask-return', body, async (row, fact) => {
    const until = await dueAfterClock(fact, 'request.return', row.assignedAt)
    checkReturn(row, fact.at, until)
    return [entry('ask-return', row, {}, body.words)]
  })

export const decideReturn: Handler<'decideReturn'> = async ({ path, body }, context) => {
  const { granted, words } = body
  const grant = ({ reworks }: { reworks: number }) => (reworks > 0 ? 'grant-return-rework' : 'grant-return')
  const move = granted ? grant : ('refuse-return' as const)
  return step(context, path.id, move, body, async (row, { tx }) => {
    checkAsked(row.id, row.returnAskedAt)
    if (!granted) return [entry('refuse-return', row, {}, words)]
    const times = await roundsEnded(tx.db, tx.tables, row.id, ['declined', 'mistaken', 'returned'])
    if (times >= MAX_UNASSIGNMENTS)
      throw endingError('unassignments-exhausted', { id: row.id, most: MAX_UNASSIGNMENTS })
    return [entry('grant-return', row, { round: row.round + 1 }, words)]
  })
}

export const askExtension: Handler<'askExtension'> = async ({ path, body }, context) =>
  step(context, path.id, 'ask-extension', body, (row, fact) => {
    checkExtension(row, fact.at)
    return [entry('ask-extension', row, {}, body.words)]
  })

export const decideExtension: Handler<'decideExtension'> = async ({ path, body }, context) => {
  const { granted, words } = body
  return step(context, path.id, granted ? 'grant-extension' : 'refuse-extension', body, async (row, fact) => {
    checkAsked(row.id, row.extensionAskedAt)
    if (!granted) return [entry('refuse-extension', row, {}, words)]
    // From the day that was due, not from the decision: the department loses nothing by the centre's taking its time.
    const handlingBy = timestamp(await dueAfterClock(fact, 'request.extension', row.handlingDue))
    return [entry('grant-extension', row, { extensions: row.extensions + 1, handlingBy }, words)]
  })
}
