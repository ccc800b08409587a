import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assess, compileClauses, editionOutcome, overall } from '../../src/standards/rules-conformance.ts'
import { compileRule, type Witness } from '../../src/standards/rules-evaluate.ts'
import { RULE_LIMITS, ruleFault, ruleSteps } from '../../src/standards/rules-rule.ts'
import { processorTime } from './cpu.ts'
import { credentials, facts, rules } from './rules.ts'

const RUNS = { numRuns: 1_500 }
const documents = fc.record({ facts, credentials })

type Members = Record<string, unknown>
const isObject = (value: unknown): value is Members => value !== null && typeof value === 'object'

/** The value at a pointer, or undefined. */
const at = (document: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce((value, key) => (isObject(value) ? value[key] : undefined), document)

/** Another value of some facts that holds everything of the first: members are added at any depth. */
function grown(value: unknown, more: unknown): unknown {
  if (!isObject(value) || Array.isArray(value)) return value
  const extra = isObject(more) && !Array.isArray(more) ? more : {}
  return Object.fromEntries(
    [...new Set([...Object.keys(value), ...Object.keys(extra)])].map(key => [
      key,
      Object.hasOwn(value, key) ? grown(value[key], extra[key]) : extra[key],
    ]),
  )
}

describe('conformance with a clause', () => {
  it('is exactly one outcome, the same with and without reasons, and has a reason where it is not met', () => {
    fc.assert(
      fc.property(rules, documents, (rule, document) => {
        fc.pre(ruleFault(rule) === null)
        const clauses = compileClauses([
          { number: '1', text: '', textEn: '', rule, source: 'x' },
          { number: '2', text: '', textEn: '', source: 'x' },
        ])
        const [checked, unchecked] = assess(clauses, document)
        expect(unchecked!.outcome).toBe('not-checked')
        expect(['met', 'not-met', 'not-assessable']).toContain(checked!.outcome)
        expect(editionOutcome(clauses, document)).toBe(overall([checked!.outcome, 'not-checked']))
        expect(checked!.failed.length > 0).toBe(checked!.outcome === 'not-met')
        expect(checked!.missing.length > 0).toBe(checked!.outcome === 'not-assessable')
        for (const pointer of checked!.missing) {
          expect(pointer.startsWith('/facts/')).toBe(true)
          expect(at(document, pointer)).toBe(undefined)
        }
        for (const { pointer, value } of checked!.failed)
          if (value !== undefined) expect(at(document, pointer)).toEqual(value)
      }),
      RUNS,
    )
  })

  it('is met only if any JSON Schema validator says valid, and not met only if it says invalid', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: true })
    addFormats.default(ajv)
    fc.assert(
      fc.property(rules, documents, (rule, document) => {
        fc.pre(ruleFault(rule) === null)
        const truth = compileRule(rule)(document, null)
        fc.pre(truth !== 0)
        expect(truth === 1).toBe(ajv.validate(rule, document))
        ajv.removeSchema(rule)
      }),
      { numRuns: 400 },
    )
  })

  it('stays assessable when a fact is added', () => {
    fc.assert(
      fc.property(rules, documents, facts, (rule, document, more) => {
        fc.pre(ruleFault(rule) === null)
        const check = compileRule(rule)
        fc.pre(check(document, null) !== 0)
        expect(check({ ...document, facts: grown(document.facts, more) as object }, null)).not.toBe(0)
      }),
      RUNS,
    )
  })

  it('takes bounded time for every rule that is accepted', () => {
    let slowest = 0
    fc.assert(
      fc.property(rules, documents, (rule, document) => {
        fc.pre(ruleFault(rule) === null)
        expect(ruleSteps(rule)).toBeLessThanOrEqual(RULE_LIMITS.steps)
        const check = compileRule(rule)
        const trace: Witness[] = []
        slowest = Math.max(
          slowest,
          processorTime(() => check(document, trace)),
        )
      }),
      RUNS,
    )
    expect(slowest).toBeLessThan(1_000)
  })
})
