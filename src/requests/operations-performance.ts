import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Context, Handler } from '../api/operations.ts'
import { FIRST_DAY, monthNumber, monthText } from '../ledger/calendar.ts'
import { dayToDate, timestamp } from '../ledger/clock.ts'
import { dutyError } from '../registry/errors-duties.ts'
import { requireProvider } from '../registry/require.ts'
import { reviewError } from './errors-reviews.ts'
import { attemptsOf, type ResponderKey } from './rows-performance.ts'
import { addTallies, figuresOf, monthsBetween, type Tally, tallyOf } from './rules-performance.ts'

/** Months in one answer: two years to compare, and a bound on what is read. */
const MOST_MONTHS = 24

interface Months {
  from?: string
  to?: string
}

/** The months asked for: the twelve up to this one, or up to `to`. */
function monthsAsked({ from, to }: Months, day: number): { from: string; to: string } {
  const last = to ?? dayToDate(day).slice(0, 7)
  const first = from ?? monthText(Math.max(monthNumber(FIRST_DAY.slice(0, 7)), monthNumber(last) - 11))
  const pointer = from ? '?from' : '?to'
  const count = monthNumber(last) - monthNumber(first) + 1
  if (count < 1 || count > MOST_MONTHS)
    throw reviewError('months-out-of-range', { most: MOST_MONTHS }, [{ pointer, code: 'range' }])
  return { from: first, to: last }
}

/** Month by month, with a turn for others in between: a firm with very many requests holds nobody up. */
async function performance(key: ResponderKey, query: Months, { ledger, now, day }: Context) {
  const { from, to } = monthsAsked(query, day)
  const tallies: Tally[] = []
  for (const month of monthsBetween(from, to)) {
    const attempts = await ledger.read(db => attemptsOf(db, ledger.store.tables, key, month))
    tallies.push(tallyOf(attempts, timestamp(now)))
    await nextTurn()
  }
  const months = monthsBetween(from, to).map((month, i) => ({ month, ...figuresOf(tallies[i]!) }))
  return { from, to, total: figuresOf(addTallies(tallies)), months }
}

export const getProviderPerformance: Handler<'getProviderPerformance'> = async ({ path, query }, context) => {
  const { ledger } = context
  await ledger.read(db => requireProvider(db, ledger.store.tables, path.id))
  return { status: 200, body: await performance({ provider: path.id }, query, context) }
}

export const getDepartmentPerformance: Handler<'getDepartmentPerformance'> = async ({ path, query }, context) => {
  if (!context.services.duties.department(path.id)) throw dutyError('department-not-found', { id: path.id })
  return { status: 200, body: await performance({ department: path.id }, query, context) }
}
