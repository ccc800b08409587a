import { dateToDay } from '../../ledger/clock.ts'
import { DomainError } from '../../ledger/errors.ts'

/** Day of a fact: from 2020 to today (hk-credit 2, `day`); otherwise `day-out-of-range` (422). */
export function factDay(date: string, today: number): number {
  const day = dateToDay(date)
  if (day < 0 || day > today)
    throw new DomainError('day-out-of-range', 422, {}, [{ pointer: '#/day', code: 'day-out-of-range' }])
  return day
}
