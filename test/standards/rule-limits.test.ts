import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileRule } from '../../src/standards/rules-evaluate.ts'
import { RULE_LIMITS, ruleFault } from '../../src/standards/rules-rule.ts'
import { processorTime } from './cpu.ts'

const nested = (levels: number) => JSON.parse(`${'{"not":'.repeat(levels)}{}${'}'.repeat(levels)}`)
const fact = (schema: object) => ({ properties: { facts: { properties: { some: schema } } } })
/** Every definition refers twice to the next: 2^levels evaluations. */
const bomb = (levels: number, keyword = 'allOf') => ({
  $ref: '#/$defs/d0',
  $defs: Object.fromEntries(
    Array.from({ length: levels }, (_, i) => [
      `d${i}`,
      i === levels - 1 ? {} : { [keyword]: [{ $ref: `#/$defs/d${i + 1}` }, { $ref: `#/$defs/d${i + 1}` }] },
    ]),
  ),
})

const REFUSED: [name: string, rule: unknown, code: string, pointer: string][] = [
  ['no object', [], 'rule-form', ''],
  ['deep nesting', nested(5_000), 'rule-too-deep', ''],
  ['a level too many', nested(RULE_LIMITS.depth), 'rule-too-deep', ''],
  ['a huge enum', fact({ enum: Array.from({ length: 5_000 }, (_, i) => i) }), 'rule-too-many-values', ''],
  [
    'an enum beyond what a list may hold',
    fact({ enum: Array.from({ length: 101 }, (_, i) => i) }),
    'rule-value',
    '/enum',
  ],
  ['too many bytes', { allOf: Array.from({ length: 20 }, () => ({ title: 'x'.repeat(499) })) }, 'rule-too-large', ''],
  ['a remote reference', { $ref: 'https://example.org/schema.json' }, 'rule-ref', '/$ref'],
  ['a reference to the whole', { allOf: [{ $ref: '#' }] }, 'rule-ref', '/allOf/0/$ref'],
  ['a reference through a path', { $ref: '#/properties/facts' }, 'rule-ref', '/$ref'],
  ['a reference to nothing', { $ref: '#/$defs/none', $defs: {} }, 'rule-ref-unknown', '/$ref'],
  ['a reference to what every object has', { $ref: '#/$defs/toString', $defs: {} }, 'rule-ref-unknown', '/$ref'],
  ['a loop of one', { $defs: { a: { not: { $ref: '#/$defs/a' } } } }, 'rule-loops', '/$defs/a'],
  [
    'a loop of two',
    { $defs: { a: { $ref: '#/$defs/b' }, b: { items: { $ref: '#/$defs/a' } } } },
    'rule-loops',
    '/$defs/a',
  ],
  ['a bomb of references', bomb(40), 'rule-explodes', ''],
  ['a bomb of alternatives', bomb(40, 'oneOf'), 'rule-explodes', ''],
  ['loops over loops of elements', fact({ items: { items: { items: { type: 'string' } } } }), 'rule-explodes', ''],
  ['(a+)+$', fact({ pattern: '(a+)+$\\1' }), 'rule-pattern', '/pattern'],
  ['look-ahead', fact({ pattern: '^(?=a)a' }), 'rule-pattern', '/pattern'],
  ['a word boundary', fact({ pattern: '\\ba' }), 'rule-pattern', '/pattern'],
  ['counted repetitions of counted repetitions', fact({ pattern: '((a{90}){90}){90}' }), 'rule-pattern', '/pattern'],
  ['a pattern that is none', fact({ pattern: '(' }), 'rule-pattern', '/pattern'],
  ['a long pattern', fact({ pattern: 'a'.repeat(121) }), 'rule-pattern', '/pattern'],
  ['$dynamicRef', { $dynamicRef: '#x' }, 'rule-keyword', '/$dynamicRef'],
  ['unevaluatedProperties', { unevaluatedProperties: false }, 'rule-keyword', '/unevaluatedProperties'],
  ['patternProperties', { patternProperties: { '(a+)+$': {} } }, 'rule-keyword', '/patternProperties'],
  ['$id', { $id: 'https://example.org/' }, 'rule-keyword', '/$id'],
  ['__proto__ as a keyword', JSON.parse('{"__proto__":{"type":"object"}}'), 'rule-keyword', '/__proto__'],
  ['__proto__ as a fact', JSON.parse('{"properties":{"__proto__":{}}}'), 'rule-name', '/properties/__proto__'],
  ['__proto__ as a required fact', { required: ['__proto__'] }, 'rule-name', '/required'],
  ['constructor', { properties: { constructor: {} } }, 'rule-name', '/properties/constructor'],
  ['another dialect', { $schema: 'http://json-schema.org/draft-07/schema#' }, 'rule-value', '/$schema'],
  ['a format that nothing asserts', fact({ format: 'regex' }), 'rule-value', '/format'],
  ['half numbers', fact({ minimum: 0.5 }), 'rule-value', '/minimum'],
  ['a number that no integer holds', fact({ maximum: 1e300 }), 'rule-value', '/maximum'],
  ['an object as a constant', fact({ const: {} }), 'rule-value', '/const'],
  ['definitions below the top', fact({ $defs: {} }), 'rule-keyword', '/$defs'],
]

/** Anything that could be sent: keywords with values that fit and values that do not. */
const anything = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<unknown>(
      true,
      false,
      null,
      0,
      -1,
      3,
      1.5,
      'x',
      '',
      'date',
      'object',
      '#/$defs/a',
      '(a+)+$',
      '__proto__',
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        ...['type', 'const', 'enum', 'minimum', 'pattern', 'format', 'required', 'properties', 'items', 'contains'],
        ...[
          'minContains',
          'allOf',
          'anyOf',
          'oneOf',
          'not',
          'if',
          'then',
          '$ref',
          '$defs',
          'uniqueItems',
          'multipleOf',
        ],
        ...['a', 'facts', '__proto__', 'constructor', 'toString', 'unevaluatedItems'],
      ),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value

describe('a rule from outside', () => {
  it('is refused or can be evaluated, whatever was sent', () => {
    let accepted = 0
    fc.assert(
      fc.property(anything, anything, (rule, facts) => {
        const fault = ruleFault(rule)
        if (fault) expect(fault.code).toMatch(/^rule-/)
        else {
          accepted += 1
          const check = compileRule(rule as never)
          expect([-1, 0, 1]).toContain(check({ facts: facts as object, credentials: [] }, null))
        }
      }),
      { numRuns: 3_000 },
    )
    expect(accepted).toBeGreaterThan(50)
  })

  it.each(REFUSED)('is refused for %s', (_, rule, code, pointer) => {
    let fault: ReturnType<typeof ruleFault> = null
    const took = processorTime(() => {
      fault = ruleFault(rule)
    })
    expect(fault).toMatchObject({ code, pointer: expect.stringMatching(`${pointer.replaceAll('$', '\\$')}$`) })
    expect(took).toBeLessThan(1_000)
  })

  it('is accepted at the limits', () => {
    expect(ruleFault(nested(RULE_LIMITS.depth - 1))).toBe(null)
    expect(ruleFault(bomb(14))).toBe(null)
    expect(ruleFault(fact({ uniqueItems: true, maxItems: 100, items: { type: 'string' } }))).toBe(null)
  })

  it('is evaluated in no time where it is as costly as may be', () => {
    const long = { facts: { some: Array.from({ length: 200 }, () => 'a'.repeat(200)) }, credentials: [] }
    for (const rule of [
      bomb(14),
      fact({ uniqueItems: true }),
      fact({ items: { anyOf: Array.from({ length: 99 }, (_, i) => ({ const: String(i) })) } }),
      fact({ contains: { minLength: 300 } }),
    ]) {
      expect(ruleFault(rule)).toBe(null)
      const check = compileRule(rule as never)
      const took = processorTime(() => {
        check(long, null)
        check(long, [])
      })
      expect(took).toBeLessThan(2_000)
    }
  })
})
