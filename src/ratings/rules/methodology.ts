/** A methodology version made ready for computing: parameters, tables and the constants that follow from them. */
import { readParameters } from './check-parameters.ts'
import type { OddsAlarm, Parameters } from './parameters.ts'
import { computeTables, type Tables } from './tables.ts'

export interface Methodology {
  parameters: Parameters
  tables: Tables
  /** Value of one star step: 1.0 spread over four steps above the first star. */
  starStep: number
  /** Sums of (j−1)·prior_j and (j−1)^2·prior_j. */
  priorA: number
  priorQ: number
  /** Indexes of gate.fullGrade and sanctions.capGrade in grades.names. */
  fullGrade: number
  capGrade: number
  /** Margin at the cut of each grade, by index (hk-credit 8). */
  margins: readonly number[]
  /** Constants of the 1.1 form; null for a document of the 1.0 form. */
  odds: Odds | null
}

/** Constants of the rules of 1.1, ready for computing. Thresholds in 1/65536 bit of one full piece. */
export interface Odds {
  /** AB: bits that one failure says for the odds; AG: bits that one success says against them. Index: share of failures in 1/1024. */
  AB: readonly number[]
  AG: readonly number[]
  reviews: number
  records: number
  joint: number
  /** Factor (of 256) for a customer without an order at another provider. */
  singleWeight: number
  voiceDays: number
}

/** Star steps between the worst and the best review (stars 1..5). */
const STAR_STEPS = 4
/** One bit of one full piece. */
export const BIT = 65_536

/** Binds a checked parameter document to its tables. @throws Error if a table hash does not match. */
export function createMethodology(parameters: Parameters): Methodology {
  const { prior } = parameters.review
  const { names, margin, marginOther } = parameters.grades
  const tables = computeTables(parameters)
  const fullGrade = names.indexOf(parameters.gate.fullGrade)
  return {
    parameters,
    tables,
    starStep: parameters.units.value / STAR_STEPS,
    priorA: prior.reduce((sum, mass, j) => sum + j * mass, 0),
    priorQ: prior.reduce((sum, mass, j) => sum + j * j * mass, 0),
    fullGrade,
    capGrade: names.indexOf(parameters.sanctions.capGrade),
    margins: names.map((_, grade) => (grade === fullGrade ? margin : (marginOther ?? margin))),
    odds: parameters.alarm.kind === 'odds' ? oddsOf(parameters, parameters.alarm, tables) : null,
  }
}

/** @throws Error if a member of the 1.1 form is missing: the schema demands them all */
function oddsOf({ admission, review }: Parameters, alarm: OddsAlarm, { AB, AG }: Tables): Odds {
  const { singleWeight } = admission
  const { voiceDays } = review
  if (!AB || !AG || singleWeight === undefined || voiceDays === undefined)
    throw new Error('methodology parameters: a member of the 1.1 form is missing')
  const { reviewBits, recordBits, jointBits } = alarm
  return {
    AB,
    AG,
    reviews: reviewBits * BIT,
    records: recordBits * BIT,
    joint: jointBits * BIT,
    singleWeight,
    voiceDays,
  }
}

const loaded = new Map<string, Methodology>()

/** The methodology of a shipped version, made once. @throws Error if missing or faulty. */
export function loadMethodology(version = '1.0.0'): Methodology {
  let methodology = loaded.get(version)
  if (!methodology) {
    methodology = createMethodology(readParameters(version))
    loaded.set(version, methodology)
  }
  return methodology
}
