import type { Words } from '../store/domain-error.ts'
import {
  aList,
  BY_NAME,
  LIST,
  MOST,
  NAME,
  notAName,
  ONE,
  PER_ELEMENT,
  type RuleCode,
  type RuleFault,
  VALUES,
  words,
} from './rules-keywords.ts'
import { compilePattern } from './rules-pattern.ts'

export type { RuleCode, RuleFault } from './rules-keywords.ts'

/** Rules come from outside: what one may be at most. */
export const RULE_LIMITS = {
  /** UTF-8 bytes of its JSON. */
  bytes: 8_192,
  /** Nested objects and lists. */
  depth: 24,
  /** Values (members and elements) in all. */
  values: 600,
  /** Steps of one evaluation, see `cost`. */
  steps: 100_000,
} as const

/** Limits of the document that a rule reads; they bound the cost of a rule. */
export const DOCUMENT_LIMITS = { elements: 200, characters: 200 } as const

type Schema = Record<string, unknown>

/** The first fault of a rule, or null if it may be evaluated. Never takes longer than the rule is long. */
export function ruleFault(rule: unknown): RuleFault | null {
  if (!isObject(rule)) return fault('rule-form', '', anObject)
  return sizeFault(rule) ?? schemaFault(rule, '', rule) ?? loopFault(rule)
}

const anObject = words('须为对象', 'an object is needed')
const isObject = (value: unknown): value is Schema =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
const fault = (code: RuleCode, pointer: string, detail: Words): RuleFault => ({ code, pointer, detail })

const tooMany = words(`最多 ${RULE_LIMITS.values} 个成员和元素`, `at most ${RULE_LIMITS.values} members and elements`)

/** Walks without recursion: what is too deep must not break the walk that finds it out. */
function sizeFault(rule: Schema): RuleFault | null {
  const open: [value: object, depth: number][] = [[rule, 1]]
  let values = 0
  while (open.length > 0) {
    const [value, depth] = open.pop()!
    if (depth > RULE_LIMITS.depth)
      return fault('rule-too-deep', '', words(`最多 ${RULE_LIMITS.depth} 层`, `at most ${RULE_LIMITS.depth} levels`))
    for (const key of Object.keys(value)) {
      values += 1
      if (values > RULE_LIMITS.values) return fault('rule-too-many-values', '', tooMany)
      const member = (value as Schema)[key]
      if (member !== null && typeof member === 'object') open.push([member, depth + 1])
    }
  }
  const bytes = new TextEncoder().encode(JSON.stringify(rule)).length
  return bytes > RULE_LIMITS.bytes
    ? fault('rule-too-large', '', words(`最多 ${RULE_LIMITS.bytes} 字节`, `at most ${RULE_LIMITS.bytes} bytes`))
    : null
}

function schemaFault(schema: unknown, pointer: string, root: Schema): RuleFault | null {
  if (typeof schema === 'boolean') return null
  if (!isObject(schema))
    return fault('rule-form', pointer, words('须为对象、true 或 false', 'an object, true or false is needed'))
  for (const key of Object.keys(schema)) {
    const found = keywordFault(key, schema[key], `${pointer}/${pointerPart(key)}`, root)
    if (found) return found
  }
  return null
}

const pointerPart = (key: string) => key.slice(0, 60).replaceAll('~', '~0').replaceAll('/', '~1')

function keywordFault(key: string, value: unknown, pointer: string, root: Schema): RuleFault | null {
  if (Object.hasOwn(VALUES, key)) {
    const detail = VALUES[key]!(value)
    if (detail === null) return null
    return fault(key === 'pattern' ? 'rule-pattern' : key === 'required' ? 'rule-name' : 'rule-value', pointer, detail)
  }
  if (ONE.includes(key as never)) return schemaFault(value, pointer, root)
  if (LIST.includes(key as never)) return listFault(value, pointer, root)
  if (BY_NAME.includes(key as never)) return namedFault(key, value, pointer, root)
  if (key === '$ref') return refFault(value, pointer, root)
  const named = key.slice(0, 60)
  return fault('rule-keyword', pointer, words(`不支持 ${named}`, `${named} is not accepted`))
}

function listFault(value: unknown, pointer: string, root: Schema): RuleFault | null {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST) return fault('rule-value', pointer, aList)
  for (const [i, schema] of value.entries()) {
    const found = schemaFault(schema, `${pointer}/${i}`, root)
    if (found) return found
  }
  return null
}

function namedFault(key: string, value: unknown, pointer: string, root: Schema): RuleFault | null {
  if (!isObject(value)) return fault('rule-value', pointer, anObject)
  if (key === '$defs' && pointer !== '/$defs')
    return fault('rule-keyword', pointer, words('$defs 只能在最外层', '$defs stand at the top only'))
  for (const name of Object.keys(value)) {
    if (!NAME.test(name) || name === 'constructor')
      return fault('rule-name', `${pointer}/${pointerPart(name)}`, notAName)
    const found = schemaFault(value[name], `${pointer}/${name}`, root)
    if (found) return found
  }
  return null
}

const REF = /^#\/\$defs\/([a-z][A-Za-z0-9]{0,59})$/

/** The name in `$defs` that a `$ref` means; null for any other reference. */
export function refName(ref: unknown): string | null {
  return typeof ref === 'string' ? (REF.exec(ref)?.[1] ?? null) : null
}

function refFault(value: unknown, pointer: string, root: Schema): RuleFault | null {
  const name = refName(value)
  if (name === null)
    return fault(
      'rule-ref',
      pointer,
      words('只能是 #/$defs/名称：不从外部读取', 'only #/$defs/name: nothing is fetched'),
    )
  return isObject(root.$defs) && Object.hasOwn(root.$defs, name)
    ? null
    : fault('rule-ref-unknown', pointer, words(`没有 $defs/${name}`, `there is no $defs/${name}`))
}

/** A definition that leads back to itself, or a rule that costs too much once its references are followed. */
function loopFault(root: Schema): RuleFault | null {
  const known = new Map<string, number>()
  const path = new Set<string>()
  const definitions = (root.$defs ?? {}) as Record<string, unknown>
  const costOfDefinition = (name: string): number => {
    const cost = known.get(name)
    if (cost !== undefined) return cost
    if (path.has(name)) throw name
    path.add(name)
    const found = schemaCost(definitions[name], costOfDefinition)
    path.delete(name)
    known.set(name, found)
    return found
  }
  try {
    for (const name of Object.keys(definitions)) costOfDefinition(name)
    const steps = schemaCost(root, costOfDefinition)
    return steps <= RULE_LIMITS.steps
      ? null
      : fault(
          'rule-explodes',
          '',
          words(`一次判定最多 ${RULE_LIMITS.steps} 步`, `an evaluation may take ${RULE_LIMITS.steps} steps`),
        )
  } catch (name) {
    if (typeof name !== 'string') throw name
    return fault('rule-loops', `/$defs/${name}`, words('引用了自身', 'refers to itself'))
  }
}

/** The most steps that one evaluation of an accepted rule takes: one per keyword, per element, per character and state of a pattern. */
export function ruleSteps(rule: Schema): number {
  const definitions = (rule.$defs ?? {}) as Record<string, unknown>
  const cost = (name: string): number => schemaCost(definitions[name], cost)
  return schemaCost(rule, cost)
}

function schemaCost(schema: unknown, ofDefinition: (name: string) => number): number {
  if (!isObject(schema)) return 1
  let steps = 1
  for (const [key, value] of Object.entries(schema)) {
    steps += keywordCost(key, value, ofDefinition)
    // Beyond the limit the exact figure is of no use; it must not grow out of what a number holds.
    if (steps > RULE_LIMITS.steps) return RULE_LIMITS.steps + 1
  }
  return steps
}

function keywordCost(key: string, value: unknown, ofDefinition: (name: string) => number): number {
  const all = (schemas: unknown[]) => schemas.reduce<number>((sum, s) => sum + schemaCost(s, ofDefinition), 0)
  if (key === '$ref') return ofDefinition(refName(value)!)
  if (key === 'properties') return all(Object.values(value as Schema))
  if (LIST.includes(key as never)) return all(value as unknown[])
  if (PER_ELEMENT.includes(key)) return DOCUMENT_LIMITS.elements * schemaCost(value, ofDefinition)
  if (ONE.includes(key as never)) return schemaCost(value, ofDefinition)
  if (key === 'uniqueItems') return DOCUMENT_LIMITS.elements
  if (key === 'pattern') {
    const pattern = compilePattern(value as string)
    return typeof pattern === 'string' ? 1 : DOCUMENT_LIMITS.characters * pattern.states
  }
  return 1
}
