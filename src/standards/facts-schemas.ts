import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { addCalendar } from '../ledger/calendar.ts'
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
  if (!validate(facts)) throw invalid(validate.errors![0]!)
}

function invalid({ instancePath, keyword, params, message }: ErrorObject): DomainError {
  const member = params.additionalProperty ?? params.missingProperty
  const at = `${instancePath}${member === undefined ? '' : `/${String(member).replaceAll('~', '~0').replaceAll('/', '~1')}`}`
  const pointer = `#/facts${at}`.slice(0, 400)
  const rule = (message ?? keyword).slice(0, 400)
  return standardError('facts-invalid', { pointer, rule }, [
    { pointer, code: member === undefined ? 'invalid' : 'unknown-member', detail: rule },
  ])
}
