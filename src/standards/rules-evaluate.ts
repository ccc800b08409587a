import { compilePattern } from './rules-pattern.ts'
import { refName } from './rules-rule.ts'

/**
 * A rule over a document, in three values (Kleene): 1 holds, −1 does not, 0 cannot be told because a fact was not declared. A fact that is
 * absent is unknown, not false; everything else about a provider (its credentials) is complete. It follows that 1 means valid and −1 invalid
 * for every JSON Schema validator, and that a further fact never turns 1 or −1 into 0.
 */
export type Truth = 1 | 0 | -1

/** What decided: a place in the document whose value does not do, or one where a fact is missing. Pointers are RFC 6901. */
export interface Witness {
  pointer: string
  missing: boolean
  value?: unknown
  keyword?: string
  expected?: unknown
}

/** @param trace collects witnesses; null when only the outcome is wanted, which is several times faster */
export type Rule = (document: RuleDocument, trace: Witness[] | null) => Truth

export interface RuleDocument {
  facts: object
  credentials: readonly object[]
}

/** Where a value stands: the document itself, among the facts (what is absent is unknown), elsewhere (what is absent is not there). */
const DOCUMENT = 0
const FACTS = 1
const REST = 2
type World = 0 | 1 | 2
type Check = (value: unknown, world: World, path: string, trace: Witness[] | null) => Truth
type Schema = Record<string, unknown>

const and = (a: Truth, b: Truth) => Math.min(a, b) as Truth
const or = (a: Truth, b: Truth) => Math.max(a, b) as Truth
const not = (a: Truth) => (a === 0 ? 0 : -a) as Truth

/** Compiles a rule that `ruleFault` has found no fault with. */
export function compileRule(rule: Schema): Rule {
  const definitions = new Map<string, Check>()
  const check = compile(rule, { definitions, root: rule })
  return (document, trace) => check(document, DOCUMENT, '', trace)
}

interface Scope {
  definitions: Map<string, Check>
  root: Schema
}

const TRUE: Check = () => 1
const isTrivial = (schema: unknown) => schema === true || (isObject(schema) && Object.keys(schema).length === 0)
const isObject = (value: unknown): value is Schema =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

function compile(schema: unknown, scope: Scope): Check {
  if (schema === true) return TRUE
  if (schema === false) return leaf('false', undefined, () => false)
  const checks = Object.entries(schema as Schema).flatMap(([key, value]) => {
    const check = COMPILERS[key]?.(value, schema as Schema, scope)
    return check ? [check] : []
  })
  return checks.length === 1 ? checks[0]! : every(checks)
}

/** Keeps of the witnesses those that speak for the outcome. */
function settle(result: Truth, witnesses: Witness[], trace: Witness[]): Truth {
  if (result < 1) trace.push(...witnesses.filter(witness => witness.missing === (result === 0)))
  return result
}

function every(checks: readonly Check[]): Check {
  return (value, world, path, trace) => {
    let result: Truth = 1
    const own: Witness[] | null = trace ? [] : null
    for (const check of checks) {
      result = and(result, check(value, world, path, own))
      if (result === -1 && !own) return -1
    }
    return own ? settle(result, own, trace!) : result
  }
}

function some(checks: readonly Check[]): Check {
  return (value, world, path, trace) => {
    let result: Truth = -1
    const own: Witness[] | null = trace ? [] : null
    for (const check of checks) {
      result = or(result, check(value, world, path, own))
      if (result === 1) return 1
    }
    return own ? settle(result, own, trace!) : result
  }
}

/** A keyword whose outcome depends on the value alone. */
function leaf(keyword: string, expected: unknown, holds: (value: unknown) => boolean): Check {
  return (value, _world, path, trace) => {
    if (holds(value)) return 1
    trace?.push({ pointer: path, missing: false, value, keyword, ...(expected === undefined ? {} : { expected }) })
    return -1
  }
}

const number = (keyword: string, holds: (value: number, limit: number) => boolean) => (limit: unknown) =>
  leaf(keyword, limit, value => typeof value !== 'number' || holds(value, limit as number))
const length = (keyword: string, holds: (length: number, limit: number) => boolean) => (limit: unknown) =>
  leaf(keyword, limit, value => typeof value !== 'string' || holds([...value].length, limit as number))
const size = (keyword: string, holds: (length: number, limit: number) => boolean) => (limit: unknown) =>
  leaf(keyword, limit, value => !Array.isArray(value) || holds(value.length, limit as number))

function isType(value: unknown, type: string): boolean {
  if (type === 'object') return isObject(value)
  if (type === 'array') return Array.isArray(value)
  if (type === 'null') return value === null
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type
}

function isDate(value: unknown): boolean {
  if (typeof value !== 'string') return true
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const [year, month, day] = value.split('-').map(Number) as [number, number, number]
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  return day >= 1 && day <= days
}

/** The same for equal JSON values, whatever the order of their members. */
function sameForm(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sameForm).join()}]`
  if (!isObject(value)) return JSON.stringify(value)
  return `{${Object.keys(value)
    .sort()
    .map(key => `${JSON.stringify(key)}:${sameForm(value[key])}`)
    .join()}}`
}

const missing = (path: string, trace: Witness[] | null): Truth => {
  trace?.push({ pointer: path, missing: true })
  return 0
}

function required(names: unknown): Check {
  return every(
    (names as string[]).map(
      (name): Check =>
        (value, world, path, trace) => {
          if (!isObject(value) || Object.hasOwn(value, name)) return 1
          if (world === FACTS) return missing(`${path}/${name}`, trace)
          trace?.push({ pointer: `${path}/${name}`, missing: false, keyword: 'required' })
          return -1
        },
    ),
  )
}

function properties(members: unknown, scope: Scope): Check {
  return every(
    Object.entries(members as Schema).map(([name, schema]): Check => {
      const check = compile(schema, scope)
      const trivial = isTrivial(schema)
      return (value, world, path, trace) => {
        if (trivial || !isObject(value)) return 1
        const at = trace ? `${path}/${name}` : ''
        if (!Object.hasOwn(value, name)) return world === FACTS ? missing(at, trace) : 1
        return check(value[name], world === DOCUMENT ? (name === 'facts' ? FACTS : REST) : world, at, trace)
      }
    }),
  )
}

function items(schema: unknown, scope: Scope): Check {
  const check = compile(schema, scope)
  return (value, world, path, trace) => {
    if (!Array.isArray(value)) return 1
    const own: Witness[] | null = trace ? [] : null
    let result: Truth = 1
    for (const [i, element] of value.entries())
      result = and(result, check(element, world, own ? `${path}/${i}` : '', own))
    return own ? settle(result, own, trace!) : result
  }
}

/** How many elements do for certain, and how many may. */
function contains(schema: unknown, siblings: Schema, scope: Scope): Check {
  const check = compile(schema, scope)
  const least = (siblings.minContains as number | undefined) ?? 1
  const most = (siblings.maxContains as number | undefined) ?? Infinity
  return (value, world, path, trace) => {
    if (!Array.isArray(value)) return 1
    let certain = 0
    let possible = 0
    const own: Witness[] | null = trace ? [] : null
    for (const [i, element] of value.entries()) {
      const truth = check(element, world, own ? `${path}/${i}` : '', own)
      if (truth === 1) certain += 1
      if (truth >= 0) possible += 1
    }
    if (certain >= least && possible <= most) return 1
    if (possible >= least && certain <= most) return own ? settle(0, own, trace!) : 0
    trace?.push({ pointer: path, missing: false, value, keyword: 'contains', expected: schema })
    return -1
  }
}

function oneOf(schemas: unknown, scope: Scope): Check {
  const checks = (schemas as unknown[]).map(schema => compile(schema, scope))
  return (value, world, path, trace) => {
    const own: Witness[] | null = trace ? [] : null
    const truths = checks.map(check => check(value, world, path, own))
    const certain = truths.filter(truth => truth === 1).length
    const possible = truths.filter(truth => truth >= 0).length
    if (certain === 1 && possible === 1) return 1
    if (certain <= 1 && possible >= 1) return own ? settle(0, own, trace!) : 0
    trace?.push({ pointer: path, missing: false, value, keyword: 'oneOf' })
    return -1
  }
}

function negation(schema: unknown, scope: Scope): Check {
  const check = compile(schema, scope)
  return (value, world, path, trace) => {
    const own: Witness[] | null = trace ? [] : null
    const result = not(check(value, world, path, own))
    if (own && result === 0) settle(0, own, trace!)
    if (trace && result === -1) trace.push({ pointer: path, missing: false, value, keyword: 'not' })
    return result
  }
}

function conditional(condition: unknown, siblings: Schema, scope: Scope): Check {
  const given = compile(condition, scope)
  const [yes, no] = [compile(siblings.then ?? true, scope), compile(siblings.else ?? true, scope)]
  return (value, world, path, trace) => {
    const own: Witness[] | null = trace ? [] : null
    const when = given(value, world, path, own)
    if (when !== 0) return (when === 1 ? yes : no)(value, world, path, trace)
    const either = [yes(value, world, path, own), no(value, world, path, own)] as const
    const result = either[0] === either[1] ? either[0] : 0
    return own ? settle(result, own, trace!) : result
  }
}

function reference(ref: unknown, scope: Scope): Check {
  const name = refName(ref)!
  const known = scope.definitions.get(name)
  if (known) return known
  const made = compile((scope.root.$defs as Schema)[name], scope)
  scope.definitions.set(name, made)
  return made
}

const list = (schemas: unknown, scope: Scope) => (schemas as unknown[]).map(schema => compile(schema, scope))

const COMPILERS: Record<string, (value: unknown, siblings: Schema, scope: Scope) => Check> = {
  type(types) {
    const names = [types].flat() as string[]
    return leaf('type', types, value => names.some(name => isType(value, name)))
  },
  const: expected => leaf('const', expected, value => value === expected),
  enum(values) {
    const known = new Set(values as unknown[])
    return leaf('enum', values, value => known.has(value))
  },
  minimum: number('minimum', (value, limit) => value >= limit),
  maximum: number('maximum', (value, limit) => value <= limit),
  exclusiveMinimum: number('exclusiveMinimum', (value, limit) => value > limit),
  exclusiveMaximum: number('exclusiveMaximum', (value, limit) => value < limit),
  multipleOf: number('multipleOf', (value, limit) => Number.isInteger(value / limit)),
  minLength: length('minLength', (n, limit) => n >= limit),
  maxLength: length('maxLength', (n, limit) => n <= limit),
  minItems: size('minItems', (n, limit) => n >= limit),
  maxItems: size('maxItems', (n, limit) => n <= limit),
  uniqueItems: wanted =>
    leaf('uniqueItems', wanted, v => !wanted || !Array.isArray(v) || new Set(v.map(sameForm)).size === v.length),
  format: format => leaf('format', format, isDate),
  pattern(source) {
    const compiled = compilePattern(source as string)
    if (typeof compiled === 'string') throw new Error(`pattern ${compiled}`)
    return leaf('pattern', source, value => typeof value !== 'string' || compiled.matches(value))
  },
  required,
  properties: (members, _, scope) => properties(members, scope),
  items: (schema, _, scope) => items(schema, scope),
  contains,
  allOf: (schemas, _, scope) => every(list(schemas, scope)),
  anyOf: (schemas, _, scope) => some(list(schemas, scope)),
  oneOf: (schemas, _, scope) => oneOf(schemas, scope),
  not: (schema, _, scope) => negation(schema, scope),
  if: conditional,
  $ref: (ref, _, scope) => reference(ref, scope),
}
