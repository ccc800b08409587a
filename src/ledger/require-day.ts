import { DomainError } from './errors.ts'

/** Refuses a day outside a field's own range: `day-out-of-range`, which names the range. */
export function requireDay(
  day: string,
  [earliest, latest]: readonly [earliest: string, latest: string],
  pointer: string,
  status: 400 | 422 = 422,
): void {
  if (day >= earliest && day <= latest) return
  throw new DomainError('day-out-of-range', status, { day, earliest, latest }, [{ pointer, code: 'range' }])
}
