import { compilePattern } from './rules-pattern.ts'

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
  detail: string
}

const LONGEST = 500
/** Values of an `enum`, names of a `required`, branches of a combination. */
export const MOST = 100

/** Returns what is wrong with the value of a keyword that holds no schema, or null. */
type ValueCheck = (value: unknown) => string | null

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value)
const whole: ValueCheck = v => (isWhole(v) ? null : 'a whole number is needed')
const count: ValueCheck = v => (isWhole(v) && v >= 0 ? null : 'a whole number from 0 is needed')
const text: ValueCheck = v => (typeof v === 'string' && v.length <= LONGEST ? null : `a text of at most ${LONGEST}`)
const scalar: ValueCheck = v =>
  v === null || typeof v === 'boolean' || (typeof v === 'string' && v.length <= LONGEST) || isWhole(v)
    ? null
    : 'a text, a whole number, true, false or null is needed'

function listOf(check: ValueCheck): ValueCheck {
  return v => {
    if (!Array.isArray(v) || v.length === 0 || v.length > MOST) return `a list of 1 to ${MOST} is needed`
    if (new Set(v).size !== v.length) return 'a value stands twice'
    return v.map(check).find(fault => fault !== null) ?? null
  }
}

const type: ValueCheck = v => (TYPES.includes(v as never) ? null : `one of ${TYPES.join(', ')}`)
/** Names of facts and of members of credentials. Neither `__proto__` nor anything else that an object brings with it has this form. */
export const NAME = /^[a-z][A-Za-z0-9]{0,59}$/
const name: ValueCheck = v => (typeof v === 'string' && NAME.test(v) && v !== 'constructor' ? null : 'not a name')

/** Keywords that hold a value. */
export const VALUES: Record<string, ValueCheck> = {
  $schema: v => (v === DIALECT ? null : `only ${DIALECT}`),
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
  multipleOf: v => (isWhole(v) && v > 0 ? null : 'a whole number from 1 is needed'),
  minLength: count,
  maxLength: count,
  minItems: count,
  maxItems: count,
  minContains: count,
  maxContains: count,
  uniqueItems: v => (typeof v === 'boolean' ? null : 'true or false is needed'),
  format: v => (v === 'date' ? null : 'only the format date is asserted'),
  required: v => (Array.isArray(v) && v.length === 0 ? null : listOf(name)(v)),
  pattern(v) {
    if (typeof v !== 'string') return 'a text is needed'
    const compiled = compilePattern(v)
    return typeof compiled === 'string' ? compiled : null
  },
}

/** Keywords that hold one schema, a list of schemas, or schemas by name. */
export const ONE = ['not', 'if', 'then', 'else', 'items', 'contains'] as const
export const LIST = ['allOf', 'anyOf', 'oneOf'] as const
export const BY_NAME = ['properties', '$defs'] as const
/** They apply their schema to every element. */
export const PER_ELEMENT: readonly string[] = ['items', 'contains']
