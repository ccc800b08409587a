/** Civil days and months as text: one range and one reading for all that is typed, sent, imported or appended. */
import type { Ajv2020 } from 'ajv/dist/2020.js'
import type { Words } from '../store/domain-error.ts'

/** The days that a field may name. Fields with a narrower range check it besides (require-day.ts). */
export const FIRST_DAY = '1900-01-01'
export const LAST_DAY = '2199-12-31'

/** The first day that evidence may bear (hk-credit 2, `day`): business day 0. */
export const FIRST_FACT_DAY = '2020-01-01'
/** No authority that exists today issued a credential or published a standard before this day. */
export const FIRST_AUTHORITY_DAY = '1949-10-01'

const DAY_MS = 86_400_000
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/**
 * Days since 1970-01-01 of a year, month (1 to 12) and day; null if the Gregorian calendar has no such day.
 * `Date.UTC` alone maps the years 0 to 99 to 1900 to 1999.
 */
export function epochDay(year: number, month: number, day: number): number | null {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return same ? date.getTime() / DAY_MS : null
}

/** The same of 'YYYY-MM-DD', for every year from 0000 to 9999; null if it is no day. */
export function readDay(text: string): number | null {
  const match = DAY.exec(text)
  return match ? epochDay(Number(match[1]), Number(match[2]), Number(match[3])) : null
}

/** A day that a field may name. */
export function isDay(text: string): boolean {
  return text >= FIRST_DAY && text <= LAST_DAY && readDay(text) !== null
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3])(:[0-5]\d){2}(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/

/** A time that a field may name (RFC 3339): of such a day, in digits that JavaScript reads as a time too, so no leap second. */
export function isMoment(text: string): boolean {
  const day = MOMENT.exec(text)?.[1]
  return day !== undefined && isDay(day)
}

/** Months since the year 0 of 'YYYY-MM'. */
export function monthNumber(month: string): number {
  const [year, of] = month.split('-').map(Number) as [number, number]
  return year * 12 + of - 1
}

/** 'YYYY-MM' of such a number. */
export function monthText(number: number): string {
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`
}

const DAY_RULE: Words = {
  zh: `须为 ${FIRST_DAY} 至 ${LAST_DAY} 之间的日期，写作 YYYY-MM-DD`,
  en: `must be a day from ${FIRST_DAY} to ${LAST_DAY}, written YYYY-MM-DD`,
}
const MONTH_RULE: Words = {
  zh: `须为 ${FIRST_DAY.slice(0, 7)} 至 ${LAST_DAY.slice(0, 7)} 之间的月份，写作 YYYY-MM`,
  en: `must be a month from ${FIRST_DAY.slice(0, 7)} to ${LAST_DAY.slice(0, 7)}, written YYYY-MM`,
}
const MOMENT_RULE: Words = {
  zh: `须为 ${FIRST_DAY} 至 ${LAST_DAY} 之间的时刻，写作 YYYY-MM-DDThh:mm:ss+08:00（或 Z）`,
  en: `must be a time of a day from ${FIRST_DAY} to ${LAST_DAY}, written YYYY-MM-DDThh:mm:ss+08:00 (or Z)`,
}

/** The same ranges as the patterns of schemas/day.json and schemas/month.json say them. */
export const DAY_PATTERN = '^(19|2[01])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
export const MONTH_PATTERN = '^(19|2[01])[0-9]{2}-(0[1-9]|1[0-2])$'

/** Format or pattern -> its rule in words. */
export const CALENDAR_RULES: Readonly<Record<string, Words>> = {
  date: DAY_RULE,
  'date-time': MOMENT_RULE,
  [DAY_PATTERN]: DAY_RULE,
  [MONTH_PATTERN]: MONTH_RULE,
}

/** Gives a schema validator the calendar: `format: date` and `date-time` admit the days and times that a field may name, and nothing else. */
export function addCalendar(ajv: Ajv2020): void {
  ajv.addFormat('date', { type: 'string', validate: isDay })
  ajv.addFormat('date-time', { type: 'string', validate: isMoment })
}
