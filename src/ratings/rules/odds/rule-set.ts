/** The rules of hk-credit 1.1. */
import { C4, C5, O4, O5, ON, OV, UN, UV } from '../buckets.ts'
import type { Evidence, Weighed } from '../evidence.ts'
import { type Appending, addComplaint, addDated, addInspection, addOrder, type Fold } from '../fold.ts'
import type { Methodology, Odds } from '../methodology.ts'
import { div } from '../numbers.ts'
import type { Known, RuleSet } from '../rule-set.ts'
import { type CustomerMemory, learn, pairWeighing, plainWeighing, raterFactor, type Weighing } from '../weighing.ts'
import { discounted, posterior, stepRecord, stepReview } from './alarm.ts'
import { addUnverified, voice } from './voice.ts'

/** The rules with the constants of one document. */
export const oddsRules = (o: Odds): RuleSet => ({
  usesCustomer: x => x.kind === 'order' || (x.kind === 'review' && x.verified),
  weigh: (m, fold, x, known) => weigh(m, o, fold, x, known),
  append: (m, fold, x, how) => append(m, o, fold, x, how),
  posterior,
  praise(m, t) {
    const { discountDivisor: divisor } = m.parameters.alarm
    return {
      plain: [t[C4]!, t[C5]!, t[UN]!, t[UV]!],
      discounted: [
        discounted(t[C4]!, t[O4]!, divisor),
        discounted(t[C5]!, t[O5]!, divisor),
        discounted(t[UN]!, t[ON]!, divisor),
        discounted(t[UV]!, t[OV]!, divisor),
      ],
    }
  },
  discount: (m, mass, alarms) => (alarms > 0 ? div(mass, m.parameters.alarm.discountDivisor) : mass),
  newPraise: () => [[C5, o.singleWeight]],
  isOrderSensitive: true,
  sanctionEnd: 'redecide',
})

function append(m: Methodology, o: Odds, fold: Fold, x: Weighed, how: Appending): boolean {
  // A sanction touches a fold only by standing in its list (2.3).
  if (x.kind !== 'sanction') fold.clock = Math.max(fold.clock, x.day)
  const isWatched = x.seq > how.clear
  switch (x.kind) {
    case 'order':
      addOrder(m, fold, x, how.isNewCustomer)
      return isWatched && stepRecord(m, o, fold, x, how)
    case 'complaint':
      addComplaint(m, fold, x)
      return isWatched && stepRecord(m, o, fold, x, how)
    case 'inspection':
      addInspection(m, fold, x)
      return false
    case 'review': {
      if (!x.verified) {
        addUnverified(m, fold, x)
        return false
      }
      const raised = isWatched && stepReview(m, o, fold, x, how)
      voice(m, o, fold, x, how)
      fold.active = Math.max(fold.active, x.day)
      return raised
    }
    default:
      addDated(fold, x)
      return false
  }
}

function weigh(m: Methodology, o: Odds, fold: Fold, x: Evidence, known: Known): Weighing {
  const plain = plainWeighing(m, fold, x)
  if (plain) return plain
  const { fullWeight } = m.parameters.admission
  const { weight: repeat, codes, pair } = pairWeighing(m, fold, x, known.pair)
  const memory = known.customer ?? { misfit: 0, judged: 0 }
  if (x.kind === 'order')
    return { weight: repeat, codes, pair, customer: ordered(x.provider, memory, known.isElsewhere) }
  if (x.kind !== 'review') return { weight: repeat, codes, pair }
  const factor = raterFactor(m, memory)
  const single = known.isElsewhere ? fullWeight : o.singleWeight
  if (factor < fullWeight) codes.push('RATER_MISFIT')
  if (single < fullWeight) codes.push('SINGLE_PROVIDER')
  fold.clock = Math.max(fold.clock, x.day)
  const before = posterior(m, fold)
  const mass = div(factor * single, fullWeight)
  const weight = div(repeat * mass, fullWeight)
  return {
    weight,
    codes,
    ...(mass !== weight ? { mass } : {}),
    ...(repeat < fullWeight && mass < fullWeight ? { pairWeight: repeat } : {}),
    pair,
    customer: learn(m, memory, x.stars, before),
    posterior: before,
  }
}

/** Orders tell where a customer is known: at one provider, or at several. Undefined if nothing new is known. */
function ordered(provider: string, memory: CustomerMemory, isElsewhere: boolean): CustomerMemory | undefined {
  if (memory.first == null) return { ...memory, first: provider }
  return isElsewhere && !memory.several ? { ...memory, several: true } : undefined
}
