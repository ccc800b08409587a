const FORMS = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日$/,
  /^(\d{4})(\d{2})(\d{2})$/,
  /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/,
]

/** `YYYY-MM-DD` of a date in one of the registers' four forms; null if it is none, or no day of the calendar. */
export function readDate(text: string): string | null {
  const match = FORMS.map(form => form.exec(text)).find(Boolean)
  if (!match) return null
  const [year, month, day] = match.slice(1).map(Number)
  const date = new Date(Date.UTC(year!, month! - 1, day!))
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month! - 1 && date.getUTCDate() === day
  return same && year! >= 1000 ? date.toISOString().slice(0, 10) : null
}
