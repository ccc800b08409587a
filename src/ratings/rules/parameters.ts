/** The parameter document of a methodology version (hk-credit 2, in its two forms): types, schema and the checks that a schema cannot make. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import document100 from '../../../data/methodology/methodology-1.0.0.json' with { type: 'json' }
import document110 from '../../../data/methodology/methodology-1.1.0.json' with { type: 'json' }
import schema from '../../../schemas/methodology.schema.json' with { type: 'json' }
import { crossFaults, type ParameterFault } from './cross-checks.ts'

export interface BetaParameters {
  name: 'completion' | 'complaints' | 'response'
  points: number
  ok: number
  fail: number
  low: number
  high: number
}
export type SanctionClass = 'minor' | 'general' | 'serious'
export interface SanctionParameters {
  deduction: number
  termDays: number
  repairAfterDays: number
  cap: boolean
}
/** The alarm of 1.0: a CUSUM of star values. */
export interface CusumAlarm {
  kind?: undefined
  allowance: number
  threshold: number
}
/** The alarm of 1.1: a CUSUM of bits for a given odds ratio. */
export interface OddsAlarm {
  kind: 'odds'
  oddsRatio: number
  reviewBits: number
  recordBits: number
  jointBits: number
}
export interface Parameters {
  id: string
  version: string
  validFrom: string
  clock: { zone: string; dayZero: string; mondayRemainder: number; maxDay: number }
  units: { mass: number; value: number; milliPointsPerPoint: number; maxScore: number }
  decay: {
    scale: number
    halfLifeDays: number
    inspectionHalfLifeDays: number
    epochsKept: number
    pairHalfLifeDays: number
    pairScale: number
    pairTableLength: number
  }
  admission: {
    fullWeight: number
    unverifiedWeight: number
    /** 1.1: factor (of 256) for the verified review of a customer without an order at another provider. */
    singleWeight?: number
    rater: {
      priorCount: number
      misfitClip: number
      varianceOffset: number
      minMass: number
      indexScale: number
      indexMax: number
      floor: number
      power: number
    }
  }
  review: {
    points: number
    priorMass: number
    prior: number[]
    unverifiedFree: number
    unverifiedSharePercent: number
    minVariance: number
    /** 1.1: days between standing verified reviews of one customer in one fold; 0 = no replacement. */
    voiceDays?: number
  }
  beta: BetaParameters[]
  inspection: { points: number; priorMass: number; priorScore: number; variance: number }
  uncertainty: { zNumerator: number; zDenominator: number }
  alarm: { discountDivisor: number; watchDays: number; clearScore: number } & (CusumAlarm | OddsAlarm)
  credentials: { each: number; max: number }
  sanctions: {
    max: number
    capGrade: string
    classes: Record<SanctionClass, SanctionParameters>
    /** 1.1: the end of a sanction decides held grades again, as if it had never been. */
    onEnd?: 'redecide'
  }
  grades: {
    names: string[]
    cuts: number[]
    minOrders: number
    minCustomers: number
    margin: number
    /** 1.1: margin of every cut but that of gate.fullGrade. */
    marginOther?: number
    upgradeEvidenceDays: number
  }
  gate: {
    fullGrade: string
    probationPoint: number
    probationOpenOrders: number
    probationFlowPermille: number
    readmissionOrders: number
    readmissionCustomers: number
    readmissionInspection: number
  }
  outlook: { maxOrders: number; horizonDays: number }
  tables: { G: string; G2: string; GI: string; PD: string; RW: string; AB?: string; AG?: string }
}

let validate: ReturnType<Ajv2020['compile']> | undefined

/** Faults of a document against schemas/methodology.schema.json. */
function schemaFaults(document: unknown): ParameterFault[] {
  if (!validate) {
    const ajv = new Ajv2020({ allErrors: true })
    addFormats.default(ajv)
    validate = ajv.compile(schema)
  }
  if (validate(document)) return []
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const more = 'additionalProperty' in params ? `: ${params.additionalProperty}` : ''
    return { pointer: instancePath, code: 'schema', text: `${message}${more}` }
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
    throw new Error(`methodology parameters: ${faults.map(f => `${f.pointer || '/'} ${f.text}`).join('; ')}`)
  return document as Parameters
}

/** Parameter documents that the product ships, by version. */
const SHIPPED: Readonly<Record<string, unknown>> = { '1.0.0': document100, '1.1.0': document110 }

/** Returns the shipped parameter document of a version. @throws Error if it is missing or faulty. */
export function readParameters(version = '1.0.0'): Parameters {
  if (!Object.hasOwn(SHIPPED, version)) throw new Error(`methodology ${version} is not shipped`)
  return checkParameters(structuredClone(SHIPPED[version]))
}
