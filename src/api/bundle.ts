import { openAnswers } from './open-answers.ts'

// biome-ignore lint/suspicious/noExplicitAny: the contract is a document
type Json = any

/** Every code of an operation. */
interface Listing {
  id: string
  path: string
  method: string
  problems: ReadonlySet<string>
}

/**
 * The document with schemas/ moved into components, so that it stands alone. `x-problems` lists every code of an operation; `examples` are
 * answers by operation and status, as `getRating.200`.
 */
export function bundle(
  document: Json,
  schemas: Readonly<Record<string, Json>>,
  operations: readonly Listing[],
  examples: Readonly<Record<string, Json>>,
): Json {
  const name = (ref: string) => ref.replace(/^.*\/([^/]+)\.json$/, '$1')
  const discriminator = ({ propertyName, mapping }: Json): Json => ({
    propertyName,
    mapping: Object.fromEntries(
      Object.entries(mapping).map(([value, ref]) => [value, `#/components/schemas/${name(ref as string)}`]),
    ),
  })
  const inline = (part: Json): Json => {
    if (Array.isArray(part)) return part.map(inline)
    if (part === null || typeof part !== 'object') return part
    return Object.fromEntries(
      Object.entries(part)
        .filter(([key]) => key !== '$schema')
        .map(([key, value]) =>
          key === '$ref' && (value as string).endsWith('.json')
            ? [key, `#/components/schemas/${name(value as string)}`]
            : key === 'discriminator'
              ? [key, discriminator(value)]
              : [key, inline(value)],
        ),
    )
  }
  const components = Object.fromEntries(
    Object.entries(schemas).map(([file, schema]) => [name(`/${file}`), inline(schema)]),
  )
  const whole = inline(document)
  for (const { id, path, method, problems } of operations) {
    const operation = whole.paths[path][method]
    operation['x-problems'] = [...problems]
    for (const [status, { content }] of Object.entries<Json>(operation.responses)) {
      const example = examples[`${id}.${status}`]
      if (example !== undefined) content['application/json'].example = example
    }
  }
  return openAnswers({ ...whole, components: { ...whole.components, schemas: components } })
}
