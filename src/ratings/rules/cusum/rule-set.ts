/** The rules of hk-credit 1.0. */
import { C4, C5, P4, P5, PN, PV, UN, UV } from '../buckets.ts'
import type { Evidence } from '../evidence.ts'
import { addComplaint, addDated, addInspection, addOrder, type Fold } from '../fold.ts'
import type { Methodology } from '../methodology.ts'
import { div } from '../numbers.ts'
import type { Known, RuleSet } from '../rule-set.ts'
import { learn, pairWeighing, plainWeighing, raterFactor, type Weighing } from '../weighing.ts'
import { addReview, posterior, stepReview } from './alarm.ts'

export const cusum: RuleSet = {
  usesCustomer: x => x.kind === 'review' && x.verified,
  weigh,
  append(m, fold, x, how) {
    fold.clock = Math.max(fold.clock, x.day)
    if (x.kind === 'order') addOrder(m, fold, x, how.isNewCustomer)
    else if (x.kind === 'complaint') addComplaint(m, fold, x)
    else if (x.kind === 'inspection') addInspection(m, fold, x)
    else if (x.kind !== 'review') addDated(fold, x)
    else {
      const isWatched = x.verified && x.seq > how.clear
      const raised = isWatched && stepReview(m, fold, x, (how.known ?? posterior(m, fold)).mu)
      if (x.verified) fold.active = Math.max(fold.active, x.day)
      addReview(m, fold, x)
      return raised
    }
    return false
  },
  posterior,
  praise: (_, t) => ({ plain: [t[P4]!, t[P5]!, t[PN]!, t[PV]!], discounted: [t[C4]!, t[C5]!, t[UN]!, t[UV]!] }),
  discount(m, mass, alarms) {
    let left = mass
    for (let i = 0; i < alarms; i += 1) left = div(left, m.parameters.alarm.discountDivisor)
    return left
  },
  newPraise: m => [
    [C5, m.parameters.units.mass],
    [P5, m.parameters.units.mass],
  ],
  isOrderSensitive: false,
  sanctionEnd: 'correct',
}

function weigh(m: Methodology, fold: Fold, x: Evidence, known: Known): Weighing {
  const plain = plainWeighing(m, fold, x)
  if (plain) return plain
  const { fullWeight } = m.parameters.admission
  const { weight: repeat, codes, pair } = pairWeighing(m, fold, x, known.pair)
  if (x.kind !== 'review') return { weight: repeat, codes, pair }
  const memory = known.customer ?? { misfit: 0, judged: 0 }
  const factor = raterFactor(m, memory)
  if (factor < fullWeight) codes.push('RATER_MISFIT')
  fold.clock = Math.max(fold.clock, x.day)
  const before = posterior(m, fold)
  return {
    weight: div(repeat * factor, fullWeight),
    codes,
    ...(repeat < fullWeight && factor < fullWeight ? { pairWeight: repeat } : {}),
    pair,
    customer: learn(m, memory, x.stars, before),
    posterior: before,
  }
}
