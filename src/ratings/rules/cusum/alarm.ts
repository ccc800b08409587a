/** The alarm of hk-credit 1.0: a CUSUM of verified reviews that fall behind what the earlier ones foretold (5.1 and 6). */
import { C1, C4, C5, evidenceBucket, P4, PN, PV, readSums, SUMS, UN, UV } from '../buckets.ts'
import type { Review, Weighed } from '../evidence.ts'
import { type Fold, growthOn, type Posterior, posteriorOf } from '../fold.ts'
import type { Methodology } from '../methodology.ts'
import { div } from '../numbers.ts'
import type { CusumAlarm } from '../parameters.ts'

/** Posterior at the fold's clock, from the discounted verified sums. */
export function posterior(m: Methodology, fold: Fold): Posterior {
  const t = [0, 0, 0, 0, 0]
  readSums(m, fold.evidence, fold.clock, C1, C5 + 1, t)
  return posteriorOf(m, t)
}

/** In every bucket the praise (c4, c5, uN, uV) counts a tenth from now on; criticism and the p-copies stay. */
function discountPraise(fold: Fold, divisor: number): void {
  const { sums } = fold.evidence
  for (let at = 0; at < sums.length; at += SUMS)
    for (const q of [C4, C5, UN, UV]) sums[at + q] = div(sums[at + q]!, divisor)
}

/** Feeds the CUSUM with a verified review that is not yet in the buckets; true if it raises an alarm. */
export function stepReview(m: Methodology, fold: Fold, x: Review & Weighed, mu: number): boolean {
  const { allowance, threshold, discountDivisor } = m.parameters.alarm as CusumAlarm & { discountDivisor: number }
  fold.cusum = Math.max(0, fold.cusum + x.weight * (mu - (x.stars - 1) * m.starStep - allowance))
  if (fold.cusum <= threshold) return false
  fold.cusum = 0
  fold.alarms.push([x.seq, fold.clock])
  discountPraise(fold, discountDivisor)
  return true
}

/** Puts a review into its bucket. */
export function addReview(m: Methodology, fold: Fold, x: Review & Weighed): void {
  const at = evidenceBucket(m, fold.evidence, x.day, fold.clock)
  if (at < 0) return
  const { sums } = fold.evidence
  const grown = x.weight * growthOn(m, x.day)
  if (x.verified) {
    sums[at + C1 + x.stars - 1]! += grown
    if (x.stars >= 4) sums[at + P4 + x.stars - 4]! += grown
  } else {
    sums[at + UN]! += grown
    sums[at + UV]! += grown * (x.stars - 1)
    sums[at + PN]! += grown
    sums[at + PV]! += grown * (x.stars - 1)
  }
}
