import { describe, expect, it } from 'vitest'
import { planFacts } from '../../src/demo/plan-facts.ts'
import { planProviders } from '../../src/demo/plan-providers.ts'
import { Random } from '../../src/demo/random.ts'
import { readDemoData } from '../../src/demo/settings.ts'
import { referenceDrafts } from '../../src/founding/reference.ts'
import { checkFacts, factsCategories, factsSchema } from '../../src/standards/facts-schemas.ts'
import { assess, type Clause, compileClauses, overall } from '../../src/standards/rules-conformance.ts'
import { RULE_LIMITS, ruleFault, ruleSteps } from '../../src/standards/rules-rule.ts'

interface Edition {
  id: string
  services: string[]
  clauses: Clause[]
}
const editions = referenceDrafts()
  .filter(draft => draft.type === 'standard.defined')
  .map(draft => draft.payload as unknown as Edition)
const assessed = (edition: Edition, facts: object) =>
  assess(compileClauses(edition.clauses), { facts, credentials: [{ type: 'service-pledge' }] })

describe('the standards of the demo city', () => {
  it('all have clauses, and all but the one of terms a rule', () => {
    expect(editions.filter(({ clauses }) => clauses.length === 0)).toEqual([])
    const unchecked = editions.filter(({ clauses }) => clauses.every(clause => !clause.rule))
    expect(unchecked.map(({ id }) => id)).toEqual(['sb-t-10847-2012'])
  })

  it('have rules that are accepted, far below the limits', () => {
    for (const { id, clauses } of editions)
      for (const { number, rule } of clauses) {
        if (!rule) continue
        expect([id, number, ruleFault(rule)]).toEqual([id, number, null])
        expect(ruleSteps(rule)).toBeLessThan(RULE_LIMITS.steps / 10)
      }
  })

  it('ask for no fact that the category does not know', () => {
    for (const edition of editions) {
      const known = Object.keys(factsSchema(edition.services[0]!.slice(0, 2)).properties)
      const asked = assessed(edition, {}).flatMap(result => result.missing.map(pointer => pointer.split('/')[2]))
      expect(asked.filter(name => !known.includes(name!))).toEqual([])
    }
  })

  it('claim no clause number of GB/T 31771-2024 but 6.4 and 7', () => {
    const { clauses } = editions.find(({ id }) => id === 'gb-t-31771-2024')!
    expect(clauses.filter(({ source }) => source === 'stated-number').map(({ number }) => number)).toEqual(['6.4', '7'])
    for (const { number, source } of clauses) if (source === 'assumption') expect(number).toMatch(/^a\d$/)
  })
})

describe('the facts of the demo firms', () => {
  const data = readDemoData({ firms: 600, volunteers: 20 })
  const providers = planProviders(data, new Random(1), Date.parse('2023-11-25'))
  const declared = providers.map(provider => [provider, planFacts(provider, new Random(2))] as const)

  it('are what the schema of their category admits', () => {
    const random = new Random(3)
    for (const provider of providers)
      for (const [category, facts] of planFacts(provider, random))
        expect(() => checkFacts(category, facts)).not.toThrow()
    expect(declared.filter(([{ kind }, facts]) => kind === 'volunteer' && facts.size > 0)).toEqual([])
    expect(factsCategories()).toHaveLength(31)
  })

  it('conform mostly, fail sometimes, and leave something out sometimes', () => {
    const random = new Random(4)
    const tally: Record<string, number> = {}
    for (const provider of providers)
      for (const [category, facts] of planFacts(provider, random))
        for (const edition of editions.filter(({ services }) => services[0]!.startsWith(category))) {
          const outcome = overall(assessed(edition, facts).map(result => result.outcome))
          tally[outcome] = (tally[outcome] ?? 0) + 1
        }
    expect(tally.met! / (tally.met! + tally['not-met']! + tally['not-assessable']!)).toBeGreaterThan(0.6)
    expect(tally['not-met']).toBeGreaterThan(50)
    expect(tally['not-assessable']).toBeGreaterThan(50)
  })
})
