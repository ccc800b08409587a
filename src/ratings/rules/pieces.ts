/** Why a piece of evidence weighs what it weighs on a day, and how much of it counts: codes with a number each, texts come later. */

import type { Weighed, WeighingCode } from './evidence.ts'
import { remainingMass } from './explanation.ts'
import type { Fold } from './fold.ts'
import type { Methodology } from './methodology.ts'
import { div, mod } from './numbers.ts'
import { rulesOf } from './rule-sets.ts'
import type { Score } from './score.ts'

export type WhyCode =
  | WeighingCode
  | 'FULL'
  | 'VERIFIED'
  | 'DECAYED'
  | 'TOO_OLD'
  | 'UNVERIFIED_CAPPED'
  | 'REPLACED'
  | 'ALARM_RAISED'
  | 'ALARM_DISCOUNTED'
  | 'IN_FORCE'
  | 'VALID'
  | 'EXPIRED'
  | 'INHERITED'
  | 'CONTESTED'

/** A reason and its number; what the number is depends on the code (docs/explanation.md). */
export interface Why {
  code: WhyCode
  value: number | null
}

/** One, in the unit of shares that are told to people: ten-thousandths. */
export const WHOLE = 10_000

/** Share of its weight that evidence of a day has kept, in ten-thousandths; 0 once it is too old to count. */
function decayed(m: Methodology, inspection: boolean, then: number, day: number, of: number): number {
  const { halfLifeDays, inspectionHalfLifeDays, epochsKept } = m.parameters.decay
  const half = inspection ? inspectionHalfLifeDays : halfLifeDays
  const growth = inspection ? m.tables.GI : m.tables.G
  const age = div(day, half) - div(then, half)
  return age >= epochsKept ? 0 : div(of * growth[mod(then, half)]!, 2 ** age * growth[mod(day, half)]!)
}

/** Share of a piece that time has left, in ten-thousandths: by half-life, by the term of a sanction, by the dates of a credential. */
export function remainingShare(m: Methodology, x: Weighed, day: number): number {
  if (x.kind === 'credential') return x.day <= day && day <= x.validTo ? WHOLE : 0
  if (x.kind === 'sanction') {
    const { termDays } = m.parameters.sanctions.classes[x.class]
    return div(WHOLE * Math.max(0, termDays - (day - x.day)), termDays)
  }
  return decayed(m, x.kind === 'inspection', x.day, day, WHOLE)
}

/** Mass (256 = one full piece) that a piece adds to its dimension on a day; 0 for what acts by dates and not by mass. */
export function countingMass(
  m: Methodology,
  fold: Fold,
  score: Score,
  x: Weighed,
  day: number,
  replaced?: ReadonlyMap<number, number>,
): number {
  if (x.kind === 'sanction' || x.kind === 'credential') return 0
  if (x.kind === 'review') return div(remainingMass(m, fold, score, x, day, replaced), m.parameters.units.mass)
  return decayed(m, x.kind === 'inspection', x.day, day, x.weight)
}

/** The reading in which a piece is explained. */
export interface Reading {
  fold: Fold
  score: Score
  /** The provider whose rating is explained; the piece may be a predecessor's. */
  provider: string
  day: number
  /** 1.1: reviews that a newer one has replaced, with its seq. */
  replaced?: ReadonlyMap<number, number>
}

/**
 * Every reason for the weight of a piece, in the order in which they act: what weighing fixed, what time did, what the reading does.
 */
export function whyPiece(m: Methodology, { fold, score, provider, day, replaced }: Reading, x: Weighed): Why[] {
  const by = replaced?.get(x.seq)
  const why = [...weighingReasons(m, x), ...timeReasons(m, x, day)]
  if (by !== undefined) why.push({ code: 'REPLACED', value: by })
  else if (x.kind === 'review') why.push(...readingReasons(m, fold, score, x))
  if (x.provider !== provider) why.push({ code: 'INHERITED', value: null })
  return why
}

function weighingReasons(m: Methodology, x: Weighed): Why[] {
  const { fullWeight } = m.parameters.admission
  const why: Why[] = x.kind === 'review' && x.verified ? [{ code: 'VERIFIED', value: null }] : []
  if (x.weight === fullWeight) why.push({ code: 'FULL', value: fullWeight })
  const pair = x.pairWeight ?? x.weight
  for (const code of x.codes) {
    if (code === 'LATE') why.push({ code, value: x.ledgerDay - x.day })
    else if (code === 'NOT_UPHELD') why.push({ code, value: 0 })
    else if (code === 'UNVERIFIED') why.push({ code, value: x.weight })
    else if (code === 'PAIR_REPEAT') why.push({ code, value: pair })
    else if (code === 'SINGLE_PROVIDER') why.push({ code, value: m.odds?.singleWeight ?? fullWeight })
    else why.push({ code, value: raterFactor(m, x) })
  }
  return why
}

/** The smallest factor of the rater (a value of RW) that makes the weight: rounding hides no more than that. */
function raterFactor(m: Methodology, { weight, mass, pairWeight, codes }: Weighed): number {
  const { fullWeight } = m.parameters.admission
  if (mass !== undefined || m.odds) {
    const both = mass ?? weight
    const single = codes.includes('SINGLE_PROVIDER') ? m.odds!.singleWeight : fullWeight
    return div(both * fullWeight + single - 1, single)
  }
  return pairWeight === undefined ? weight : div(weight * fullWeight + pairWeight - 1, pairWeight)
}

function timeReasons(m: Methodology, x: Weighed, day: number): Why[] {
  const remaining = remainingShare(m, x, day)
  if (x.kind === 'credential') return [{ code: remaining > 0 ? 'VALID' : 'EXPIRED', value: Math.abs(x.validTo - day) }]
  if (x.kind === 'sanction')
    return [{ code: 'IN_FORCE', value: m.parameters.sanctions.classes[x.class].termDays - (day - x.day) }]
  if (x.weight === 0 || remaining === WHOLE) return []
  return [remaining > 0 ? { code: 'DECAYED', value: remaining } : { code: 'TOO_OLD', value: day - x.day }]
}

function readingReasons(m: Methodology, fold: Fold, score: Score, x: Weighed & { kind: 'review' }): Why[] {
  const why: Why[] = []
  if (fold.alarms.some(([seq]) => seq === x.seq)) why.push({ code: 'ALARM_RAISED', value: null })
  const later = fold.alarms.filter(([seq]) => seq > x.seq).length
  if (score.discounted && later > 0 && (x.stars >= 4 || !x.verified))
    why.push({ code: 'ALARM_DISCOUNTED', value: rulesOf(m).discount(m, WHOLE, later) })
  const { cap, unverified } = score.reading
  if (!x.verified && unverified > cap) why.push({ code: 'UNVERIFIED_CAPPED', value: div(WHOLE * cap, unverified) })
  return why
}
