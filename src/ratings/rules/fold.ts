/** The fold of a provider (hk-credit 6): everything that aggregation keeps of its live evidence. Plain JSON. */

import {
  ANSWERED,
  type Buckets,
  C1,
  C4,
  C5,
  COMPLETED,
  CONCENTRATION,
  evidenceBucket,
  inspectionBucket,
  noBuckets,
  ORDERS,
  P4,
  PN,
  PV,
  readSums,
  SUMS,
  UN,
  UPHELD,
  UV,
} from './buckets.ts'
import type { Order, Review, Weighed } from './evidence.ts'
import type { Methodology } from './methodology.ts'
import { div, mod } from './numbers.ts'
import type { SanctionClass } from './parameters.ts'

export interface FoldSanction {
  seq: number
  day: number
  class: SanctionClass
  /** Ledger day of the repair, −1 if not repaired. */
  repaired: number
}
export interface FoldCredential {
  standard: string
  day: number
  validTo: number
}
export interface Fold {
  /** Newest day of any evidence. */
  clock: number
  /** CUSUM of disappointing verified reviews. */
  cusum: number
  /** Lifetime counts of live orders and of their distinct customers. */
  orders: number
  customers: number
  /** Newest day of an order, an inspection or a verified review; −1 if none. */
  active: number
  evidence: Buckets
  inspections: Buckets
  /** (seq, clock) of each alarm raised. */
  alarms: [number, number][]
  sanctions: FoldSanction[]
  credentials: FoldCredential[]
}

export const emptyFold = (): Fold => ({
  clock: 0,
  cusum: 0,
  orders: 0,
  customers: 0,
  active: -1,
  evidence: noBuckets(),
  inspections: noBuckets(),
  alarms: [],
  sanctions: [],
  credentials: [],
})

/** Mean and variance of the reviews to come, and the verified mass they rest on (hk-credit 5.1). */
export interface Posterior {
  mu: number
  variance: number
  mass: number
}

/** Posterior at the fold's clock, from the discounted verified sums. */
export function posterior(m: Methodology, fold: Fold): Posterior {
  const { prior, priorMass, minVariance } = m.parameters.review
  const t = [0, 0, 0, 0, 0]
  readSums(m, fold.evidence, fold.clock, C1, C5 + 1, t)
  let mass = 0
  let a = 0
  let q = 0
  for (let j = 0; j < 5; j += 1) {
    const held = t[j]! + prior[j]!
    mass += t[j]!
    a += j * held
    q += j * j * held
  }
  const n = mass + priorMass
  const mu = div(a * m.starStep, n)
  return { mu, variance: Math.max(minVariance, starVariance(m, q, n) - mu * mu), mass }
}

/** Mean square of star values: (Q·4096 div N)·65536, where 4096·65536 is the square of a star step. */
export function starVariance(m: Methodology, q: number, n: number): number {
  const { value } = m.parameters.units
  return div(q * ((m.starStep * m.starStep) / value), n) * value
}

function appendOrder(m: Methodology, fold: Fold, x: Order, w: number, newCustomer: boolean): void {
  const at = evidenceBucket(m, fold.evidence, x.day, fold.clock)
  const { mass, value } = m.parameters.units
  if (at >= 0) {
    const { sums } = fold.evidence
    const phase = mod(x.day, m.parameters.decay.halfLifeDays)
    const grown = w * m.tables.G[phase]!
    sums[at + ORDERS]! += grown
    if (x.answeredWithin300s) sums[at + ANSWERED]! += grown
    if (x.completed) sums[at + COMPLETED]! += grown
    if (w > 0) sums[at + CONCENTRATION]! += div(w * (2 * (div(value, w) - mass) + w), mass) * m.tables.G2[phase]!
  }
  fold.orders += 1
  if (newCustomer) fold.customers += 1
  fold.active = Math.max(fold.active, x.day)
}

/** In every bucket the praise (c4, c5, uN, uV) counts a tenth from now on; criticism and the p-copies stay. */
function discountPraise(m: Methodology, fold: Fold): void {
  const { sums } = fold.evidence
  const { discountDivisor } = m.parameters.alarm
  for (let at = 0; at < sums.length; at += SUMS)
    for (const q of [C4, C5, UN, UV]) sums[at + q] = div(sums[at + q]!, discountDivisor)
}

/** Feeds the CUSUM with a verified review that is not yet in the buckets; true if it raises an alarm. */
function watchDecline(m: Methodology, fold: Fold, x: Review & { seq: number }, w: number, mu: number): boolean {
  const { allowance, threshold } = m.parameters.alarm
  fold.cusum = Math.max(0, fold.cusum + w * (mu - (x.stars - 1) * m.starStep - allowance))
  if (fold.cusum <= threshold) return false
  fold.cusum = 0
  fold.alarms.push([x.seq, fold.clock])
  discountPraise(m, fold)
  return true
}

function addReview(m: Methodology, fold: Fold, x: Review, w: number): void {
  const at = evidenceBucket(m, fold.evidence, x.day, fold.clock)
  if (at < 0) return
  const { sums } = fold.evidence
  const grown = w * m.tables.G[mod(x.day, m.parameters.decay.halfLifeDays)]!
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

/**
 * Appends weighed evidence, in the order of seq.
 * @param newCustomer for an order: no live order of this customer is in the fold yet
 * @param clear reviews with seq <= clear leave the CUSUM untouched; −1 if no alarm was cleared
 * @param known the posterior of this fold before x at its clock, if the caller has just computed it
 * @returns true if the evidence raised an alarm
 */
export function append(
  m: Methodology,
  fold: Fold,
  x: Weighed,
  newCustomer: boolean,
  clear: number,
  known?: Posterior,
): boolean {
  const w = x.weight
  fold.clock = Math.max(fold.clock, x.day)
  let raised = false
  switch (x.kind) {
    case 'order':
      appendOrder(m, fold, x, w, newCustomer)
      break
    case 'complaint': {
      const at = x.upheld ? evidenceBucket(m, fold.evidence, x.day, fold.clock) : -1
      if (at >= 0) fold.evidence.sums[at + UPHELD]! += w * m.tables.G[mod(x.day, m.parameters.decay.halfLifeDays)]!
      break
    }
    case 'inspection': {
      const at = inspectionBucket(m, fold.inspections, x.day, fold.clock)
      if (at >= 0) {
        const grown = w * m.tables.GI[mod(x.day, m.parameters.decay.inspectionHalfLifeDays)]!
        fold.inspections.sums[at]! += grown
        fold.inspections.sums[at + 1]! += grown * x.score
      }
      fold.active = Math.max(fold.active, x.day)
      break
    }
    case 'sanction':
      fold.sanctions.push({ seq: x.seq, day: x.day, class: x.class, repaired: x.repairedDay })
      break
    case 'credential':
      fold.credentials.push({ standard: x.standard, day: x.day, validTo: x.validTo })
      break
    case 'review':
      if (x.verified) {
        if (x.seq > clear) raised = watchDecline(m, fold, x, w, (known ?? posterior(m, fold)).mu)
        fold.active = Math.max(fold.active, x.day)
      }
      addReview(m, fold, x, w)
  }
  return raised
}
