/** A methodology version made ready for computing: parameters, tables and the constants that follow from them. */
import { type Parameters, readParameters } from './parameters.ts'
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
}

/** Star steps between the worst and the best review (stars 1..5). */
const STAR_STEPS = 4

/** Binds a checked parameter document to its tables. @throws Error if a table hash does not match. */
export function createMethodology(parameters: Parameters): Methodology {
  const { prior } = parameters.review
  const { names } = parameters.grades
  return {
    parameters,
    tables: computeTables(parameters),
    starStep: parameters.units.value / STAR_STEPS,
    priorA: prior.reduce((sum, mass, j) => sum + j * mass, 0),
    priorQ: prior.reduce((sum, mass, j) => sum + j * j * mass, 0),
    fullGrade: names.indexOf(parameters.gate.fullGrade),
    capGrade: names.indexOf(parameters.sanctions.capGrade),
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
