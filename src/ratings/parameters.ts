/** The parameter document of a methodology version (hk-credit 2): types, schema and the checks that a schema cannot make. */
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

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
  }
  beta: BetaParameters[]
  inspection: { points: number; priorMass: number; priorScore: number; variance: number }
  uncertainty: { zNumerator: number; zDenominator: number }
  alarm: { allowance: number; threshold: number; discountDivisor: number; watchDays: number; clearScore: number }
  credentials: { each: number; max: number }
  sanctions: { max: number; capGrade: string; classes: Record<SanctionClass, SanctionParameters> }
  grades: {
    names: string[]
    cuts: number[]
    minOrders: number
    minCustomers: number
    margin: number
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
  tables: { G: string; G2: string; GI: string; PD: string; RW: string }
}

const ladder = 'D C CC CCC B BB BBB A AA AAA'
const shares = 'completion complaints response'
const total = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0)

/** What the schema cannot say: sums, orders and references between fields. Returns one sentence per fault. */
function crossFaults(p: Parameters): string[] {
  const faults: string[] = []
  const demand = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault)
  }
  const { names, cuts } = p.grades
  demand(total(p.review.prior) === p.review.priorMass, 'review.prior must sum to review.priorMass')
  demand(names.join(' ') === ladder, `grades.names must be ${ladder}`)
  demand(cuts[0] === 0, 'grades.cuts must begin with 0')
  demand(
    cuts.every((cut, i) => i === 0 || cut > cuts[i - 1]!),
    'grades.cuts must ascend',
  )
  demand(names.includes(p.gate.fullGrade), 'gate.fullGrade must be a grade')
  demand(names.includes(p.sanctions.capGrade), 'sanctions.capGrade must be a grade')
  demand(p.beta.map(b => b.name).join(' ') === shares, `beta must list ${shares}`)
  for (const b of p.beta) demand(b.low < b.high, `beta ${b.name}: low must be below high`)
  const points = p.review.points + total(p.beta.map(b => b.points)) + p.inspection.points
  demand(
    points * p.units.milliPointsPerPoint <= p.units.maxScore,
    'the points of the dimensions must fit units.maxScore',
  )
  for (const [name, c] of Object.entries(p.sanctions.classes))
    demand(c.repairAfterDays < c.termDays, `sanctions.classes.${name}: repair must be possible before the term ends`)
  return faults
}

let validate: ReturnType<Ajv2020['compile']> | undefined

/**
 * Checks a parsed parameter document against schemas/methodology.schema.json and the cross checks.
 * @throws Error that names every fault in one line.
 */
export function checkParameters(document: unknown): Parameters {
  if (!validate) {
    const ajv = new Ajv2020({ allErrors: true })
    addFormats.default(ajv)
    const schema = new URL('../../schemas/methodology.schema.json', import.meta.url)
    validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')))
  }
  const faults = validate(document)
    ? crossFaults(document as Parameters)
    : (validate.errors ?? []).map(e => `${e.instancePath || '/'} ${e.message}`)
  if (faults.length > 0) throw new Error(`methodology parameters: ${faults.join('; ')}`)
  return document as Parameters
}

/** Reads the parameter document of a version from data/methodology. @throws Error if missing or faulty. */
export function readParameters(version = '1.0.0'): Parameters {
  const file = new URL(`../../data/methodology/methodology-${version}.json`, import.meta.url)
  return checkParameters(JSON.parse(readFileSync(file, 'utf8')))
}
