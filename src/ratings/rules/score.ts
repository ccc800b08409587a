/** The score of a fold on a day (hk-credit 7.1 to 7.5), in milli-points, and the exact lines that sum to it. */

import { ANSWERED, C1, COMPLETED, CONCENTRATION, ORDERS, readInspections, readTotals, UPHELD } from './buckets.ts'
import { type Fold, starVariance } from './fold.ts'
import type { Methodology } from './methodology.ts'
import { div, isqrt, mulDiv } from './numbers.ts'
import type { BetaParameters, SanctionClass } from './parameters.ts'
import type { Praise } from './rule-set.ts'
import { rulesOf } from './rule-sets.ts'

/** Milli-points by line; their sum is the assured score. */
export interface Lines {
  review: number
  completion: number
  complaints: number
  response: number
  inspection: number
  certificates: number
  sanctions: number
  alarm: number
  uncertainty: number
  remainder: number
}
/** The reading of the review dimension, as the explanation of single reviews needs it. */
export interface ReviewReading {
  line: number
  variance: number
  /** Total mass with the prior, and the unverified mass before and after its cap. */
  n: number
  unverified: number
  cap: number
}
export interface Score {
  /** For ranking, 0..1,000,000. */
  point: number
  /** Point less uncertainty: for grades and the gate. */
  assured: number
  lines: Lines
  /** True if an alarm lowers the reading. */
  discounted: boolean
  reading: ReviewReading
}
interface Share {
  line: number
  variance: number
}

function share(m: Methodology, b: BetaParameters, held: number, n: number, ratio: number): Share {
  const { value: ONE, mass, milliPointsPerPoint } = m.parameters.units
  const prior = b.ok + b.fail
  const span = b.high - b.low
  const x = div((held + b.ok) * ONE, n + prior)
  const y = Math.min(ONE, div(Math.max(0, x - b.low) * ONE, span))
  const v = div(x * (ONE - x) * mass, div(n * ratio, ONE) + prior + mass)
  return {
    line: div(b.points * milliPointsPerPoint * y, ONE),
    variance: b.points * b.points * div(div(v * ONE, span) * ONE, span),
  }
}

function inspectionShare(m: Methodology, fold: Fold, day: number): Share {
  const { value: ONE, mass, milliPointsPerPoint } = m.parameters.units
  const { points, priorMass, priorScore, variance } = m.parameters.inspection
  const held = readInspections(m, fold.inspections, day)
  const n = held.mass + priorMass
  const quality = div((held.value + priorScore * priorMass) * ONE, 100 * n)
  return {
    line: div(points * milliPointsPerPoint * quality, ONE),
    variance: points * points * div(variance * mass, n),
  }
}

/** One reading of the review dimension: criticism from the totals, praise as it is or as an alarm leaves it. */
function readReviews(
  m: Methodology,
  t: readonly number[],
  [t4, t5, unverified, value]: Praise,
  ratio: number,
): ReviewReading {
  const { value: ONE, mass, milliPointsPerPoint } = m.parameters.units
  const { points, priorMass, unverifiedFree, unverifiedSharePercent, minVariance } = m.parameters.review
  const verified = t[C1]! + t[C1 + 1]! + t[C1 + 2]! + t4 + t5
  const cap = unverifiedFree + div(verified * unverifiedSharePercent, 100)
  const un = Math.min(cap, unverified)
  const uv = unverified > cap ? mulDiv(value, cap, unverified) : value
  const a = uv + m.priorA + t[C1 + 1]! + 2 * t[C1 + 2]! + 3 * t4 + 4 * t5
  const q = 4 * uv + m.priorQ + t[C1 + 1]! + 4 * t[C1 + 2]! + 9 * t4 + 16 * t5
  const n = verified + un + priorMass
  const mu = div(a * m.starStep, n)
  const variance = Math.max(minVariance, starVariance(m, q, n) - mu * mu)
  return {
    line: div(points * milliPointsPerPoint * mu, ONE),
    variance: points * points * div(variance * mass, div((verified + un) * ratio, ONE) + priorMass + mass),
    n,
    unverified,
    cap,
  }
}
function certificateLine(m: Methodology, fold: Fold, day: number): number {
  if (fold.credentials.length === 0) return 0
  const valid = new Set<string>()
  for (const c of fold.credentials) if (c.day <= day && day <= c.validTo) valid.add(c.standard)
  return Math.min(m.parameters.credentials.max, m.parameters.credentials.each * valid.size)
}

/** First day on which a sanction is over. */
export const endOf = (m: Methodology, s: { day: number; class: SanctionClass }): number =>
  s.day + m.parameters.sanctions.classes[s.class].termDays

/** Sanctions of the fold that are in force on a day: within the term and not repaired by then. */
export function sanctionsInForce(m: Methodology, fold: Fold, day: number): Fold['sanctions'] {
  const { classes } = m.parameters.sanctions
  return fold.sanctions.filter(
    s => day >= s.day && day - s.day < classes[s.class].termDays && !(s.repaired >= 0 && s.repaired <= day),
  )
}

function sanctionLine(m: Methodology, fold: Fold, day: number): number {
  if (fold.sanctions.length === 0) return 0
  const { classes, max } = m.parameters.sanctions
  let sum = 0
  for (const s of sanctionsInForce(m, fold, day)) {
    const { deduction, termDays } = classes[s.class]
    sum += div(deduction * (termDays - (day - s.day)), termDays)
  }
  return 0 - Math.min(max, sum)
}

/** Score of the fold on a day not before its clock. */
export function scoreAt(m: Methodology, fold: Fold, day: number): Score {
  return scoreTotals(m, fold, day, readTotals(m, fold.evidence, day))
}

/** Score from given totals of the sums (hk-credit 9 varies them); inspections and dated lines are read from the fold. */
export function scoreTotals(m: Methodology, fold: Fold, day: number, t: readonly number[]): Score {
  const { value: ONE, milliPointsPerPoint, maxScore } = m.parameters.units
  const { zNumerator, zDenominator } = m.parameters.uncertainty
  const n = t[ORDERS]!
  const s = t[CONCENTRATION]!
  const ratio = n > 0 && s > 0 ? Math.min(ONE, div(n * ONE, s)) : ONE
  const [b1, b2, b3] = m.parameters.beta as [BetaParameters, BetaParameters, BetaParameters]
  const completion = share(m, b1, t[COMPLETED]!, n, ratio)
  const complaints = share(m, b2, n - Math.min(n, t[UPHELD]!), n, ratio)
  const response = share(m, b3, t[ANSWERED]!, n, ratio)
  const inspection = inspectionShare(m, fold, day)
  const certificates = certificateLine(m, fold, day)
  const sanctions = sanctionLine(m, fold, day)
  const others = completion.line + complaints.line + response.line + inspection.line + certificates + sanctions
  const variances = completion.variance + complaints.variance + response.variance + inspection.variance
  const uncertainty = (variance: number) =>
    div(isqrt(variances + variance) * milliPointsPerPoint * zNumerator, ONE * zDenominator)

  const praise = rulesOf(m).praise(m, t)
  const plain = readReviews(m, t, praise.plain, ratio)
  let reading = plain
  let unc = uncertainty(plain.variance)
  if (fold.alarms.length > 0) {
    const lowered = readReviews(m, t, praise.discounted, ratio)
    const loweredUnc = uncertainty(lowered.variance)
    // An alarm can never raise a score: it is used only if both the point and the assured score fall.
    if (lowered.line <= plain.line && lowered.line - loweredUnc <= plain.line - unc) {
      reading = lowered
      unc = loweredUnc
    }
  }
  const raw = reading.line + others
  const point = Math.min(maxScore, Math.max(0, raw))
  const assured = Math.max(0, point - unc)
  const lines: Lines = {
    review: plain.line,
    completion: completion.line,
    complaints: complaints.line,
    response: response.line,
    inspection: inspection.line,
    certificates,
    sanctions,
    alarm: reading.line - plain.line,
    uncertainty: 0 - unc,
    remainder: assured - (raw - unc),
  }
  return { point, assured, lines, discounted: reading !== plain, reading }
}
