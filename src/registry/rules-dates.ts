import { epochDay, isDay } from '../ledger/calendar.ts'

const FORMS = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$/,
  /^(\d{4})(\d{2})(\d{2})$/,
  /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/,
  /^(\d{4})\.(\d{1,2})\.(\d{1,2})\.?$/,
]
/** A time of day after the day: databases and spreadsheets write 00:00. */
const TIME = /(?:\s+|T)(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/
/** Days since 1899-12-30, as spreadsheets count them. */
const SERIAL = /^\d{5}$/
const SERIAL_ZERO = epochDay(1899, 12, 30)!
const DAY_MS = 86_400_000

export interface ReadDate {
  /** YYYY-MM-DD */
  date: string
  /** True if it was a number of days, as a spreadsheet counts them. */
  serial: boolean
}

/** The day that a cell names, in half-width form; null if it names none, or none that a field may name. */
export function readDate(text: string): ReadDate | null {
  if (SERIAL.test(text)) return ofSerial(Number(text))
  const day = text.replace(TIME, '').replace(/\s+/g, '')
  const match = FORMS.map(form => form.exec(day)).find(Boolean)
  if (!match) return null
  const [year, month, of] = match.slice(1) as [string, string, string]
  const date = `${year}-${month.padStart(2, '0')}-${of.padStart(2, '0')}`
  return isDay(date) ? { date, serial: false } : null
}

function ofSerial(serial: number): ReadDate | null {
  const date = new Date((SERIAL_ZERO + serial) * DAY_MS).toISOString().slice(0, 10)
  return isDay(date) ? { date, serial: true } : null
}
