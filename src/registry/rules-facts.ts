/** Limits of a provider's facts: one rule for the contract and for registers. */
import { FIRST_DAY, LAST_DAY } from '../ledger/calendar.ts'

/** Characters of texts, and members of lists, as schemas/provider-write.json says them. */
export const LIMITS = {
  name: { least: 2, most: 100 },
  phone: 40,
  address: 200,
  areas: 50,
  offerings: 1_000,
} as const

export type DayRange = readonly [earliest: string, latest: string]

/** A day in the future cannot be a foundation. */
export function foundedRange(today: string): DayRange {
  return [FIRST_DAY, today]
}

/** No registration ended before the provider was founded. */
export function termRange(founded: string | null | undefined): DayRange {
  return [founded ?? FIRST_DAY, LAST_DAY]
}
