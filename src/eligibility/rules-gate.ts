import { serves } from '../registry/rules-areas.ts'
import type { RegistrationStatus, Standing } from '../registry/rules-provider.ts'
import {
  type AskedCondition,
  type ConditionCode,
  type ConditionFacts,
  failedConditions,
  selfDeclared,
} from './rules-conditions.ts'

export type GateCode =
  | 'provider-unknown'
  | 'provider-unreadable'
  | 'provider-suspended'
  | 'provider-inactive'
  | 'registration-dormant'
  | 'registration-revoked'
  | 'registration-deregistered'
  | 'registration-moved-out'
  | 'provider-withdrawn'
  | 'provider-not-admitted'
  | 'registration-expired'
  | 'service-not-offered'
  | 'area-not-served'
  | 'credit-barred'
  | 'probation-open-orders'
  | 'credit-probation'
  | 'credit-not-rated'
  | 'credit-watch'
  | 'self-declared'
  | ConditionCode

/** Facts of a provider that the gate reads, on a day. */
export interface GateFacts extends ConditionFacts {
  /** The authority's word. */
  registration: RegistrationStatus
  /** The centre's decision. `unreadable`: what is on record of it cannot be read, so nothing is decided in its favour. */
  standing: Standing | 'unreadable'
  /** Weighed by the centre, or taken over from before admissions were recorded. */
  admitted: boolean
  /** YYYY-MM-DD, last day of the registered term; null for no end. */
  validUntil: string | null
  /** Items or categories. */
  offerings: Pick<ReadonlySet<string>, 'has'>
  areas: readonly string[]
  /** Requests that are assigned and neither completed nor failed. */
  openOrders: number
  /** As published (hk-credit 7.4); state and grade too (8.3). */
  watch: boolean
}

export interface GateQuestion {
  service: string
  area: string
  /** YYYY-MM-DD */
  date: string
  /** [gate.probationOpenOrders] */
  probationOpenOrders: number
  /** Demands of the gates of the item and its category on that day. */
  conditions: readonly AskedCondition[]
}

export interface GateReason {
  code: GateCode
  /** The clause that the reason rests on. */
  clause?: string
  /** The missing thing; for `self-declared`, the edition that is met by declaration. */
  needs?: string[]
}

export interface GateDecision {
  eligible: boolean
  state: 'full' | 'probation' | 'barred' | null
  grade: string | null
  /** Every reason against; for an eligible provider what a dispatcher should know. */
  reasons: GateReason[]
}

const METHODOLOGY_STATE = 'hk-credit 8.3'
const STANDING_REASONS = { suspended: 'provider-suspended', withdrawn: 'provider-withdrawn' } as const
const REGISTRATION_REASONS = {
  dormant: 'registration-dormant',
  revoked: 'registration-revoked',
  deregistered: 'registration-deregistered',
  'moved-out': 'registration-moved-out',
} as const

/** Decides for one provider, service, area and day. Pure; names every reason, not the first. */
export function decideGate(facts: GateFacts | null, question: GateQuestion): GateDecision {
  if (!facts) return undecided('provider-unknown')
  if (facts.standing === 'unreadable') return undecided('provider-unreadable')
  const against = reasonsAgainst(facts, question)
  const { state, grade } = facts
  return {
    eligible: against.length === 0,
    state,
    grade,
    reasons: against.length > 0 ? against : remarks(facts, question),
  }
}

export const undecided = (code: GateCode): GateDecision => ({
  eligible: false,
  state: null,
  grade: null,
  reasons: [{ code }],
})

function reasonsAgainst(facts: GateFacts, question: GateQuestion): GateReason[] {
  const { service, area, date, probationOpenOrders, conditions } = question
  const reasons: GateReason[] = []
  const { standing, registration } = facts
  if (standing === 'suspended' || standing === 'withdrawn') reasons.push({ code: STANDING_REASONS[standing] })
  if (registration !== 'operating') reasons.push({ code: REGISTRATION_REASONS[registration] })
  if (!facts.admitted) reasons.push({ code: 'provider-not-admitted' })
  if (facts.validUntil !== null && facts.validUntil < date) reasons.push({ code: 'registration-expired' })
  if (!offers(facts.offerings, service)) reasons.push({ code: 'service-not-offered' })
  if (!facts.areas.some(served => serves(served, area))) reasons.push({ code: 'area-not-served' })
  if (facts.state === 'barred') reasons.push({ code: 'credit-barred', clause: METHODOLOGY_STATE })
  if (facts.state === 'probation' && facts.openOrders >= probationOpenOrders)
    reasons.push({ code: 'probation-open-orders', clause: METHODOLOGY_STATE })
  return conditions.length === 0 ? reasons : [...reasons, ...failedConditions(facts, conditions)]
}

function remarks(facts: GateFacts, { conditions }: GateQuestion): GateReason[] {
  const reasons: GateReason[] = []
  if (facts.grade === 'NR') reasons.push({ code: 'credit-not-rated', clause: 'hk-credit 8.1' })
  else if (facts.state === 'probation') reasons.push({ code: 'credit-probation', clause: METHODOLOGY_STATE })
  if (facts.watch) reasons.push({ code: 'credit-watch', clause: 'hk-credit 7.4' })
  for (const rests of selfDeclared(facts, conditions)) reasons.push({ code: 'self-declared', ...rests })
  return reasons
}

/** A category offered means all its items. */
export function offers(offerings: GateFacts['offerings'], service: string): boolean {
  return offerings.has(service) || offerings.has(service.slice(0, 2))
}
