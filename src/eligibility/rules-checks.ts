import { type ConditionFacts, failedConditions, selfDeclared } from './rules-conditions.ts'
import { conditionsOn, type GateIndex } from './rules-gate-editions.ts'

/** One check of an admission (schemas/admission-check.json). */
export interface Check {
  check: 'registration-code' | 'registration-status' | 'registration-term' | 'service-pledge' | 'gate'
  outcome: 'passed' | 'noted' | 'failed'
  service: string | null
  clause: string | null
  needs: string[]
}

export interface Candidate {
  usccStatus: string
  registration: string
  validUntil: string | null
  offerings: readonly string[]
}

/** The centre's own instrument of admission (集成服务承诺). */
const PLEDGE = 'service-pledge'
/** Credit comes from service, so it cannot be asked of who has not served yet. */
const OF_CREDIT: readonly string[] = ['state', 'grade']

/** Checks before a provider is admitted, on a day: registration, pledge, and the demands of its services' gates. */
export function admissionChecks(candidate: Candidate, facts: ConditionFacts, gates: GateIndex, day: string): Check[] {
  const { usccStatus, registration, validUntil, offerings } = candidate
  const plain = { service: null, clause: null, needs: [] }
  const ended = validUntil !== null && validUntil < day
  const pledged = facts.credentials.includes(PLEDGE)
  return [
    { check: 'registration-code', outcome: usccStatus === 'valid' ? 'passed' : 'noted', ...plain },
    { check: 'registration-status', outcome: registration === 'operating' ? 'passed' : 'failed', ...plain },
    { check: 'registration-term', outcome: ended ? 'failed' : 'passed', ...plain },
    { ...plain, check: 'service-pledge', outcome: pledged ? 'passed' : 'failed', needs: pledged ? [] : [PLEDGE] },
    ...offerings.flatMap(service => gateChecks(facts, gates, service, day)),
  ]
}

function gateChecks(facts: ConditionFacts, gates: GateIndex, service: string, day: string): Check[] {
  return conditionsOn(gates, service, day)
    .filter(condition => !OF_CREDIT.includes(condition.kind))
    .map(condition => {
      const [failed] = failedConditions(facts, [condition])
      const [declared] = selfDeclared(facts, [condition])
      const outcome = failed ? 'failed' : declared ? 'noted' : 'passed'
      return { check: 'gate', outcome, service, clause: condition.clause, needs: (failed ?? declared)?.needs ?? [] }
    })
}

export const anyFailed = (checks: readonly Check[]) => checks.some(({ outcome }) => outcome === 'failed')
