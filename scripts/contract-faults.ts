/** What generators of clients stumble over in a contract, one line each. Each rule was broken once, and a generator refused or dropped something. */
import { isDeepStrictEqual } from 'node:util'
import { parse } from 'yaml'

// biome-ignore lint/suspicious/noExplicitAny: the contract is a document
type Json = any
type Found = (place: string, node: Json) => string | null

const INT32 = 2 ** 31 - 1
/** The parameter document is published as the methodology has it (docs/methodology). */
const AS_PUBLISHED = 'methodology.schema.json'

/** @param text of the document, as it is read by people and by programs */
export function contractFaults(
  document: Json,
  text: string,
  schemas: Readonly<Record<string, Json>>,
  version: string,
): string[] {
  const own = Object.entries(schemas).filter(([file]) => file !== AS_PUBLISHED)
  const places: [string, Json][] = [...own, ['openapi.yaml', document]]
  const rules = [wideInteger, nullableInline, nestedInNullable, nullableText, boundedBinary, unclearUnion, oddValue]
  return [
    ...untitled(own),
    ...equalTitles(own),
    ...sharedNames(document, own),
    ...repeatedEnums(places),
    ...emptyClasses(own),
    ...places.flatMap(([file, root]) => rules.flatMap(rule => everywhere(root, file, rule))),
    ...(isDeepStrictEqual(parse(text, { version: '1.1' }), parse(text))
      ? []
      : ['openapi.yaml: reads differently as YAML 1.1: a word such as on, yes or no, or a number, needs quotes']),
    ...(document.info.version === version
      ? []
      : [`info.version is ${document.info.version}, the package's ${version}`]),
    ...(/^[\x20-\x7e]+$/.test(document.info.title) ? [] : ['info.title: packages are named after it, in ASCII']),
  ]
}

function everywhere(node: Json, place: string, rule: Found): string[] {
  if (node === null || typeof node !== 'object') return []
  const own = rule(place, node)
  const inside = Object.entries(node).flatMap(([name, child]) =>
    name === 'example' || name === 'examples' ? [] : everywhere(child, `${place}/${name}`, rule),
  )
  return own ? [own, ...inside] : inside
}

const kinds = ({ type }: Json): unknown[] => (Array.isArray(type) ? type : [type])

const wideInteger: Found = (place, node) =>
  kinds(node).includes('integer') && node.maximum > INT32 && node.format !== 'int64'
    ? `${place}: an integer beyond 32 bits without format int64`
    : null

const nullableInline: Found = (place, { anyOf, oneOf }) => {
  const choices = anyOf ?? oneOf
  const hasNull = Array.isArray(choices) && choices.some((choice: Json) => choice.type === 'null')
  return hasNull && choices.some((choice: Json) => choice.type !== 'null' && !choice.$ref)
    ? `${place}: null beside an inline schema; write type: [..., "null"]`
    : null
}

/** openapi-python-client makes the inner model twice and then leaves out both. */
const nestedInNullable: Found = (place, node) =>
  kinds(node).includes('null') && Object.values<Json>(node.properties ?? {}).some(inner => inner.properties)
    ? `${place}: an inline object in one that may be null; give it a schema of its own`
    : null

/** A member that is a text or null says what text: a day, a code, one of some words, or `text-or-none.json`. */
const nullableText: Found = (place, node) =>
  place.includes('/') &&
  kinds(node).includes('string') &&
  kinds(node).includes('null') &&
  ['format', 'enum', 'pattern'].every(keyword => node[keyword] === undefined)
    ? `${place}: a text or null that does not say what text; refer to a schema such as text-or-none.json`
    : null

const boundedBinary: Found = (place, { format, maxLength }) =>
  format === 'binary' && maxLength !== undefined ? `${place}: maxLength on a binary body; x-body-limit says it` : null

const unclearUnion: Found = (place, { oneOf, discriminator }) =>
  Array.isArray(oneOf) && oneOf.filter((choice: Json) => choice.$ref).length > 1 && !discriminator?.mapping
    ? `${place}: a union without a discriminator and its mapping`
    : null

const oddValue: Found = (place, { enum: values }) =>
  Array.isArray(values) && values.some(value => typeof value === 'string' && /\p{Cc}/u.test(value))
    ? `${place}: a control character in an enum`
    : null

const untitled = (schemas: [string, Json][]) =>
  schemas
    .filter(([, { title }]) => !/^[A-Z][\x20-\x7e]+$/.test(title ?? ''))
    .map(([file]) => `${file}: no title that a type can be named after, in ASCII`)

const equalTitles = (schemas: [string, Json][]) =>
  [...Map.groupBy(schemas, ([, { title }]) => title)]
    .filter(([, all]) => all.length > 1)
    .map(([title, all]) => `${all.map(([file]) => file).join(', ')}: one title, "${title}"`)

/** Types are made of them in one name space, whatever their letters' case. */
function sharedNames({ components }: Json, schemas: [string, Json][]): string[] {
  const named = [
    ...schemas.map(([file]) => ({ name: file.replace('.json', ''), place: `schemas/${file}` })),
    ...Object.entries(components).flatMap(([kind, all]) =>
      Object.keys(all as object).map(name => ({ name, place: `components/${kind}/${name}` })),
    ),
  ]
  return [...Map.groupBy(named, ({ name }) => name.replaceAll(/[-_.]/g, '').toLowerCase())]
    .filter(([, all]) => all.length > 1)
    .map(([, all]) => `${all.map(({ place }) => place).join(', ')}: one name`)
}

/** openapi-generator makes a class without members of such a schema, and no answer with a value can be read. */
const emptyClasses = (schemas: [string, Json][]) =>
  schemas
    .filter(([, { anyOf, oneOf }]) => (anyOf ?? oneOf)?.some((choice: Json) => choice.type === 'null'))
    .map(
      ([file]) => `${file}: a reference or null as a schema of its own; write type: [..., "null"] and the words again`,
    )

function repeatedEnums(places: [string, Json][]): string[] {
  const found: { place: string; values: string }[] = []
  // With null beside them the words stand again: a reference beside null is no type to openapi-generator, see emptyClasses.
  for (const [file, root] of places.filter(([file]) => !file.endsWith('-or-none.json')))
    everywhere(root, file, (place, node) => {
      if (Array.isArray(node.enum))
        found.push({ place, values: JSON.stringify(node.enum.filter((v: unknown) => v !== null)) })
      return null
    })
  return [...Map.groupBy(found, ({ values }) => values)]
    .filter(([, all]) => all.length > 1)
    .map(
      ([values, all]) =>
        `${all.map(({ place }) => place).join(', ')}: the enum ${values} again; give it a schema of its own`,
    )
}
