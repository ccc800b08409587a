/** One voice per customer and quarter (hk-credit 1.1, 6.2): a newer verified review takes the place of the older one. */
import { C1, evidenceBucket, O4, UN, UV } from '../buckets.ts'
import type { Review, Weighed } from '../evidence.ts'
import { type Appending, type Fold, growthOn, type Voice } from '../fold.ts'
import type { Methodology, Odds } from '../methodology.ts'

export const massOf = (x: Weighed): number => x.mass ?? x.weight

/** Puts a verified review into the buckets, in the place of an older one of the same customer; a late one may find no place. */
export function voice(m: Methodology, o: Odds, fold: Fold, x: Review & Weighed, how: Appending): void {
  const standing = how.voices.of(x.customer)
  const newer = standing.find(j => j.day > x.day && j.day - x.day < o.voiceDays)
  if (newer) return void how.trace?.replaced.set(x.seq, newer.seq)
  const older = standing.find(j => j.day <= x.day && x.day - j.day < o.voiceDays)
  if (older) {
    withdraw(m, fold, older)
    how.trace?.replaced.set(older.seq, x.seq)
  }
  const own: Voice = { seq: x.seq, day: x.day, stars: x.stars, mass: massOf(x) }
  how.voices.set(x.customer, [...standing.filter(j => j !== older), own])
  const at = evidenceBucket(m, fold.evidence, x.day, fold.clock)
  if (at >= 0) fold.evidence.sums[at + C1 + x.stars - 1]! += own.mass * growthOn(m, x.day)
}

/** Takes a review out of its bucket, and out of the older part if it is older than the newest alarm. */
function withdraw(m: Methodology, fold: Fold, j: Voice): void {
  const at = evidenceBucket(m, fold.evidence, j.day, fold.clock)
  if (at < 0) return
  const { sums } = fold.evidence
  const grown = j.mass * growthOn(m, j.day)
  sums[at + C1 + j.stars - 1]! -= grown
  const alarm = fold.alarms.at(-1)
  if (j.stars >= 4 && alarm && j.seq < alarm[0]) sums[at + O4 + j.stars - 4]! -= grown
}

/** Puts an unverified review into its bucket. */
export function addUnverified(m: Methodology, fold: Fold, x: Review & Weighed): void {
  const at = evidenceBucket(m, fold.evidence, x.day, fold.clock)
  if (at < 0) return
  const grown = x.weight * growthOn(m, x.day)
  fold.evidence.sums[at + UN]! += grown
  fold.evidence.sums[at + UV]! += grown * (x.stars - 1)
}
