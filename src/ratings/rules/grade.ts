/** Grades and credit state (hk-credit 8): held, decided once in time order, and published under sanctions. */

import type { Evidence } from './evidence.ts'
import type { Fold } from './fold.ts'
import type { Methodology } from './methodology.ts'
import { rulesOf } from './rule-sets.ts'
import { sanctionsInForce, scoreAt } from './score.ts'

export type CreditState = 'full' | 'probation' | 'barred'
/** Index of a grade in grades.names; NR is below them all. */
export const NR = -1

/** Evidence of a barred provider since the bar (hk-credit 8.2), counted only as far as readmission asks. */
export interface Since {
  inspected: boolean
  orders: number
  customers: string[]
}
/** The decisions in force. */
export interface Held {
  grade: number
  /** Upgrade seen on one Monday that the next one must confirm. */
  pending: number | null
  state: CreditState
  /** Last entry before the bar; null unless barred. */
  barSeq: number | null
  since: Since | null
}
export type Mode = 'weekly' | 'down' | 'correct'
/** Mode of a history record: a re-decision replays, it does not evaluate (hk-credit 1.1, 8.5). */
export type HistoryMode = Mode | 'redecide'
export type Cause = 'sanction' | 'alarm' | 'link' | 'expiry' | 'retraction' | 'repair' | 'alarmCleared'

/** State of a provider that nobody has rated yet. */
export const newHeld = (): Held => ({ grade: NR, pending: null, state: 'probation', barSeq: null, since: null })
export const newSince = (): Since => ({ inspected: false, orders: 0, customers: [] })

const severity: Record<CreditState, number> = { barred: 0, probation: 1, full: 2 }
export const worseState = (a: CreditState, b: CreditState): CreditState => (severity[a] < severity[b] ? a : b)

/** Name of a grade index. */
export const gradeName = (m: Methodology, grade: number): string =>
  grade === NR ? 'NR' : m.parameters.grades.names[grade]!

/** Highest grade whose cut is at most x; D below 0. */
export function gradeOf(m: Methodology, x: number): number {
  const { cuts } = m.parameters.grades
  let grade = cuts.length - 1
  while (grade > 0 && cuts[grade]! > x) grade -= 1
  return grade
}

/** True if the lifetime counts allow a rating at all. */
export function isRatable(m: Methodology, fold: Fold): boolean {
  const { minOrders, minCustomers } = m.parameters.grades
  return fold.orders >= minOrders && fold.customers >= minCustomers
}

/** Counts live evidence of a barred provider towards readmission. */
export function countSince(m: Methodology, since: Since, x: Evidence): void {
  const { readmissionOrders, readmissionCustomers, readmissionInspection } = m.parameters.gate
  if (x.kind === 'inspection' && x.score >= readmissionInspection) since.inspected = true
  if (x.kind !== 'order') return
  since.orders = Math.min(readmissionOrders, since.orders + 1)
  if (since.customers.length < readmissionCustomers && !since.customers.includes(x.customer))
    since.customers.push(x.customer)
}

function mayReadmit(m: Methodology, fold: Fold, since: Since | null, day: number): boolean {
  const { readmissionOrders, readmissionCustomers } = m.parameters.gate
  if (!since || day - fold.active > m.parameters.grades.upgradeEvidenceDays) return false
  return since.inspected || (since.orders >= readmissionOrders && since.customers.length >= readmissionCustomers)
}

/** 1.0: a sanction ended within the week before a Monday. */
function expires(m: Methodology, fold: Fold, day: number): boolean {
  const { classes } = m.parameters.sanctions
  return fold.sanctions.some(s => {
    const end = s.day + classes[s.class].termDays
    return s.repaired < 0 && day - 7 < end && end <= day
  })
}

/** Highest grade whose cut and margin are at most x; D if none. */
function upTo(m: Methodology, x: number): number {
  const { cuts } = m.parameters.grades
  let grade = cuts.length - 1
  while (grade > 0 && cuts[grade]! + m.margins[grade]! > x) grade -= 1
  return grade
}

/** The second Monday confirms an upgrade that the first one saw; silence confirms nothing. */
function raise(m: Methodology, held: Held, fold: Fold, day: number, upper: number): void {
  const ok = upper > held.grade && day - fold.active <= m.parameters.grades.upgradeEvidenceDays
  if (ok && held.pending !== null) held.grade = Math.min(upper, held.pending)
  held.pending = ok && upper > held.grade ? upper : null
}

function regrade(m: Methodology, fold: Fold, held: Held, day: number, mode: Mode, isWeekly: boolean, assured: number) {
  const { margin, cuts } = m.parameters.grades
  if (held.grade === NR) {
    if (!isWeekly) return
    held.grade = gradeOf(m, assured - margin)
    held.pending = null
  } else if (assured < cuts[held.grade]! - m.margins[held.grade]!) {
    held.grade = gradeOf(m, assured)
    held.pending = null
  } else if (mode === 'correct') {
    held.grade = Math.max(held.grade, gradeOf(m, assured))
    held.pending = null
  } else if (mode === 'down') held.pending = null
  else raise(m, held, fold, day, upTo(m, assured))
}

const redeeming = new Set<Cause | null>(['retraction', 'repair', 'alarmCleared', 'expiry'])

/**
 * Evaluates a provider on a day (hk-credit 8.1), changing `held` in place.
 * @param seq last accepted entry, the causing one if there is one
 * @returns the mode and cause as used
 */
export function evaluate(
  m: Methodology,
  fold: Fold,
  held: Held,
  day: number,
  mode: Mode,
  cause: Cause | null,
  seq: number,
): { mode: Mode; cause: Cause | null } {
  const isWeekly = mode === 'weekly'
  const corrects = rulesOf(m).sanctionEnd === 'correct'
  if (isWeekly && corrects && fold.sanctions.length > 0 && expires(m, fold, day)) {
    mode = 'correct'
    cause = 'expiry'
  }
  let target: CreditState = 'probation'
  if (!isRatable(m, fold)) {
    held.grade = NR
    held.pending = null
  } else {
    const { point, assured } = scoreAt(m, fold, day)
    regrade(m, fold, held, day, mode, isWeekly, assured)
    if (held.grade >= m.fullGrade) target = 'full'
    else if (held.grade !== NR && point < m.parameters.gate.probationPoint) target = 'barred'
  }
  if (held.state !== 'barred') {
    if (target === 'barred') {
      held.barSeq = seq
      held.since = newSince()
    }
    held.state = target
  } else if (target !== 'barred' && (redeeming.has(cause) || mayReadmit(m, fold, held.since, day))) {
    held.state = target
    held.barSeq = null
    held.since = null
  }
  return { mode, cause }
}

/** Grade and state as shown: a serious sanction in force caps the grade and bars, without touching what is held. */
export function publish(m: Methodology, fold: Fold, held: Held, day: number): { grade: number; state: CreditState } {
  const { classes } = m.parameters.sanctions
  const serious = fold.sanctions.length > 0 && sanctionsInForce(m, fold, day).some(s => classes[s.class].cap)
  if (!serious) return { grade: held.grade, state: held.state }
  return { grade: Math.min(held.grade, m.capGrade), state: 'barred' }
}
