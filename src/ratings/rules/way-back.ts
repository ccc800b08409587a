/** How a provider that is barred by its score comes back (hk-credit 8.1 and 8.2). */
import type { Inspection, Weighed } from './evidence.ts'
import { type Fold, VoiceMap } from './fold.ts'
import { countSince, evaluate, type Held } from './grade.ts'
import type { Methodology } from './methodology.ts'
import { nextMonday } from './outlook.ts'
import { rulesOf } from './rule-sets.ts'

export interface Readmitting {
  /** First day on which such an inspection readmits: today, or a Monday to come. */
  from: number
  /** The least score that does, of a hundred. */
  score: number
  /** The Monday of the evaluation that readmits. */
  evaluated: number
}

const BEST = 100
/** Behind every piece there is. */
const NEWEST = Number.MAX_SAFE_INTEGER
const UNTOUCHED = { retractedBy: -1, retractedDay: -1, repairedDay: -1, repairedBy: -1 }

/** The inspection that readmits a provider with a barred held state; null if none within the horizon would. */
export function readmittingInspection(m: Methodology, fold: Fold, held: Held, day: number): Readmitting | null {
  const until = day + m.parameters.outlook.horizonDays
  for (let from = day; from <= until; from = nextMonday(m, from)) {
    if (!readmits(m, fold, held, from, BEST)) continue
    let score = m.parameters.gate.readmissionInspection
    while (!readmits(m, fold, held, from, score)) score++
    return { from, score, evaluated: nextMonday(m, from) }
  }
  return null
}

/** True if the evaluation of the next Monday readmits after one more inspection on a day and nothing else. */
function readmits(m: Methodology, fold: Fold, held: Held, day: number, score: number): boolean {
  const then = structuredClone(fold)
  const running = structuredClone(held)
  const fact: Inspection = { kind: 'inspection', seq: NEWEST, provider: '', ledgerDay: day, day, score }
  const piece: Weighed = { ...fact, weight: m.parameters.admission.fullWeight, codes: [], ...UNTOUCHED }
  rulesOf(m).append(m, then, piece, { isNewCustomer: false, clear: -1, voices: new VoiceMap() })
  if (running.since) countSince(m, running.since, piece)
  evaluate(m, then, running, nextMonday(m, day), 'weekly', null, NEWEST)
  return running.state !== 'barred'
}
