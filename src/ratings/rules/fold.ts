/**
 * The fold of a provider (hk-credit 6): everything that aggregation keeps of its live evidence. Plain JSON.
 * This file holds the state and what both rule sets do alike; `cusum/` and `odds/` hold what they do each in its own way.
 */

import {
  ANSWERED,
  type Buckets,
  COMPLETED,
  CONCENTRATION,
  evidenceBucket,
  inspectionBucket,
  noBuckets,
  ORDERS,
  UPHELD,
} from './buckets.ts'
import type { Complaint, Inspection, Order, Weighed } from './evidence.ts'
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
  /** Newest day of any evidence (1.1: but sanctions). */
  clock: number
  /** 1.0: CUSUM of disappointing verified reviews. */
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
  /** 1.1: the sums of bits. */
  odds?: FoldOdds
}
/** Sums of bits since they were last 0, and those that each alarm was raised with (hk-credit 1.1, 6.1). */
export interface FoldOdds {
  reviews: number
  records: number
  /** In the order of `alarms`: raised by reviews alone or with records, and both sums. */
  raised: AlarmSums[]
}
export interface AlarmSums {
  by: 'REVIEWS' | 'RECORDS'
  reviews: number
  records: number
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
  /** 1.1: share of reviews of one or two stars, in 1/1024. */
  low: number
}

/** A verified review that counts in a fold under the voice of its customer (hk-credit 1.1, 6.2). */
export interface Voice {
  seq: number
  day: number
  stars: number
  mass: number
}
/** Standing verified reviews by customer: kept beside the fold, because they are as many as customers. */
export interface Voices {
  of(customer: string): readonly Voice[]
  set(customer: string, standing: readonly Voice[]): void
}
/** Facts about a fold that is computed anew, for an explanation (hk-credit 1.1, 7.6 and 7.7). */
export interface Trace {
  /** seq of a review -> seq of the one that replaced it. */
  replaced: Map<number, number>
  reviews: Step[]
  records: Step[]
  /** Both runs of each alarm, in the order of `alarms`. */
  runs: { reviews: Step[]; records: Step[] }[]
}
export type Step = [seq: number, step: number]
export const newTrace = (): Trace => ({ replaced: new Map(), reviews: [], records: [], runs: [] })

/** Circumstances in which a piece is appended. */
export interface Appending {
  /** For an order: no live order of this customer is in the fold yet. */
  isNewCustomer: boolean
  /** Pieces with seq <= clear leave the alarm untouched; −1 if no alarm was cleared. */
  clear: number
  /** The posterior of this fold before the piece at its clock, if the caller has just computed it. */
  known?: Posterior | undefined
  /** 1.1: voices of this fold. */
  voices: Voices
  trace?: Trace | undefined
}

/** Posterior from five star masses. */
export function posteriorOf(m: Methodology, t: readonly number[]): Posterior {
  const { prior, priorMass, minVariance } = m.parameters.review
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
  const low = div((t[0]! + t[1]! + prior[0]! + prior[1]!) * SHARE, n)
  return { mu, variance: Math.max(minVariance, starVariance(m, q, n) - mu * mu), mass, low }
}
/** Shares of failures are in 1/1024. */
export const SHARE = 1024

/** Mean square of star values: (Q·4096 div N)·65536, where 4096·65536 is the square of a star step. */
export function starVariance(m: Methodology, q: number, n: number): number {
  const { value } = m.parameters.units
  return div(q * ((m.starStep * m.starStep) / value), n) * value
}

/** Growth of a factor on a day. */
export const growthOn = (m: Methodology, day: number): number => m.tables.G[mod(day, m.parameters.decay.halfLifeDays)]!

export function addOrder(m: Methodology, fold: Fold, x: Order & Weighed, isNewCustomer: boolean): void {
  const w = x.weight
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
  if (isNewCustomer) fold.customers += 1
  fold.active = Math.max(fold.active, x.day)
}

export function addComplaint(m: Methodology, fold: Fold, x: Complaint & Weighed): void {
  const at = x.upheld ? evidenceBucket(m, fold.evidence, x.day, fold.clock) : -1
  if (at >= 0) fold.evidence.sums[at + UPHELD]! += x.weight * growthOn(m, x.day)
}

export function addInspection(m: Methodology, fold: Fold, x: Inspection & Weighed): void {
  const at = inspectionBucket(m, fold.inspections, x.day, fold.clock)
  if (at >= 0) {
    const grown = x.weight * m.tables.GI[mod(x.day, m.parameters.decay.inspectionHalfLifeDays)]!
    fold.inspections.sums[at]! += grown
    fold.inspections.sums[at + 1]! += grown * x.score
  }
  fold.active = Math.max(fold.active, x.day)
}

/** Sanctions and credentials stand in lists: they act by their dates. */
export function addDated(fold: Fold, x: Weighed & { kind: 'sanction' | 'credential' }): void {
  if (x.kind === 'sanction') fold.sanctions.push({ seq: x.seq, day: x.day, class: x.class, repaired: x.repairedDay })
  else fold.credentials.push({ standard: x.standard, day: x.day, validTo: x.validTo })
}

/** Voices in memory, for a fold that is computed anew. */
export class VoiceMap implements Voices {
  readonly standing = new Map<string, readonly Voice[]>()
  of(customer: string): readonly Voice[] {
    return this.standing.get(customer) ?? []
  }
  set(customer: string, standing: readonly Voice[]): void {
    if (standing.length > 0) this.standing.set(customer, standing)
    else this.standing.delete(customer)
  }
}
