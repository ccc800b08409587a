/**
 * Answers may gain members (docs/compatibility.md): in the document that clients get, schemas of answers are open. What a caller sends stays
 * closed, so that a misspelt member is refused. The service checks its own answers against the closed schemas.
 */

// biome-ignore lint/suspicious/noExplicitAny: the contract is a document
type Json = any

const PREFIX = '#/components/schemas/'

/** Opens the schemas of answers in a bundled document and leaves out those that nothing refers to. Returns a new document. */
export function openAnswers(document: Json): Json {
  const { schemas, ...others } = document.components
  const sent = reached(document, requestsOf(document))
  const used = reached(document, [document.paths, others])
  const kept = Object.entries<Json>(schemas).filter(([name]) => used.has(name))
  const shown = kept.map(([name, schema]) => [name, sent.has(name) ? schema : opened(schema)])
  return { ...document, components: { ...others, schemas: Object.fromEntries(shown) } }
}

/** Everything of the paths that a caller sends: bodies and parameters. */
function requestsOf({ paths, components }: Json): Json[] {
  const operations = Object.values<Json>(paths).flatMap(methods => Object.values<Json>(methods))
  return [components.parameters, ...operations.map(({ parameters, requestBody }) => [parameters, requestBody])]
}

/** Names of the schemas that parts of the document refer to, directly or through others. */
function reached({ components }: Json, parts: Json[]): Set<string> {
  const names = new Set<string>()
  const left: Json[] = [...parts]
  while (left.length > 0) {
    const part = left.pop()
    if (part === null || typeof part !== 'object') continue
    const ref: unknown = part.$ref
    const name = typeof ref === 'string' && ref.startsWith(PREFIX) ? ref.slice(PREFIX.length) : null
    if (name !== null && !names.has(name)) {
      names.add(name)
      left.push(components.schemas[name])
    }
    left.push(...Object.values(part))
  }
  return names
}

/** The schema without the refusal of other members, at every depth. */
function opened(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(opened)
  if (schema === null || typeof schema !== 'object') return schema
  const entries = Object.entries<Json>(schema).filter(
    ([key, value]) => !(value === false && (key === 'additionalProperties' || key === 'unevaluatedProperties')),
  )
  return Object.fromEntries(entries.map(([key, value]) => [key, opened(value)]))
}
