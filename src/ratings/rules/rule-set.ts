/** The decisions of a rule set; everything else of the methodology is shared by both. */
import type { Evidence, Weighed } from './evidence.ts'
import type { Appending, Fold, Posterior } from './fold.ts'
import type { Methodology } from './methodology.ts'
import type { CustomerMemory, Pair, Weighing } from './weighing.ts'

/** Memories that weighing reads beside the fold. */
export interface Known {
  /** Memory of (root of the lineage, kind, customer), only read where `usesPair`. */
  pair: Pair | undefined
  /** Memory of the customer, only read where `usesCustomer`. */
  customer: CustomerMemory | undefined
  /** 1.1: the customer has ordered at a provider of another lineage. */
  isElsewhere: boolean
}

/** Four totals of one reading of the review dimension: masses of four and five stars, unverified mass and mass·(stars−1). */
export type Praise = readonly [four: number, five: number, unverified: number, value: number]

export interface RuleSet {
  /** True if weighing reads and writes the memory of the customer. */
  usesCustomer(x: Evidence): boolean
  weigh(m: Methodology, fold: Fold, x: Evidence, known: Known): Weighing
  /** Appends weighed evidence in the order of seq, changing the fold in place. @returns true if it raised an alarm */
  append(m: Methodology, fold: Fold, x: Weighed, how: Appending): boolean
  posterior(m: Methodology, fold: Fold): Posterior
  /** Praise as it is, and as an alarm leaves it, from the totals of a day. */
  praise(m: Methodology, totals: readonly number[]): { plain: Praise; discounted: Praise }
  /** Mass of praise older than `alarms` of the fold's alarms, as the discounted reading counts it. */
  discount(m: Methodology, mass: number, alarms: number): number
  /** Totals, as places and masses, that a five-star verified review of a new customer adds (hk-credit 9). */
  newPraise(m: Methodology): readonly (readonly [place: number, mass: number])[]
  /** True if every piece of evidence may move the alarm and the place of others, so that a fold without one is folded anew as a whole. */
  readonly isOrderSensitive: boolean
  /** correct: the Monday after the end of a sanction corrects. redecide: its end decides held grades again without it (8.5). */
  readonly sanctionEnd: 'correct' | 'redecide'
}
