import { ledgerError } from './errors.ts'

/** Refuses a day outside a field's own range: `day-out-of-range`, which names the range. */
export function requireDay(
  day: string,
  [earliest, latest]: readonly [earliest: string, latest: string],
  pointer: string,
): void {
  if (day >= earliest && day <= latest) return
  throw ledgerError('day-out-of-range', { day, earliest, latest }, [{ pointer, code: 'range' }])
}
