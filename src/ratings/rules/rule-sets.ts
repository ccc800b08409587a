/** The one place that chooses the rules of a methodology version, by the form of its document (hk-credit 1.1, section 2). */
import { cusum } from './cusum/rule-set.ts'
import type { Methodology } from './methodology.ts'
import { oddsRules } from './odds/rule-set.ts'
import type { RuleSet } from './rule-set.ts'

const ofDocument = new WeakMap<Methodology, RuleSet>()

export function rulesOf(m: Methodology): RuleSet {
  let rules = ofDocument.get(m)
  if (!rules) {
    rules = m.odds ? oddsRules(m.odds) : cusum
    ofDocument.set(m, rules)
  }
  return rules
}
