/** Clocks as data: which edition counts for a fact, and the day on which it has run out. Days are 'YYYY-MM-DD' or business days. */
import { dateToDay, dayToDate } from '../ledger/clock.ts'

export interface ClockEdition {
  id: string
  /** First and last day of the facts for which it counts; null for no end. */
  validFrom: string
  validUntil: string | null
  duration: number
  unit: string
}

/** The edition of a clock that is in force on a day. @throws Error if there is none: the data has a gap */
export function clockOn<E extends ClockEdition>(clocks: readonly E[], id: string, date: string): E {
  const found = clocks.find(c => c.id === id && c.validFrom <= date && (c.validUntil === null || date <= c.validUntil))
  if (!found) throw new Error(`no clock ${id} on ${date}`)
  return found
}

/** The first day on which the time is over: the day of the fact plus the duration. @throws Error for a unit that nobody can count */
export function runsOut({ duration, unit }: ClockEdition, from: number): number {
  if (unit !== 'day') throw new Error(`unknown unit of a clock: ${unit}`)
  return from + duration
}

/** The same by id, for a fact of a business day: the edition in force on that day counts. */
export const endOf = (clocks: readonly ClockEdition[], id: string, day: number): number =>
  runsOut(clockOn(clocks, id, dayToDate(day)), day)

/** The same for a clock that cities founded before a version of this service do not have: `days` where it is missing. */
export function endOfOr(clocks: readonly ClockEdition[], id: string, day: number, days: number): number {
  return clocks.some(c => c.id === id) ? endOf(clocks, id, day) : day + days
}

const UNIT_MS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** The millisecond at which a clock that begins at `ms` has run out; a day is 24 hours here. @throws Error for an unknown unit */
export function dueAfter({ duration, unit }: ClockEdition, ms: number): number {
  const length = UNIT_MS[unit]
  if (length === undefined) throw new Error(`unknown unit of a clock: ${unit}`)
  return ms + duration * length
}

/** Editions of one clock that overlap or leave a gap, as texts; none if all is well. */
export function clockFaults(clocks: readonly ClockEdition[]): string[] {
  const faults: string[] = []
  for (const [id, editions] of Map.groupBy(clocks, c => c.id)) {
    const sorted = [...editions].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
    for (const [i, edition] of sorted.entries()) {
      const next = sorted[i + 1]
      if (!next) continue
      if (edition.validUntil === null || dateToDay(edition.validUntil) + 1 !== dateToDay(next.validFrom))
        faults.push(`${id}: ${edition.validUntil} is not the day before ${next.validFrom}`)
    }
  }
  return faults
}
