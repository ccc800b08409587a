/**
 * Weighing (hk-credit 5): gives a piece of evidence, once and for ever, its weight and codes. This file holds what both rule sets do alike.
 * Pure: what the world remembers of the pair and the customer comes in, what it must remember from now on goes out.
 */

import type { Evidence, WeighingCode } from './evidence.ts'
import type { Fold, Posterior } from './fold.ts'
import type { Methodology } from './methodology.ts'
import { div } from './numbers.ts'

/** Memory of a (root provider, kind, customer): decayed mass weighed, and its newest day. */
export interface Pair {
  mass: number
  last: number
}
/** Memory of a customer: summed misfit of the verified reviews and how many were judged; 1.1: where the customer has ordered. */
export interface CustomerMemory {
  misfit: number
  judged: number
  /** Provider of the first accepted order. */
  first?: string | null
  /** Orders at providers of different lineages. */
  several?: boolean
}
export interface Weighing {
  weight: number
  codes: WeighingCode[]
  /** 1.1: mass for the buckets, where it differs from the weight in the alarm. */
  mass?: number
  /** Weight before the rater's factor, where both lowered it: the explanation tells them apart. */
  pairWeight?: number
  /** Memory to store; absent if untouched. */
  pair?: Pair
  customer?: CustomerMemory | undefined
  /** Posterior before a verified review, for the alarm of the same fold. */
  posterior?: Posterior
}

type Paired = Extract<Evidence, { customer: string }>

/** True if the evidence is weighed by pair memory: orders, upheld complaints and verified reviews are. */
export function usesPair(x: Evidence): x is Paired {
  return x.kind === 'order' || (x.kind === 'complaint' && x.upheld) || (x.kind === 'review' && x.verified)
}

const lateness = (fold: Fold, x: Evidence): WeighingCode[] => (x.day < fold.clock ? ['LATE'] : [])

/** Weighing of evidence that no memory takes part in; undefined for the others. */
export function plainWeighing(m: Methodology, fold: Fold, x: Evidence): Weighing | undefined {
  const codes = lateness(fold, x)
  const { fullWeight, unverifiedWeight } = m.parameters.admission
  if (x.kind === 'inspection') return { weight: fullWeight, codes }
  if (x.kind === 'sanction' || x.kind === 'credential') return { weight: 0, codes }
  if (x.kind === 'complaint' && !x.upheld) return { weight: 0, codes: [...codes, 'NOT_UPHELD'] }
  if (x.kind === 'review' && !x.verified) return { weight: unverifiedWeight, codes: [...codes, 'UNVERIFIED'] }
  return undefined
}

/** Weight by pair memory alone, with its codes and the memory to store. */
export function pairWeighing(m: Methodology, fold: Fold, x: Evidence, known: Pair | undefined) {
  const codes = lateness(fold, x)
  const { mass, value } = m.parameters.units
  const { pairScale, pairTableLength } = m.parameters.decay
  let held = known?.mass ?? 0
  let last = known?.last ?? x.day
  const elapsed = x.day - last
  if (elapsed > 0) {
    held = elapsed < pairTableLength ? div(held * m.tables.PD[elapsed]!, pairScale) : 0
    last = x.day
  }
  const weight = div(value, mass + held)
  if (weight < m.parameters.admission.fullWeight) codes.push('PAIR_REPEAT')
  return { weight, codes, pair: { mass: held + weight, last } }
}

/** Weight of a rater before learning from the review, 256 = never judged unreliable. */
export function raterFactor(m: Methodology, { misfit, judged }: CustomerMemory): number {
  const { priorCount, indexScale, indexMax } = m.parameters.admission.rater
  const { mass } = m.parameters.units
  const prior = priorCount * mass
  const index = div((prior + misfit) * indexScale, prior + mass * judged)
  return m.tables.RW[Math.min(indexMax, index)]!
}

/** Learns how far a review lies from what the provider's other reviews foretold; only where these have enough mass. */
export function learn(m: Methodology, known: CustomerMemory, stars: number, p: Posterior): CustomerMemory | undefined {
  const { minMass, misfitClip, varianceOffset } = m.parameters.admission.rater
  if (p.mass < minMass) return undefined
  const distance = (stars - 1) * m.starStep - p.mu
  const misfit = div(distance * distance * m.parameters.units.mass, p.variance + varianceOffset)
  return { ...known, misfit: known.misfit + Math.min(misfitClip, misfit), judged: known.judged + 1 }
}
