import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { type Contract, loadContract } from '../../src/api/contract.ts'
import { addCalendar } from '../../src/ledger/calendar.ts'
import { addTexts } from '../../src/ledger/rules-texts.ts'
import { pointerOf, WORDED_KEYWORDS, wordsOf } from '../../src/ledger/schema-words.ts'
import { factsCategories, factsSchema } from '../../src/standards/facts-schemas.ts'

type Json = Contract['bundled']

const HAN = /\p{Script=Han}/u
/** They hold schemas or words for people: a value breaks what is inside, never them. */
const STRUCTURE =
  '$defs $ref $schema $id title description default example allOf properties items then else dependentSchemas propertyName mapping x-enum-varnames'

const ajv = new Ajv2020({ strict: false })
addFormats.default(ajv)
addCalendar(ajv)
addTexts(ajv)

/** The first error of a value in words. */
function errorOf(schema: object, value: unknown) {
  const validate = ajv.compile(schema)
  expect(validate(value)).toBe(false)
  return validate.errors![0]!
}

/** Keywords and patterns of every schema that a caller's value meets, references followed. */
function met() {
  const { bundled } = loadContract()
  const keywords = new Set<string>()
  const patterns = new Set<string>()
  const seen = new Set<unknown>()
  const visit = (schema: unknown): void => {
    if (schema === null || typeof schema !== 'object' || seen.has(schema)) return
    seen.add(schema)
    for (const [key, value] of Object.entries(schema)) {
      if (!Array.isArray(schema)) keywords.add(key)
      if (key === 'pattern') patterns.add(value as string)
      if (key === '$ref')
        visit(
          (value as string)
            .slice(2)
            .split('/')
            .reduce<Json>((part, name) => part[name], bundled),
        )
      else if (key === 'properties' || key === '$defs' || key === 'dependentSchemas')
        Object.values(value as object).forEach(visit)
      else if (!['enum', 'const', 'example', 'default', 'required', 'dependentRequired', 'discriminator'].includes(key))
        visit(value)
    }
  }
  for (const methods of Object.values<Json>(bundled.paths))
    for (const operation of Object.values<Json>(methods)) {
      for (const part of [...(methods.parameters ?? []), ...(operation.parameters ?? [])]) {
        const parameter = part.$ref ? bundled.components.parameters[part.$ref.split('/').at(-1)] : part
        visit(parameter.schema)
      }
      for (const { schema } of Object.values<Json>(operation.requestBody?.content ?? {})) visit(schema)
    }
  for (const category of factsCategories()) visit(factsSchema(category))
  return { keywords, patterns }
}

describe('what a schema asks, in words', () => {
  const { keywords, patterns } = met()

  it('has words for every keyword that a caller can break', () => {
    const known = [...WORDED_KEYWORDS, ...STRUCTURE.split(' ')]
    expect(keywords.size).toBeGreaterThan(20)
    expect([...keywords].filter(keyword => !known.includes(keyword))).toEqual([])
  })

  it('says every pattern of the contract in words, not as an expression', () => {
    expect(patterns.size).toBeGreaterThan(15)
    const unsaid = [...patterns].filter(pattern =>
      wordsOf({ keyword: 'pattern', params: { pattern } }).en.includes(pattern),
    )
    expect(unsaid).toEqual([])
  })

  const CASES: [schema: object, value: unknown, zh: string, en: string, pointer?: string][] = [
    [{ type: ['object', 'null'] }, 1, '须为对象或null', 'must be an object or null'],
    [{ type: 'integer' }, 'a', '须为整数', 'must be a whole number'],
    [{ required: ['a/b'] }, {}, '缺少“a/b”', 'a/b is missing', '/a~1b'],
    [{ dependentRequired: { a: ['b'] } }, { a: 1 }, '有“a”时，须有“b”', 'a needs b beside it', '/b'],
    [{ additionalProperties: false }, { a: 1 }, '没有“a”这一项', 'there is no member a here', '/a'],
    [{ unevaluatedProperties: false }, { a: 1 }, '没有“a”这一项', 'there is no member a here', '/a'],
    [{ enum: ['A', 2, null] }, 'x', '只能是：A, 2, null', 'must be one of: A, 2, null'],
    [{ const: 'A' }, 'x', '只能是 A', 'must be A'],
    [{ minimum: 3 }, 2, '不得小于 3', 'must be at least 3'],
    [{ exclusiveMaximum: 3 }, 3, '须小于 3', 'must be less than 3'],
    [{ multipleOf: 5 }, 3, '须为 5 的倍数', 'must be a multiple of 5'],
    [{ minLength: 2 }, 'a', '至少 2 个字', 'must have at least 2 characters'],
    [{ maxItems: 1 }, [1, 2], '最多 1 项', 'must have at most 1 elements'],
    [{ minProperties: 1 }, {}, '至少 1 项', 'must have at least 1 members'],
    [{ uniqueItems: true }, [1, 2, 1], '第 1 项与第 3 项相同', 'elements 1 and 3 are the same'],
    [{ contains: { const: 1 } }, [], '至少 1 项须符合要求', 'at least 1 elements must fit'],
    [{ not: {} }, 1, '几项不得同时出现，或此值不被允许', 'members exclude each other, or the value is not allowed'],
    [false as never, 1, '此处不得有值', 'nothing may stand here'],
    [{ pattern: '^x$' }, 'a', '须符合格式 ^x$', 'must match ^x$'],
    [{ pattern: '^[0-9]{2}$' }, 'a', '须为 2 位数字的类别代码', 'must be a category of 2 digits'],
    [
      { format: 'date' },
      '0026-03-01',
      '须为 1900-01-01 至 2199-12-31 之间的日期，写作 YYYY-MM-DD',
      'must be a day from 1900-01-01 to 2199-12-31, written YYYY-MM-DD',
    ],
  ]
  it.each(CASES)('%j refuses %j: %s', (schema, value, zh, en, pointer = '') => {
    const error = errorOf(schema, value)
    expect(wordsOf(error)).toEqual({ zh, en })
    expect(pointerOf(error)).toBe(pointer)
  })

  it('has Chinese in Chinese and none in English, whatever the keyword', () => {
    const params = { type: 'integer', allowedValues: ['a'], allowedValue: 'a', comparison: '>=', limit: 1, i: 0, j: 1 }
    for (const keyword of [...WORDED_KEYWORDS, 'another']) {
      const { zh, en } = wordsOf({ keyword, params })
      expect([keyword, HAN.test(zh), HAN.test(en)]).toEqual([keyword, true, false])
    }
  })
})
