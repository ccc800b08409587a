import type { Words } from '../store/domain-error.ts'
import { compilePattern, PATTERN_LIMITS, type PatternFault } from './rules-pattern.ts'

/** The part of JSON Schema 2020-12 that a rule may use; docs/standards.md says why the rest is left out. */
export const DIALECT = 'https://json-schema.org/draft/2020-12/schema'
export const TYPES = ['object', 'array', 'string', 'integer', 'number', 'boolean', 'null'] as const

export type RuleCode =
  | 'rule-too-large'
  | 'rule-too-deep'
  | 'rule-too-many-values'
  | 'rule-form'
  | 'rule-keyword'
  | 'rule-value'
  | 'rule-name'
  | 'rule-ref'
  | 'rule-ref-unknown'
  | 'rule-loops'
  | 'rule-explodes'
  | 'rule-pattern'

/** Why a rule is refused and where: an RFC 6901 pointer into the rule. */
export interface RuleFault {
  code: RuleCode
  pointer: string
  detail: Words
}

const PATTERN_FAULTS: Record<PatternFault, Words> = {
  syntax: { zh: '不是有效的正则表达式', en: 'not a regular expression' },
  'too-long': {
    zh: `最多 ${PATTERN_LIMITS.length} 个字`,
    en: `at most ${PATTERN_LIMITS.length} characters`,
  },
  'not-linear': {
    zh: '不支持反向引用、环视和修饰符',
    en: 'back references, assertions other than ^ and $, and modifiers are not accepted',
  },
  'too-many-states': {
    zh: `展开后最多 ${PATTERN_LIMITS.states} 个状态`,
    en: `at most ${PATTERN_LIMITS.states} states once it is written out`,
  },
}
const LONGEST = 500
/** Values of an `enum`, names of a `required`, branches of a combination. */
export const MOST = 100

/** Returns what is wrong with the value of a keyword that holds no schema, or null. */
type ValueCheck = (value: unknown) => Words | null

/** Of this room, whose rules import nothing that runs. */
export const words = (zh: string, en: string): Words => ({ zh, en })

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value)
const whole: ValueCheck = v => (isWhole(v) ? null : words('须为整数', 'a whole number is needed'))
const count: ValueCheck = v =>
  isWhole(v) && v >= 0 ? null : words('须为不小于 0 的整数', 'a whole number from 0 is needed')
const text: ValueCheck = v =>
  typeof v === 'string' && v.length <= LONGEST
    ? null
    : words(`须为最多 ${LONGEST} 字的文本`, `a text of at most ${LONGEST}`)
const scalar: ValueCheck = v =>
  v === null || typeof v === 'boolean' || (typeof v === 'string' && v.length <= LONGEST) || isWhole(v)
    ? null
    : words('须为文本、整数、true、false 或 null', 'a text, a whole number, true, false or null is needed')

/** A list of values, names or branches. */
export const aList = words(`须为 1 至 ${MOST} 项的列表`, `a list of 1 to ${MOST} is needed`)
export const notAName = words('不是有效的名称', 'not a name')

function listOf(check: ValueCheck): ValueCheck {
  return v => {
    if (!Array.isArray(v) || v.length === 0 || v.length > MOST) return aList
    if (new Set(v).size !== v.length) return words('有重复的值', 'a value stands twice')
    return v.map(check).find(fault => fault !== null) ?? null
  }
}

const type: ValueCheck = v =>
  TYPES.some(name => name === v) ? null : words(`只能是：${TYPES.join(', ')}`, `one of ${TYPES.join(', ')}`)
/** Names of facts and of members of credentials. Neither `__proto__` nor anything else that an object brings with it has this form. */
export const NAME = /^[a-z][A-Za-z0-9]{0,59}$/
const name: ValueCheck = v => (typeof v === 'string' && NAME.test(v) && v !== 'constructor' ? null : notAName)

/** Keywords that hold a value. */
export const VALUES: Record<string, ValueCheck> = {
  $schema: v => (v === DIALECT ? null : words(`只能是 ${DIALECT}`, `only ${DIALECT}`)),
  $comment: text,
  title: text,
  description: text,
  type: v => (Array.isArray(v) ? listOf(type)(v) : type(v)),
  const: scalar,
  enum: listOf(scalar),
  minimum: whole,
  maximum: whole,
  exclusiveMinimum: whole,
  exclusiveMaximum: whole,
  multipleOf: v => (isWhole(v) && v > 0 ? null : words('须为不小于 1 的整数', 'a whole number from 1 is needed')),
  minLength: count,
  maxLength: count,
  minItems: count,
  maxItems: count,
  minContains: count,
  maxContains: count,
  uniqueItems: v => (typeof v === 'boolean' ? null : words('须为 true 或 false', 'true or false is needed')),
  format: v => (v === 'date' ? null : words('只支持格式 date', 'only the format date is asserted')),
  required: v => (Array.isArray(v) && v.length === 0 ? null : listOf(name)(v)),
  pattern(v) {
    if (typeof v !== 'string') return words('须为文本', 'a text is needed')
    const compiled = compilePattern(v)
    return typeof compiled === 'string' ? PATTERN_FAULTS[compiled] : null
  },
}

/** Keywords that hold one schema, a list of schemas, or schemas by name. */
export const ONE = ['not', 'if', 'then', 'else', 'items', 'contains'] as const
export const LIST = ['allOf', 'anyOf', 'oneOf'] as const
export const BY_NAME = ['properties', '$defs'] as const
/** They apply their schema to every element. */
export const PER_ELEMENT: readonly string[] = ['items', 'contains']
