/** Values of a JSON Schema, and values just outside of it: at each limit, one beyond, of another kind. */
import { sample, stringMatching } from 'fast-check'
import * as odd from './oddities.ts'
import type { Pools } from './pools.ts'
import type { Random } from './random.ts'

// biome-ignore lint/suspicious/noExplicitAny: schemas are documents
type Json = any

/** Longest list and text that are made whatever a schema allows: what takes seconds to send finds nothing more. */
const MOST_ITEMS = 12
const MOST_CHARS = 3_000
const DEPTH = 6

export interface Source {
  random: Random
  pools: Pools
  /** The contract in one piece: references point into it. */
  document: Json
}

/** Follows a reference into the document. */
export function resolve({ document }: Source, schema: Json): Json {
  let at = schema
  for (let i = 0; at?.$ref && i < 10; i++) {
    const { $ref, ...rest } = at
    const found = ($ref as string)
      .split('/')
      .slice(1)
      .reduce((node, key) => node?.[key], document)
    if (found === undefined) throw new Error(`no such reference: ${$ref}`)
    at = { ...found, ...rest }
  }
  return at ?? {}
}

/** A value that a schema allows, as far as it says so; at a limit as often as not. `name`: of the member that holds it. */
export function valid(source: Source, given: Json, name: string, depth = 0): unknown {
  const { random, pools } = source
  const schema = resolve(source, given)
  const known = pools.of(name)
  if (known.length > 0 && random.chance(0.7)) return random.pick(known)
  if ('const' in schema) return schema.const
  if (schema.enum) return random.pick(schema.enum)
  const choices = schema.oneOf ?? schema.anyOf
  if (choices) return valid(source, chosen(schema, random.pick(choices)), name, depth + 1)
  const type = Array.isArray(schema.type) ? random.pick(schema.type) : schema.type
  if (type === 'object' || schema.properties) return validObject(source, schema, depth)
  if (type === 'array') return validArray(source, schema, name, depth)
  if (type === 'integer' || type === 'number') return validNumber(random, schema)
  if (type === 'boolean') return random.chance(0.5)
  if (type === 'null') return null
  return validText(random, schema)
}

/** One of a schema's choices, together with what the schema says beside them. */
function chosen({ oneOf, anyOf, ...beside }: Json, choice: Json): Json {
  if (!beside.properties) return choice
  const properties = { ...beside.properties, ...choice.properties }
  return { ...beside, ...choice, properties, required: [...(beside.required ?? []), ...(choice.required ?? [])] }
}

function validObject(source: Source, schema: Json, depth: number): Record<string, unknown> {
  const { random } = source
  const required: string[] = schema.required ?? []
  const properties: Record<string, Json> = schema.properties ?? {}
  const object: Record<string, unknown> = {}
  if (depth > DEPTH) return object
  for (const [name, member] of Object.entries(properties))
    if (required.includes(name) || random.chance(0.5)) object[name] = valid(source, member, name, depth + 1)
  return object
}

function validArray(source: Source, schema: Json, name: string, depth: number): unknown[] {
  const least = schema.minItems ?? 0
  const most = Math.min(schema.maxItems ?? 3, Math.max(least, MOST_ITEMS))
  const length = depth > DEPTH ? least : source.random.pick([least, Math.min(least + 1, most), most])
  return Array.from({ length }, () => valid(source, schema.items ?? {}, name, depth + 1))
}

function validNumber(random: Random, { minimum = -5, maximum = 5 }: Json): number {
  return random.pick([minimum, maximum, minimum + random.below(Math.min(maximum - minimum, 1_000) + 1)])
}

function validText(random: Random, schema: Json): string {
  if (schema.format === 'date') return random.pick(odd.DAYS)
  if (schema.title === 'Month') return random.pick(odd.MONTHS)
  if (schema.format === 'date-time') return random.pick(odd.MOMENTS)
  if (schema.format === 'key-name') return random.pick(matching('^[a-z家]{1,9}([-._][a-z7]{1,9}){0,3}$'))
  if (schema.pattern) return random.pick(matching(schema.pattern))
  const least = schema.minLength ?? 0
  const most = Math.min(schema.maxLength ?? 20, MOST_CHARS)
  return random.pick(['家', 'a', '7']).repeat(random.pick([least, Math.min(least + 1, most), most]))
}

const samples = new Map<string, string[]>()
const SAMPLES = 20

/** Texts that a pattern allows. */
function matching(pattern: string): string[] {
  let found = samples.get(pattern)
  if (!found) {
    found = sample(stringMatching(new RegExp(pattern, 'u')), { numRuns: SAMPLES, seed: 1 })
    samples.set(pattern, found)
  }
  return found
}

/** A value that a schema mostly refuses: beyond a limit, of another kind, or odd. */
export function extreme(source: Source, given: Json, name: string): unknown {
  const { random } = source
  const schema = resolve(source, given)
  const beyond: unknown[] = [odd.kind(random), random.pick(odd.TEXTS)]
  if (schema.maxLength !== undefined && schema.maxLength < MOST_CHARS) beyond.push('家'.repeat(schema.maxLength + 1))
  if (schema.minLength) beyond.push('家'.repeat(schema.minLength - 1))
  if (schema.maximum !== undefined) beyond.push(schema.maximum, schema.maximum + 1)
  if (schema.minimum !== undefined) beyond.push(schema.minimum, schema.minimum - 1, random.pick(odd.NUMBERS))
  if (schema.enum) beyond.push(`${random.pick(schema.enum)} `)
  if (schema.format) beyond.push(random.pick(odd.DAYS), random.pick(odd.MONTHS), random.pick(odd.MOMENTS))
  if (schema.maxItems !== undefined && schema.maxItems < 500)
    beyond.push(Array.from({ length: schema.maxItems + 1 }, () => valid(source, schema.items ?? {}, name, DEPTH)))
  return random.pick(beyond)
}

/**
 * A body for an operation: its example or a value of its schema, with some members changed, so that most of what is sent gets past the
 * validator and the rest stops at every one of its rules.
 */
export function bodyFor(source: Source, schema: Json, example: unknown): unknown {
  const { random } = source
  const made = random.chance(0.15) ? valid(source, schema, '') : structuredClone(example)
  if (random.chance(0.02)) return odd.kind(random)
  for (let changes = random.pick([0, 0, 1, 1, 2]); changes > 0; changes--) change(source, schema, made)
  return made
}

/** Changes one member somewhere in the value. */
function change(source: Source, given: Json, value: unknown): void {
  const { random } = source
  if (value === null || typeof value !== 'object') return
  const schema = resolve(source, given)
  const target = value as Record<string, unknown>
  const names = [...new Set([...Object.keys(schema.properties ?? {}), ...Object.keys(target)])]
  if (names.length === 0) return
  const name = random.pick(names)
  const member = schema.properties?.[name] ?? schema.items ?? {}
  const inside = target[name]
  if (inside !== null && typeof inside === 'object' && random.chance(0.5)) change(source, member, inside)
  else if (random.chance(0.1)) delete target[name]
  else if (random.chance(0.03)) target.colour = 'red'
  else target[name] = random.chance(0.5) ? valid(source, member, name) : extreme(source, member, name)
}
