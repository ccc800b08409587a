/** The files of the contract: openapi.yaml, schemas/ and schemas/examples/. */
import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'

// biome-ignore lint/suspicious/noExplicitAny: the contract is a document
type Json = any

const ROOT = new URL('../../', import.meta.url)

/** Parsing YAML takes half a second of a start: what `npm run generate` has made of the same text is read instead. */
export function readDocument(): Json {
  const text = readFileSync(new URL('openapi.yaml', ROOT), 'utf8')
  const { madeOf, document } = JSON.parse(readFileSync(new URL('openapi.gen.json', import.meta.url), 'utf8'))
  return madeOf === hash('sha256', text) ? document : parse(text)
}

/** schemas/ by file name. */
export function readSchemas(): Record<string, Json> {
  // The methodology's schema belongs to its documents, not to the contract.
  const { 'methodology.schema': _, ...schemas } = readFolder('schemas/')
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [`${name}.json`, schema]))
}

/** Answers by operation and status, as `getRating.200`. */
export const readExamples = (): Record<string, Json> => readFolder('schemas/examples/')

/** The documents of a folder by their names without `.json`. */
function readFolder(path: string): Record<string, Json> {
  const folder = new URL(path, ROOT)
  const files = readdirSync(folder).filter(file => file.endsWith('.json'))
  return Object.fromEntries(
    files.map(file => [file.slice(0, -'.json'.length), JSON.parse(readFileSync(new URL(file, folder), 'utf8'))]),
  )
}
