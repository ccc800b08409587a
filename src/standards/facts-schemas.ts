import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { addCalendar } from '../ledger/calendar.ts'
import { pointerOf, wordsOf } from '../ledger/schema-words.ts'
import type { DomainError } from '../store/domain-error.ts'
import { standardError } from './errors.ts'

type Schema = Record<string, unknown> & { properties: Record<string, unknown> }

const FOLDER = new URL('../../schemas/facts/', import.meta.url)
const BASE = 'base'

const files = new Map(
  readdirSync(FOLDER)
    .filter(file => file.endsWith('.json'))
    .map(file => [file.replace('.json', ''), JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Schema]),
)
const compiled = new Map<string, ValidateFunction>()

/** Schema of the facts of a category, complete in itself; `facts-schema-not-found` (404) without one. */
export function factsSchema(category: string): Schema {
  const own = files.get(category)
  if (!own || category === BASE) throw standardError('facts-schema-not-found', { category })
  const { allOf: _, unevaluatedProperties: __, properties, ...rest } = own
  return { ...rest, additionalProperties: false, properties: { ...files.get(BASE)!.properties, ...properties } }
}

/** The categories that have a schema. */
export const factsCategories = () => [...files.keys()].filter(name => name !== BASE).sort()

/** Refuses facts that the category's schema does not admit: `facts-invalid` (422) at the pointer. */
export function checkFacts(category: string, facts: unknown): void {
  let validate = compiled.get(category)
  if (!validate) {
    const ajv = new Ajv2020({ strict: true })
    addFormats.default(ajv)
    addCalendar(ajv)
    validate = ajv.compile(factsSchema(category))
    compiled.set(category, validate)
  }
  if (!validate(facts)) throw invalid(validate.errors![0]!, factsSchema(category))
}

/** The people of a firm read it: the fact is named by its title, and the pointer is for programs. */
function invalid(error: ErrorObject, { properties }: Schema): DomainError {
  const pointer = `#/facts${pointerOf(error)}`.slice(0, 400)
  const { title, description } = (properties[error.instancePath.split('/')[1] ?? ''] ?? {}) as Record<string, string>
  const place = { zh: title ?? pointer, en: description ?? pointer }
  const rule = wordsOf(error)
  const detail = { zh: `${place.zh}：${rule.zh}`, en: `${place.en}: ${rule.en}` }
  const code = error.params.additionalProperty === undefined ? 'invalid' : 'unknown-member'
  return standardError('facts-invalid', { place, rule }, [{ pointer, code, detail }])
}
