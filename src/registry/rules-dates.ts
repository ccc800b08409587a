import { isDay } from '../ledger/calendar.ts'

const FORMS = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日$/,
  /^(\d{4})(\d{2})(\d{2})$/,
  /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/,
]

/** `YYYY-MM-DD` of a date in one of the registers' four forms; null if it is none, or no day that a field may name. */
export function readDate(text: string): string | null {
  const match = FORMS.map(form => form.exec(text)).find(Boolean)
  if (!match) return null
  const [year, month, day] = match.slice(1) as [string, string, string]
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(date) ? date : null
}
