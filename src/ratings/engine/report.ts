/** The report of a provider on a day: score, lines, reasons, grade and state. */

import { type Loss, losses } from '../rules/explanation.ts'
import { emptyFold, type Fold } from '../rules/fold.ts'
import { type CreditState, gradeName, type Held, newHeld, publish } from '../rules/grade.ts'
import type { Methodology } from '../rules/methodology.ts'
import { type Lines, scoreAt } from '../rules/score.ts'
import type { ProviderRecord } from './records.ts'

export interface Report {
  orders: number
  customers: number
  point: number
  assured: number
  lines: Lines
  reasons: Loss[]
  grade: string
  state: CreditState
  /** An alarm was raised within the watch time. */
  watch: boolean
  /** seqs of the reviews that raised the alarms in the fold. */
  alarms: number[]
}

/** Report of a fold and what is held, on a day not before the fold's clock; Mondays up to it have been evaluated. */
export function report(m: Methodology, fold: Fold, held: Held, day: number): Report {
  const { point, assured, lines } = scoreAt(m, fold, day)
  const { grade, state } = publish(m, fold, held, day)
  return {
    orders: fold.orders,
    customers: fold.customers,
    point,
    assured,
    lines,
    reasons: losses(m, lines),
    grade: gradeName(m, grade),
    state,
    watch: fold.alarms.some(([, clock]) => day < clock + m.parameters.alarm.watchDays),
    alarms: fold.alarms.map(([seq]) => seq),
  }
}

/** Report of a record, or of a provider that has none yet. */
export const reportOf = (m: Methodology, record: ProviderRecord | undefined, day: number): Report =>
  report(m, record?.fold ?? emptyFold(), record?.held ?? newHeld(), day)
