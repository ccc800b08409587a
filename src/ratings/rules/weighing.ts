/**
 * Weighing (hk-credit 5): gives a piece of evidence, once and for ever, its weight and codes.
 * Pure: what the world remembers of the pair and the rater comes in, what it must remember from now on goes out.
 */

import type { Evidence, WeighingCode } from './evidence.ts'
import { type Fold, type Posterior, posterior } from './fold.ts'
import type { Methodology } from './methodology.ts'
import { div } from './numbers.ts'

/** Memory of a (root provider, kind, customer): decayed mass weighed, and its newest day. */
export interface Pair {
  mass: number
  last: number
}
/** Record of a customer's verified reviews: summed misfit and how many were judged. */
export interface Rater {
  misfit: number
  judged: number
}
export interface Weighing {
  weight: number
  codes: WeighingCode[]
  /** Weight before the rater's factor, where both lowered it: the explanation tells them apart. */
  pairWeight?: number
  /** Memory to store; absent if untouched. */
  pair?: Pair
  rater?: Rater
  /** Posterior before a verified review, for the CUSUM of the same fold. */
  posterior?: Posterior
}

/** Whether the evidence is weighed by pair memory: orders, upheld complaints and verified reviews are. */
export function usesPair(x: Evidence): x is Evidence & { customer: string } {
  return x.kind === 'order' || (x.kind === 'complaint' && x.upheld) || (x.kind === 'review' && x.verified)
}

function pairWeight(m: Methodology, day: number, known: Pair | undefined): { weight: number; pair: Pair } {
  const { mass, value } = m.parameters.units
  const { pairScale, pairTableLength } = m.parameters.decay
  let held = known?.mass ?? 0
  let last = known?.last ?? day
  const elapsed = day - last
  if (elapsed > 0) {
    held = elapsed < pairTableLength ? div(held * m.tables.PD[elapsed]!, pairScale) : 0
    last = day
  }
  const weight = div(value, mass + held)
  return { weight, pair: { mass: held + weight, last } }
}

/** Weight of a rater before learning from the review, 256 = never judged unreliable. */
function raterFactor(m: Methodology, { misfit, judged }: Rater): number {
  const { priorCount, indexScale, indexMax } = m.parameters.admission.rater
  const { mass } = m.parameters.units
  const prior = priorCount * mass
  const index = div((prior + misfit) * indexScale, prior + mass * judged)
  return m.tables.RW[Math.min(indexMax, index)]!
}

/** Learns how far a review lies from what the provider's other reviews foretold; only where these have enough mass. */
function learn(m: Methodology, rater: Rater, stars: number, p: Posterior): Rater | undefined {
  const { minMass, misfitClip, varianceOffset } = m.parameters.admission.rater
  if (p.mass < minMass) return undefined
  const distance = (stars - 1) * m.starStep - p.mu
  const misfit = div(distance * distance * m.parameters.units.mass, p.variance + varianceOffset)
  return { misfit: rater.misfit + Math.min(misfitClip, misfit), judged: rater.judged + 1 }
}

/**
 * Admits evidence of the fold's provider.
 * @param fold fold of x.provider before x; a verified review moves its clock to the review's day
 * @param pair memory of (root of the lineage, kind, customer), only read where `usesPair`
 * @param rater record of the customer, only read for a verified review
 */
export function weigh(
  m: Methodology,
  fold: Fold,
  x: Evidence,
  pair: Pair | undefined,
  rater: Rater | undefined,
): Weighing {
  const codes: WeighingCode[] = x.day < fold.clock ? ['LATE'] : []
  const { fullWeight, unverifiedWeight } = m.parameters.admission
  if (x.kind === 'inspection') return { weight: fullWeight, codes }
  if (x.kind === 'sanction' || x.kind === 'credential') return { weight: 0, codes }
  if (x.kind === 'complaint' && !x.upheld) return { weight: 0, codes: [...codes, 'NOT_UPHELD'] }
  if (x.kind === 'review' && !x.verified) return { weight: unverifiedWeight, codes: [...codes, 'UNVERIFIED'] }
  const repeat = pairWeight(m, x.day, pair)
  if (repeat.weight < fullWeight) codes.push('PAIR_REPEAT')
  if (x.kind !== 'review') return { weight: repeat.weight, codes, pair: repeat.pair }
  const known = rater ?? { misfit: 0, judged: 0 }
  const factor = raterFactor(m, known)
  if (factor < fullWeight) codes.push('RATER_MISFIT')
  fold.clock = Math.max(fold.clock, x.day)
  const before = posterior(m, fold)
  return {
    weight: div(repeat.weight * factor, fullWeight),
    codes,
    ...(repeat.weight < fullWeight && factor < fullWeight ? { pairWeight: repeat.weight } : {}),
    pair: repeat.pair,
    rater: learn(m, known, x.stars, before),
    posterior: before,
  }
}
