/** The alarm of hk-credit 1.1: an odds CUSUM over reviews, and one over no-shows and upheld complaints (5.1 and 6.1). */
import { C1, C4, C5, COMPLETED, O4, O5, ON, ORDERS, OV, readSums, SUMS, UN, UPHELD, UV } from '../buckets.ts'
import type { Complaint, Order, Review, Weighed } from '../evidence.ts'
import {
  type Appending,
  type Fold,
  type FoldOdds,
  type Posterior,
  posteriorOf,
  SHARE,
  type Step,
  type Trace,
} from '../fold.ts'
import type { Methodology, Odds } from '../methodology.ts'
import { div } from '../numbers.ts'

/** A total whose older part an alarm has discounted. */
export const discounted = (total: number, older: number, divisor: number): number => total - older + div(older, divisor)

/** Posterior at the fold's clock, from the discounted verified sums. */
export function posterior(m: Methodology, fold: Fold): Posterior {
  const t = new Array<number>(SUMS).fill(0)
  readSums(m, fold.evidence, fold.clock, C1, C5 + 1, t)
  if (fold.alarms.length > 0) {
    readSums(m, fold.evidence, fold.clock, O4, O5 + 1, t)
    const { discountDivisor } = m.parameters.alarm
    t[C4] = discounted(t[C4]!, t[O4]!, discountDivisor)
    t[C5] = discounted(t[C5]!, t[O5]!, discountDivisor)
  }
  return posteriorOf(m, t)
}

const sumsOf = (fold: Fold): FoldOdds => {
  fold.odds ??= { reviews: 0, records: 0, raised: [] }
  return fold.odds
}

/** A verified review before it is in the buckets and before it replaces another; true if it raises an alarm. */
export function stepReview(m: Methodology, o: Odds, fold: Fold, x: Review & Weighed, how: Appending): boolean {
  const { low } = how.known ?? posterior(m, fold)
  const bits = x.stars <= 2 ? o.AB[low]! : 0 - o.AG[low]!
  const sums = sumsOf(fold)
  const before = sums.reviews
  sums.reviews = Math.max(0, before + x.weight * bits)
  follow(how.trace?.reviews, x.seq, before, sums.reviews)
  return check(o, fold, x.seq, how.trace)
}

/** An order or an upheld complaint that is in the buckets; true if it raises an alarm. */
export function stepRecord(
  m: Methodology,
  o: Odds,
  fold: Fold,
  x: (Order | Complaint) & Weighed,
  how: Appending,
): boolean {
  const { fail, upheld } = shares(m, fold)
  const sums = sumsOf(fold)
  const before = sums.records
  if (x.kind === 'order') {
    const bits = (x.completed ? 0 - o.AG[fail]! : o.AB[fail]!) - o.AG[upheld]!
    sums.records = Math.max(0, before + x.weight * bits)
  } else if (x.upheld) sums.records = before + x.weight * o.AB[upheld]!
  else return false
  follow(how.trace?.records, x.seq, before, sums.records)
  return check(o, fold, x.seq, how.trace)
}

/** Shares of orders that failed and of orders with an upheld complaint at the fold's clock, in 1/1024. */
function shares(m: Methodology, fold: Fold): { fail: number; upheld: number } {
  const t = new Array<number>(SUMS).fill(0)
  readSums(m, fold.evidence, fold.clock, ORDERS, UPHELD + 1, t)
  const [n, k, h] = [t[ORDERS]!, t[COMPLETED]!, t[UPHELD]!]
  const [completion, complaints] = m.parameters.beta
  return {
    fail: div((n - k + completion!.fail) * SHARE, n + completion!.ok + completion!.fail),
    upheld: div((Math.min(n, h) + complaints!.fail) * SHARE, n + complaints!.ok + complaints!.fail),
  }
}

/** Keeps the run of a sum: the pieces since it was last 0. */
function follow(run: Step[] | undefined, seq: number, before: number, after: number): void {
  if (!run) return
  if (after === 0) run.length = 0
  else if (after !== before) run.push([seq, after - before])
}

function check(o: Odds, fold: Fold, seq: number, trace: Trace | undefined): boolean {
  const sums = sumsOf(fold)
  const { reviews, records } = sums
  const alone = reviews > o.reviews
  if (!alone && !(records > o.records && reviews + records > o.joint)) return false
  fold.alarms.push([seq, fold.clock])
  sums.raised.push({ by: alone ? 'REVIEWS' : 'RECORDS', reviews, records })
  sums.reviews = 0
  sums.records = 0
  if (trace) {
    trace.runs.push({ reviews: trace.reviews, records: trace.records })
    trace.reviews = []
    trace.records = []
  }
  const older: [place: number, of: number][] = [
    [O4, C4],
    [O5, C5],
    [ON, UN],
    [OV, UV],
  ]
  const { sums: buckets } = fold.evidence
  for (let at = 0; at < buckets.length; at += SUMS)
    for (const [place, of] of older) buckets[at + place] = buckets[at + of]!
  return true
}
