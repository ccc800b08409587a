/** Cleans the texts of a body before it is validated: the members that the contract calls `format: line` or `prose`. */
import { CLEANERS } from '../ledger/rules-texts.ts'

// biome-ignore lint/suspicious/noExplicitAny: a schema of the contract
type Json = any

/** The places of texts in a body. */
export interface TextPlaces {
  clean: ((text: string) => string) | null
  members: ReadonlyMap<string, TextPlaces>
  items: TextPlaces | null
}

/** The places that a schema names; null for none. `schemas`: by file name. */
export function textPlaces(schema: Json, schemas: Readonly<Record<string, Json>>): TextPlaces | null {
  return placesOf(schema, schemas, [])
}

function placesOf(schema: Json, schemas: Readonly<Record<string, Json>>, seen: readonly string[]): TextPlaces | null {
  if (schema === null || typeof schema !== 'object') return null
  const parts = [ownPlaces(schema, schemas, seen)]
  for (const part of [...(schema.oneOf ?? []), ...(schema.anyOf ?? []), ...(schema.allOf ?? [])])
    parts.push(placesOf(part, schemas, seen))
  const file = schema.$ref?.split('/').at(-1)
  // A schema may hold itself: its texts are found at the first turn.
  if (file && schemas[file] && !seen.includes(file)) parts.push(placesOf(schemas[file], schemas, [...seen, file]))
  return merged(parts)
}

function ownPlaces(schema: Json, schemas: Readonly<Record<string, Json>>, seen: readonly string[]): TextPlaces | null {
  const members = new Map<string, TextPlaces>()
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const places = placesOf(member, schemas, seen)
    if (places) members.set(name, places)
  }
  const clean = CLEANERS[schema.format] ?? null
  const items = placesOf(schema.items, schemas, seen)
  return clean || items || members.size > 0 ? { clean, members, items } : null
}

function merged(parts: readonly (TextPlaces | null)[]): TextPlaces | null {
  return parts.reduce((one, other) => {
    if (!one || !other) return one ?? other
    const members = new Map(one.members)
    for (const [name, places] of other.members) members.set(name, merged([members.get(name) ?? null, places])!)
    return { clean: one.clean ?? other.clean, members, items: merged([one.items, other.items]) }
  }, null)
}

/** The body with its texts cleaned, in place where it holds others. What has another shape is left to the validation. */
export function cleanTexts(value: unknown, { clean, members, items }: TextPlaces): unknown {
  if (typeof value === 'string') return clean ? clean(value) : value
  if (Array.isArray(value)) {
    if (items) for (const [i, item] of value.entries()) value[i] = cleanTexts(item, items)
  } else if (value !== null && typeof value === 'object') {
    const object = value as Record<string, unknown>
    for (const [name, places] of members)
      if (Object.hasOwn(object, name)) object[name] = cleanTexts(object[name], places)
  }
  return value
}
