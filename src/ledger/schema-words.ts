/**
 * Puts the errors of a schema validator into words of both languages. Each names what is allowed: a caller can correct the value without
 * knowing JSON Schema.
 */
import type { ErrorObject } from 'ajv/dist/2020.js'
import { type Words, words } from '../store/domain-error.ts'
import { CALENDAR_RULES } from './calendar.ts'
import { PATTERN_WORDS } from './pattern-words.ts'
import { TEXT_RULES } from './rules-texts.ts'

// biome-ignore lint/suspicious/noExplicitAny: each keyword of the validator has parameters of its own.
type Params = any

const TYPES: Record<string, Words> = {
  object: { zh: '对象', en: 'an object' },
  array: { zh: '列表', en: 'a list' },
  string: { zh: '文本', en: 'a text' },
  integer: { zh: '整数', en: 'a whole number' },
  number: { zh: '数', en: 'a number' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
  null: { zh: 'null', en: 'null' },
}
const FORMATS: Record<string, Words> = {
  ...CALENDAR_RULES,
  ...TEXT_RULES,
  uri: { zh: '须为网址', en: 'must be a URL' },
  'uri-reference': { zh: '须为网址', en: 'must be a URL' },
  email: { zh: '须为电子邮件地址', en: 'must be an e-mail address' },
  int64: { zh: '须为整数', en: 'must be a whole number' },
}
/** Allowed values that are listed; of more, the first ones are. */
const MOST_VALUES = 40

const COMPARISONS: Record<string, Words> = {
  '>=': { zh: '不得小于', en: 'at least' },
  '<=': { zh: '不得大于', en: 'at most' },
  '>': { zh: '须大于', en: 'more than' },
  '<': { zh: '须小于', en: 'less than' },
}

const range = ({ comparison, limit }: Params): Words => {
  const { zh, en } = COMPARISONS[comparison]!
  return words(`${zh} ${limit}`, `must be ${en} ${limit}`)
}
const atLeast =
  (zh: string, en: string) =>
  ({ limit }: Params): Words =>
    words(`至少 ${limit} ${zh}`, `must have at least ${limit} ${en}`)
const atMost =
  (zh: string, en: string) =>
  ({ limit }: Params): Words =>
    words(`最多 ${limit} ${zh}`, `must have at most ${limit} ${en}`)
const unknown = (name: string): Words => words(`没有“${name}”这一项`, `there is no member ${name} here`)
const valuesOf = (values: readonly unknown[]): string => {
  const shown = values.slice(0, MOST_VALUES).map(value => (typeof value === 'string' ? value : JSON.stringify(value)))
  return `${shown.join(', ')}${values.length > MOST_VALUES ? ', …' : ''}`
}
const several = (): Words => words('与允许的任何一种形式都不符', 'fits none of the allowed forms')

/** Keyword -> its rule in words. */
const KEYWORDS: Record<string, (params: Params) => Words> = {
  required: ({ missingProperty }) => words(`缺少“${missingProperty}”`, `${missingProperty} is missing`),
  dependentRequired: ({ property, missingProperty }) =>
    words(`有“${property}”时，须有“${missingProperty}”`, `${property} needs ${missingProperty} beside it`),
  additionalProperties: ({ additionalProperty }) => unknown(additionalProperty),
  unevaluatedProperties: ({ unevaluatedProperty }) => unknown(unevaluatedProperty),
  propertyNames: ({ propertyName }) =>
    words(`名称“${propertyName}”不符合要求`, `the name ${propertyName} is not allowed`),
  type: ({ type }) => {
    const names = [type].flat().map(name => TYPES[name]!)
    return words(`须为${names.map(n => n.zh).join('或')}`, `must be ${names.map(n => n.en).join(' or ')}`)
  },
  enum: ({ allowedValues }) =>
    words(`只能是：${valuesOf(allowedValues)}`, `must be one of: ${valuesOf(allowedValues)}`),
  const: ({ allowedValue }) => words(`只能是 ${valuesOf([allowedValue])}`, `must be ${valuesOf([allowedValue])}`),
  discriminator: ({ tag }) => words(`“${tag}”不是允许的种类`, `${tag} names no kind that exists`),
  pattern: ({ pattern }) =>
    FORMATS[pattern] ?? PATTERN_WORDS[pattern] ?? words(`须符合格式 ${pattern}`, `must match ${pattern}`),
  format: ({ format }) => FORMATS[format] ?? words(`须符合格式 ${format}`, `must have the format ${format}`),
  minimum: range,
  maximum: range,
  exclusiveMinimum: range,
  exclusiveMaximum: range,
  multipleOf: ({ multipleOf }) => words(`须为 ${multipleOf} 的倍数`, `must be a multiple of ${multipleOf}`),
  minLength: atLeast('个字', 'characters'),
  maxLength: atMost('个字', 'characters'),
  minItems: atLeast('项', 'elements'),
  maxItems: atMost('项', 'elements'),
  minProperties: atLeast('项', 'members'),
  maxProperties: atMost('项', 'members'),
  contains: ({ minContains }) => words(`至少 ${minContains} 项须符合要求`, `at least ${minContains} elements must fit`),
  uniqueItems: ({ i, j }) =>
    words(
      `第 ${Number(j) + 1} 项与第 ${Number(i) + 1} 项相同`,
      `elements ${Number(j) + 1} and ${Number(i) + 1} are the same`,
    ),
  oneOf: several,
  anyOf: several,
  not: () => words('几项不得同时出现，或此值不被允许', 'members exclude each other, or the value is not allowed'),
  if: several,
  'false schema': () => words('此处不得有值', 'nothing may stand here'),
}

/** Keywords of a schema that have words of their own here. */
export const WORDED_KEYWORDS: readonly string[] = Object.keys(KEYWORDS)

/** The rule that a value breaks. */
export function wordsOf({ keyword, params }: Pick<ErrorObject, 'keyword' | 'params'>): Words {
  return KEYWORDS[keyword]?.(params) ?? words('不符合要求', 'is not allowed')
}

/** RFC 6901: the place of an error in the document, down to the member that is missing or unknown. Begins with `/`, or is empty. */
export function pointerOf({ instancePath, params }: Pick<ErrorObject, 'instancePath' | 'params'>): string {
  const { missingProperty, additionalProperty, unevaluatedProperty } = params as Record<string, unknown>
  const member = missingProperty ?? additionalProperty ?? unevaluatedProperty
  return member === undefined ? instancePath : `${instancePath}/${escapePointer(String(member))}`
}

/** RFC 6901. */
export function escapePointer(member: string): string {
  return member.replaceAll('~', '~0').replaceAll('/', '~1')
}
