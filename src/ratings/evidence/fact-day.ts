import { FIRST_FACT_DAY } from '../../ledger/calendar.ts'
import { dateToDay, dayToDate } from '../../ledger/clock.ts'
import { requireDay } from '../../ledger/require-day.ts'

/** Day of a fact: from 2020 to today (hk-credit 2, `day`); otherwise `day-out-of-range` (422). */
export function factDay(date: string, today: number): number {
  requireDay(date, [FIRST_FACT_DAY, dayToDate(today)], '#/day')
  return dateToDay(date)
}
