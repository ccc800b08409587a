/** The tables of hk-credit 3.2 (five in 1.0, seven in 1.1): exact integer floors, proved at load by their published SHA-256. */
import { createHash } from 'node:crypto'
import type { Parameters } from './parameters.ts'

export interface Tables {
  /** Growth of a factor within a half-life, by day: decay.scale = 1. */
  G: readonly number[]
  /** G squared, for the concentration sum. */
  G2: readonly number[]
  /** Growth for inspections, by day of their half-life. */
  GI: readonly number[]
  /** Decay of pair memory by days since, pairScale = 1. */
  PD: readonly number[]
  /** Weight of a rater by misfit index. */
  RW: readonly number[]
  /** 1.1: bits (1/256) that one failure says for the alarm's odds, by share of failures in 1/1024. */
  AB?: readonly number[]
  /** 1.1: bits (1/256) that one success says against them. */
  AG?: readonly number[]
}

/** A float this near to an integer does not decide its floor; an exact comparison does. */
const DOUBT = 1e-6

/**
 * Largest integer x with x^root <= base^root · 2^power, power may be negative.
 * The float seed decides unless it is within DOUBT of an integer; then big integers do.
 */
function rootFloor(base: number, power: number, root: number): number {
  const seed = base * 2 ** (power / root)
  const nearest = Math.round(seed)
  if (Math.abs(seed - nearest) > DOUBT) return Math.floor(seed)
  const left = (BigInt(nearest) ** BigInt(root)) << BigInt(Math.max(0, -power))
  const right = (BigInt(base) ** BigInt(root)) << BigInt(Math.max(0, power))
  return left <= right ? nearest : nearest - 1
}

function raterWeight(k: number, p: Parameters): number {
  const { indexScale, power, floor } = p.admission.rater
  const full = p.admission.fullWeight
  if (k <= indexScale) return full
  const weight = (BigInt(full) * BigInt(indexScale) ** BigInt(power)) / BigInt(k) ** BigInt(power)
  return Math.max(floor, Number(weight))
}

const series = (length: number, entry: (i: number) => number) => Array.from({ length }, (_, i) => entry(i))

/** Published hash of a table: SHA-256 of its numbers in decimal, joined by commas. */
export function tableHash(table: readonly number[]): string {
  return createHash('sha256').update(table.join(',')).digest('hex')
}

const NAMES = ['G', 'G2', 'GI', 'PD', 'RW', 'AB', 'AG'] as const
/** Shares of failures are in 1/1024; bits in 1/256. */
const SHARE = 1024
const BIT = 256

/** Tables that do not have the hash that the document states, with the hash that they have. */
export function wrongTables(p: Parameters, tables: Tables): { name: string; hash: string }[] {
  return NAMES.flatMap(name => {
    const table = tables[name]
    const hash = table && tableHash(table)
    return hash === undefined || hash === p.tables[name] ? [] : [{ name, hash }]
  })
}

/** Computes the tables of a parameter document. @throws Error if one does not have the hash that the document states. */
export function computeTables(p: Parameters): Tables {
  const tables = makeTables(p)
  for (const { name, hash } of wrongTables(p, tables))
    throw new Error(`methodology ${p.version}: table ${name} has hash ${hash}`)
  return tables
}

/** The tables of a parameter document, whatever hashes it states. */
export function makeTables(p: Parameters): Tables {
  const { scale, halfLifeDays: h, inspectionHalfLifeDays: hi, pairHalfLifeDays: hp } = p.decay
  return {
    G: series(h, f => rootFloor(scale, f, h)),
    G2: series(h, f => rootFloor(scale, 2 * f, h)),
    GI: series(hi, f => rootFloor(scale, f, hi)),
    PD: series(p.decay.pairTableLength, t => rootFloor(p.decay.pairScale, -t, hp)),
    RW: series(p.admission.rater.indexMax + 1, k => raterWeight(k, p)),
    ...(p.alarm.kind === 'odds' ? oddsTables(p.alarm.oddsRatio) : {}),
  }
}

/** AB[p] = 256·log2(o / (1 + (o−1)·p/1024)) and AG[p] = 256·log2(1 + (o−1)·p/1024), rounded down. */
function oddsTables(ratio: number): { AB: number[]; AG: number[] } {
  const weighted = (p: number) => SHARE + (ratio - 1) * p
  return {
    AB: series(SHARE + 1, p => bitsFloor(SHARE * ratio, weighted(p))),
    AG: series(SHARE + 1, p => bitsFloor(weighted(p), SHARE)),
  }
}

/** Largest integer x with 2^x · below^256 <= above^256. */
function bitsFloor(above: number, below: number): number {
  const seed = BIT * Math.log2(above / below)
  const nearest = Math.round(seed)
  if (Math.abs(seed - nearest) > DOUBT) return Math.floor(seed)
  const isReached = (BigInt(below) ** BigInt(BIT)) << BigInt(nearest) <= BigInt(above) ** BigInt(BIT)
  return isReached ? nearest : nearest - 1
}
