/** The part of a rating that the gate and the order of a list read: small, because an index holds one for every provider. */

import { emptyFold } from '../rules/fold.ts'
import { type CreditState, gradeName, newHeld, publish } from '../rules/grade.ts'
import type { Methodology } from '../rules/methodology.ts'
import { scoreAt } from '../rules/score.ts'
import { type PackedFold, pack, unpack } from './packed.ts'
import type { ProviderRecord } from './records.ts'

export interface Rating {
  fold: PackedFold
  /** As held; what is published follows from the day. */
  grade: number
  state: CreditState
}

/** As published on a day. */
export interface Standing {
  state: CreditState
  grade: string
  point: number
  assured: number
  watch: boolean
}

export const ratingOf = ({ fold, held }: ProviderRecord): Rating => ({
  fold: pack(fold),
  grade: held.grade,
  state: held.state,
})

/** The same as `report` says, without its lines and reasons. */
export function standingOf(m: Methodology, rating: Rating | null, day: number): Standing {
  const fold = rating ? unpack(rating.fold) : emptyFold()
  const held = rating ? { ...newHeld(), grade: rating.grade, state: rating.state } : newHeld()
  const { point, assured } = scoreAt(m, fold, day)
  const { grade, state } = publish(m, fold, held, day)
  const watch = fold.alarms.some(([, clock]) => day < clock + m.parameters.alarm.watchDays)
  return { state, grade: gradeName(m, grade), point, assured, watch }
}
