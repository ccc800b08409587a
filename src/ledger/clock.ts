/** Where "now" comes from: injected, so that tests and the demo city can set it. Milliseconds since 1970-01-01 UTC. */
export interface Clock {
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }

const DAY_MS = 86_400_000
/** Asia/Shanghai has kept UTC+8 without daylight saving since 1991; days before 2020 are not used. */
const OFFSET_MS = 8 * 3_600_000
const DAY_ZERO = Date.UTC(2020, 0, 1) / DAY_MS

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
    date = new Date((day + DAY_ZERO) * DAY_MS).toISOString().slice(0, 10)
    if (dates.size < MAX_DATES) dates.set(day, date)
  }
  return date
}

/** Every answer names a few days: writing one costs more than remembering it. */
const dates = new Map<number, string>()
const MAX_DATES = 50_000

/** The business day of 'YYYY-MM-DD' (negative before 2020). Throws a RangeError for a date that does not exist. */
export function dateToDay(date: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  const ms = match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : Number.NaN
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date) throw new RangeError(`no such day: ${date}`)
  return ms / DAY_MS - DAY_ZERO
}

/** RFC 3339 with milliseconds and the offset of Asia/Shanghai. */
export function timestamp(ms: number): string {
  return `${new Date(ms + OFFSET_MS).toISOString().slice(0, -1)}+08:00`
}
