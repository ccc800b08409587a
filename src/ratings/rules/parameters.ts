/** The parameter document of a methodology version (hk-credit 2, in its two forms). */
import type { ErrorObject } from 'ajv/dist/2020.js'

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

/** One sentence in both languages. */
export interface FaultText {
  zh: string
  en: string
}

/** Where a document is wrong: a JSON Pointer into it, a stable code, and what is demanded. */
export interface ParameterFault {
  pointer: string
  code: string
  text: FaultText
  /** The validator's error, where the document breaks its schema. */
  violation?: ErrorObject
}
