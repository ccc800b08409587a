/** Why a score is what it is (hk-credit 7.5 and 7.6): reason codes and the share of every review. */

import type { Weighed } from './evidence.ts'
import type { Fold } from './fold.ts'
import type { Methodology } from './methodology.ts'
import { div, mod } from './numbers.ts'
import { rulesOf } from './rule-sets.ts'
import type { Lines, Score } from './score.ts'

export type Dimension = 'review' | 'completion' | 'complaints' | 'response' | 'inspection'
/** A dimension and the milli-points lost against its maximum. */
export interface Loss {
  dimension: Dimension
  lost: number
}
const REASONS = 4
const NONE: ReadonlyMap<number, number> = new Map()

/** The dimensions that lost most, largest first; ties in the order of the methodology. */
export function losses(m: Methodology, lines: Lines): Loss[] {
  const { review, beta, inspection, units } = m.parameters
  const all: Loss[] = [
    { dimension: 'review', lost: review.points * units.milliPointsPerPoint - (lines.review + lines.alarm) },
    ...beta.map(b => ({ dimension: b.name, lost: b.points * units.milliPointsPerPoint - lines[b.name] })),
    { dimension: 'inspection', lost: inspection.points * units.milliPointsPerPoint - lines.inspection },
  ]
  return all.sort((a, b) => b.lost - a.lost).slice(0, REASONS)
}

export interface ReviewPieces {
  base: number
  /** (seq, milli-points) of each live review, by seq. */
  pieces: [number, number][]
  remainder: number
}

/**
 * Mass times 256 that a review still carries on a day: decayed, discounted by later alarms, under the cap of unverified mass.
 * @param replaced reviews of the fold that a newer one of the same customer has replaced (1.1): they carry nothing
 */
export function remainingMass(
  m: Methodology,
  fold: Fold,
  score: Score,
  x: Weighed & { kind: 'review' },
  day: number,
  replaced: ReadonlyMap<number, number> = NONE,
): number {
  if (replaced.has(x.seq)) return 0
  const { halfLifeDays, epochsKept } = m.parameters.decay
  const { G } = m.tables
  const age = div(day, halfLifeDays) - div(x.day, halfLifeDays)
  if (age >= epochsKept) return 0
  const grown = (x.mass ?? x.weight) * G[mod(x.day, halfLifeDays)]! * m.parameters.units.mass
  let a = div(grown, 2 ** age * G[mod(day, halfLifeDays)]!)
  if (score.discounted && (x.stars >= 4 || !x.verified))
    a = rulesOf(m).discount(m, a, fold.alarms.filter(([seq]) => seq > x.seq).length)
  const { unverified, cap } = score.reading
  return !x.verified && unverified > cap ? div(a * cap, unverified) : a
}

/**
 * Shares of the review dimension by review; base + pieces + remainder = lines.review + lines.alarm.
 * @param live live evidence of the provider's lineage in the order of seq; other kinds are passed over
 */
export function reviewPieces(
  m: Methodology,
  fold: Fold,
  score: Score,
  live: readonly Weighed[],
  day: number,
  replaced: ReadonlyMap<number, number> = NONE,
): ReviewPieces {
  const { points, priorMass } = m.parameters.review
  const { milliPointsPerPoint } = m.parameters.units
  const full = points * milliPointsPerPoint
  const base = div(full * m.priorA, 4 * priorMass)
  const pieces: [number, number][] = []
  let sum = base
  for (const x of live) {
    if (x.kind !== 'review') continue
    const a = remainingMass(m, fold, score, x, day, replaced)
    const lift = priorMass * (x.stars - 1) - m.priorA
    const piece = div(full * a * lift, priorMass * priorMass * score.reading.n)
    pieces.push([x.seq, piece])
    sum += piece
  }
  return { base, pieces, remainder: score.reading.line - sum }
}
