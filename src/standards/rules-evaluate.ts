import { LEAVES } from './rules-leaves.ts'
import { refName } from './rules-rule.ts'
import {
  and,
  type Check,
  DOCUMENT,
  every,
  FACTS,
  isObject,
  leaf,
  not,
  REST,
  type Schema,
  settle,
  some,
  type Truth,
  type Witness,
} from './rules-truth.ts'

export type { Truth, Witness } from './rules-truth.ts'

/** @param trace collects witnesses; null when only the outcome is wanted, which is several times faster */
export type Rule = (document: RuleDocument, trace: Witness[] | null) => Truth

export interface RuleDocument {
  facts: object
  credentials: readonly object[]
}

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

function compile(schema: unknown, scope: Scope): Check {
  if (schema === true) return TRUE
  if (schema === false) return leaf('false', undefined, () => false)
  const checks = Object.entries(schema as Schema).flatMap(([key, value]) => {
    const check = COMPILERS[key]?.(value, schema as Schema, scope)
    return check ? [check] : []
  })
  return checks.length === 1 ? checks[0]! : every(checks)
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

/** Number of elements that meet the rule for certain, and that may meet it. */
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
  ...LEAVES,
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
