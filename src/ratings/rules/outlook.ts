/** The outlook of a provider (hk-credit 9): the way up, and the way down without new evidence. */

import { ANSWERED, COMPLETED, CONCENTRATION, ORDERS, readTotals } from './buckets.ts'
import type { Fold } from './fold.ts'
import { gradeName, gradeOf, type Held, NR } from './grade.ts'
import type { Methodology } from './methodology.ts'
import { rulesOf } from './rule-sets.ts'
import { scoreAt, scoreTotals } from './score.ts'

export interface Outlook {
  /** Next grade above the held one, RATED if not rated, null at the top. */
  next: string | null
  /** Perfect orders of new customers on this day that reach it; null if the limit of the search does not. */
  orders: number | null
  /** First Monday within the horizon on which the held grade would fall if nothing new came. */
  fall: { day: number; grade: string } | null
}

function ordersToReach(m: Methodology, fold: Fold, day: number, goal: number): number | null {
  const today = readTotals(m, fold.evidence, day)
  const praise = rulesOf(m).newPraise(m)
  const assuredWith = (orders: number) => {
    const t = today.slice()
    for (const q of [ORDERS, ANSWERED, COMPLETED, CONCENTRATION]) t[q]! += orders * m.parameters.units.mass
    for (const [place, mass] of praise) t[place]! += orders * mass
    return scoreTotals(m, fold, day, t).assured
  }
  if (assuredWith(0) >= goal) return 0
  let low = 0
  let high = m.parameters.outlook.maxOrders
  if (assuredWith(high) < goal) return null
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (assuredWith(middle) >= goal) high = middle
    else low = middle
  }
  return high
}

function firstFall(m: Methodology, fold: Fold, grade: number, day: number): Outlook['fall'] {
  const { cuts } = m.parameters.grades
  const until = day + m.parameters.outlook.horizonDays
  for (let monday = nextMonday(m, day); monday <= until; monday += 7) {
    const { assured } = scoreAt(m, fold, monday)
    if (assured < cuts[grade]! - m.margins[grade]!) return { day: monday, grade: gradeName(m, gradeOf(m, assured)) }
  }
  return null
}

/** First Monday after a day. */
export function nextMonday(m: Methodology, day: number): number {
  const { mondayRemainder } = m.parameters.clock
  const next = day + 1
  return next + ((((mondayRemainder - next) % 7) + 7) % 7)
}

/** Outlook of the held grade on a day. */
export function outlook(m: Methodology, fold: Fold, held: Held, day: number): Outlook {
  const { minOrders, minCustomers, names, cuts } = m.parameters.grades
  if (held.grade === NR)
    return { next: 'RATED', orders: Math.max(0, minOrders - fold.orders, minCustomers - fold.customers), fall: null }
  const next = held.grade + 1
  const reachable = next < names.length
  return {
    next: reachable ? names[next]! : null,
    orders: reachable ? ordersToReach(m, fold, day, cuts[next]! + m.margins[next]!) : null,
    fall: firstFall(m, fold, held.grade, day),
  }
}
