import { type ConditionFacts, failedConditions } from './rules-conditions.ts'
import { conditionsOn, type GateIndex } from './rules-gate-editions.ts'

/** A service that is lost, with the clauses of the conditions that are no longer met. */
export interface Loss {
  service: string
  clauses: string[]
}

/** Credit moves with evidence, not with a date that is known ahead. */
const BY_CREDENTIALS = ['gate-standard-not-met', 'gate-facts-not-verified', 'gate-credentials-missing']

/** Conditions that fail for want of credentials on a day. */
function lacking(gates: GateIndex, service: string, facts: ConditionFacts, day: string): string[] {
  return failedConditions(facts, conditionsOn(gates, service, day))
    .filter(failed => BY_CREDENTIALS.includes(failed.code))
    .map(failed => failed.clause)
}

/**
 * Losses of a provider from one day to the next: services whose gate it passes before and not after. A category that is
 * lost stands for its items; an item with a gate of its own is named when its category is kept.
 */
export function lossesBetween(
  gates: GateIndex,
  offerings: ReadonlySet<string>,
  before: { day: string; facts: ConditionFacts },
  after: { day: string; facts: ConditionFacts },
): Loss[] {
  const lost = (service: string): Loss[] => {
    if (lacking(gates, service, before.facts, before.day).length > 0) return []
    const clauses = lacking(gates, service, after.facts, after.day)
    return clauses.length > 0 ? [{ service, clauses }] : []
  }
  return [...offerings].sort().flatMap(offered => {
    const whole = lost(offered)
    if (whole.length > 0 || offered.length > 2) return whole
    const items = [...gates.gates.keys()].filter(code => code.startsWith(`${offered}-`)).sort()
    return items.flatMap(lost)
  })
}
