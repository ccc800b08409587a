import { bound } from '../store/bounds.ts'
import { readDay } from './calendar.ts'
import type { Held } from './rules-time.ts'

/** Where "now" comes from: injected, so that tests and the demo city can set it. Milliseconds since 1970-01-01 UTC. */
export interface Clock {
  now(): number
  /** The machine's clock has jumped and is not followed (steady-clock.ts); absent for a clock that cannot tell. */
  readonly held?: Held | null
}

export const systemClock: Clock = { now: () => Date.now() }

const DAY_MS = 86_400_000
/** Asia/Shanghai has kept UTC+8 without daylight saving since 1991; days before 2020 are not used. */
const OFFSET_MS = 8 * 3_600_000
const DAY_ZERO = Date.UTC(2020, 0, 1) / DAY_MS
const EARLIEST_MS = Date.parse('0000-01-01T00:00:00Z')
const LATEST_MS = Date.parse('9999-12-31T00:00:00Z')

/** The civil day in Asia/Shanghai, counted from 2020-01-01 = 0. */
export function businessDay(ms: number): number {
  return Math.floor((ms + OFFSET_MS) / DAY_MS) - DAY_ZERO
}

/** The first millisecond of a business day. */
export function dayStart(day: number): number {
  return (day + DAY_ZERO) * DAY_MS - OFFSET_MS
}

/** '2026-11-24' of a business day. */
export function dayToDate(day: number): string {
  let date = dates.get(day)
  if (date === undefined) {
    date = dateOf(day)
    if (dates.size < MAX_DATES) dates.set(day, date)
  }
  return date
}

/** Days outside the years 0000 to 9999 cannot be written: the nearest that can stands for them, so that reading a row never fails. */
function dateOf(day: number): string {
  const ms = Math.min(Math.max((day + DAY_ZERO) * DAY_MS, EARLIEST_MS), LATEST_MS)
  return new Date(ms).toISOString().slice(0, 10)
}

/** Every answer names a few days: writing one costs more than remembering it. */
const dates = new Map<number, string>()
const MAX_DATES = bound('dates', 50_000)

/**
 * The business day of 'YYYY-MM-DD' (negative before 2020). Days of every year from 0000 to 9999 are read, because ledgers of old hold some
 * that no field admits today. Throws a RangeError for a date that does not exist.
 */
export function dateToDay(date: string): number {
  const day = readDay(date)
  if (day === null) throw new RangeError(`no such day: ${date}`)
  return day - DAY_ZERO
}

/** RFC 3339 with milliseconds and the offset of Asia/Shanghai. */
export function timestamp(ms: number): string {
  return `${new Date(ms + OFFSET_MS).toISOString().slice(0, -1)}+08:00`
}
