/**
 * Buckets of decayed evidence (hk-credit 4). Nothing is ever multiplied down: newer evidence is added with a larger factor,
 * in buckets of one half-life; a reading divides each bucket by its age, then the sum by the growth of the reading's day.
 */
import type { Methodology } from './methodology.ts'
import { div, halve, mod } from './numbers.ts'

/** Places of the sums in a bucket. C1..C5 verified by stars, UN and UV unverified; 1.0: P4..PV never discounted. */
export const C1 = 0
export const C4 = 3
export const C5 = 4
export const UN = 5
export const UV = 6
export const ORDERS = 7
export const ANSWERED = 8
export const COMPLETED = 9
export const UPHELD = 10
export const CONCENTRATION = 11
export const P4 = 12
export const P5 = 13
export const PN = 14
export const PV = 15
/** 1.1: that part of c4, c5, uN, uV which is older than the newest alarm of the fold. */
export const O4 = 12
export const O5 = 13
export const ON = 14
export const OV = 15
export const SUMS = 16
const INSPECTION_SUMS = 2

/** Two parallel lists that survive JSON: epochs ascending, and their sums laid end to end. */
export interface Buckets {
  epochs: number[]
  sums: number[]
}
export const noBuckets = (): Buckets => ({ epochs: [], sums: [] })

/**
 * Offset of the sums of an epoch, inserted in order if it is new. Epochs too old to count at `newest` are dropped.
 * @returns −1 if the epoch itself is too old to count.
 */
function bucketAt(b: Buckets, width: number, epoch: number, newest: number, kept: number): number {
  const { epochs, sums } = b
  while (epochs.length > 0 && newest - epochs[0]! >= kept) {
    epochs.shift()
    sums.splice(0, width)
  }
  if (newest - epoch >= kept) return -1
  let i = epochs.length
  while (i > 0 && epochs[i - 1]! > epoch) i -= 1
  if (i > 0 && epochs[i - 1] === epoch) return (i - 1) * width
  epochs.splice(i, 0, epoch)
  sums.splice(i * width, 0, ...new Array<number>(width).fill(0))
  return i * width
}

/** Offset of the evidence bucket of a day, with the fold's clock as the newest day; −1 if it no longer counts. */
export function evidenceBucket(m: Methodology, b: Buckets, day: number, clock: number): number {
  const { halfLifeDays, epochsKept } = m.parameters.decay
  return bucketAt(b, SUMS, div(day, halfLifeDays), div(clock, halfLifeDays), epochsKept)
}

/** The same for the inspection buckets. */
export function inspectionBucket(m: Methodology, b: Buckets, day: number, clock: number): number {
  const { inspectionHalfLifeDays, epochsKept } = m.parameters.decay
  return bucketAt(b, INSPECTION_SUMS, div(day, inspectionHalfLifeDays), div(clock, inspectionHalfLifeDays), epochsKept)
}

/** Totals at a day of the sums `from`..`to`−1 (never CONCENTRATION), written to `out` at the same places. */
export function readSums(m: Methodology, b: Buckets, day: number, from: number, to: number, out: number[]): void {
  const { halfLifeDays, epochsKept } = m.parameters.decay
  const now = div(day, halfLifeDays)
  const growth = m.tables.G[mod(day, halfLifeDays)]!
  for (let q = from; q < to; q += 1) {
    let total = 0
    for (let i = 0; i < b.epochs.length; i += 1) {
      const age = now - b.epochs[i]!
      if (age < epochsKept) total += halve(b.sums[i * SUMS + q]!, 2 ** age)
    }
    out[q] = total === 0 ? 0 : div(total, growth)
  }
}

/** All sixteen totals at a day. */
export function readTotals(m: Methodology, b: Buckets, day: number): number[] {
  const out = new Array<number>(SUMS).fill(0)
  if (b.epochs.length === 0) return out
  readSums(m, b, day, 0, CONCENTRATION, out)
  readSums(m, b, day, P4, SUMS, out)
  const { halfLifeDays, epochsKept } = m.parameters.decay
  const now = div(day, halfLifeDays)
  let total = 0
  for (let i = 0; i < b.epochs.length; i += 1) {
    const age = now - b.epochs[i]!
    if (age < epochsKept) total += halve(b.sums[i * SUMS + CONCENTRATION]!, 4 ** age)
  }
  out[CONCENTRATION] = div(total, m.tables.G2[mod(day, halfLifeDays)]!)
  return out
}

/** Totals of inspections at a day: mass and mass·score. */
export function readInspections(m: Methodology, b: Buckets, day: number): { mass: number; value: number } {
  if (b.epochs.length === 0) return { mass: 0, value: 0 }
  const { inspectionHalfLifeDays, epochsKept } = m.parameters.decay
  const now = div(day, inspectionHalfLifeDays)
  let mass = 0
  let value = 0
  for (let i = 0; i < b.epochs.length; i += 1) {
    const age = now - b.epochs[i]!
    if (age >= epochsKept) continue
    mass += halve(b.sums[i * INSPECTION_SUMS]!, 2 ** age)
    value += halve(b.sums[i * INSPECTION_SUMS + 1]!, 2 ** age)
  }
  const growth = m.tables.GI[mod(day, inspectionHalfLifeDays)]!
  return { mass: div(mass, growth), value: div(value, growth) }
}
