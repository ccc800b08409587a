/** The checks of a parameter document: its schema, then those that a schema cannot make. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import document100 from '../../../data/methodology/methodology-1.0.0.json' with { type: 'json' }
import document110 from '../../../data/methodology/methodology-1.1.0.json' with { type: 'json' }
import schema from '../../../schemas/methodology.schema.json' with { type: 'json' }
import { crossFaults } from './cross-checks.ts'
import type { ParameterFault, Parameters } from './parameters.ts'

let validate: ReturnType<Ajv2020['compile']> | undefined

/** Faults of a document against schemas/methodology.schema.json. */
function schemaFaults(document: unknown): ParameterFault[] {
  if (!validate) {
    const ajv = new Ajv2020({ allErrors: true })
    addFormats.default(ajv)
    validate = ajv.compile(schema)
  }
  if (validate(document)) return []
  return (validate.errors ?? []).map(violation => {
    const { instancePath, message, params } = violation
    const more = 'additionalProperty' in params ? `: ${params.additionalProperty}` : ''
    const text = { zh: `不符合参数文件的格式：${message}${more}`, en: `${message}${more}` }
    return { pointer: instancePath, code: 'schema', text, violation }
  })
}

/** Everything that is wrong with a parameter document taken by itself: schema first, then what a schema cannot say. */
export function parameterFaults(document: unknown): ParameterFault[] {
  const faults = schemaFaults(document)
  return faults.length > 0 ? faults : crossFaults(document as Parameters)
}

/**
 * A parsed parameter document, checked.
 * @throws Error that names every fault in one line.
 */
export function checkParameters(document: unknown): Parameters {
  const faults = parameterFaults(document)
  if (faults.length > 0)
    throw new Error(`methodology parameters: ${faults.map(f => `${f.pointer || '/'} ${f.text.en}`).join('; ')}`)
  return document as Parameters
}

/** Parameter documents that the product ships, by version. */
const SHIPPED: Readonly<Record<string, unknown>> = { '1.0.0': document100, '1.1.0': document110 }

export const isShipped = (version: string): boolean => Object.hasOwn(SHIPPED, version)

/** The version of a ledger that does not say with which it is rated. */
export const FIRST_VERSION = '1.0.0'
/** The version that a new city begins with. */
export const NEWEST_VERSION = '1.1.0'

/** Returns the shipped parameter document of a version. @throws Error if it is missing or faulty. */
export function readParameters(version = FIRST_VERSION): Parameters {
  if (!isShipped(version)) throw new Error(`methodology ${version} is not shipped`)
  return checkParameters(structuredClone(SHIPPED[version]))
}
