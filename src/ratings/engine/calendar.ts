/** The days that pass (hk-credit 2.2): sanctions that end on them, and Mondays. */
import type { Methodology } from '../rules/methodology.ts'
import { rulesOf } from '../rules/rule-sets.ts'
import { endOf } from '../rules/score.ts'
import { decide, dueMonday, lastMonday } from './decide.ts'
import type { ProviderRecord, Records } from './records.ts'
import { redecide } from './redecide.ts'

/** Days after one and up to another on which a sanction of the fold ends; none under rules that correct on Mondays. */
export function sanctionEndsWithin(m: Methodology, { fold }: ProviderRecord, after: number, to: number): number[] {
  if (fold.sanctions.length === 0 || rulesOf(m).sanctionEnd === 'correct') return []
  const ends = fold.sanctions.filter(s => s.repaired < 0).map(s => endOf(m, s))
  return [...new Set(ends)].filter(day => after < day && day <= to).sort((a, b) => a - b)
}

/** Lets the days up to and including one pass for a record: an end acts before the Monday of the same day. */
export function passRecord(m: Methodology, records: Records, record: ProviderRecord, day: number): void {
  let monday = dueMonday(records)
  const mondaysBefore = (limit: number) => {
    for (; monday < limit; monday += 7) decide(m, records, record, monday, 'weekly', null, null)
  }
  for (const end of sanctionEndsWithin(m, record, records.passedThrough, day)) {
    mondaysBefore(end)
    redecide(m, records, record, { day: end, through: end - 1, cause: 'expiry', entry: null })
  }
  mondaysBefore(day + 1)
}

/**
 * Lets every day up to and including one pass; sees only entries accepted before.
 * Providers do not depend on each other here, so each goes through all its days at once.
 */
export function passDays(m: Methodology, records: Records, day: number): void {
  if (day <= records.passedThrough) return
  const hasMonday = dueMonday(records) <= day
  for (const record of hasMonday ? records.all() : records.sanctioned()) passRecord(m, records, record, day)
  if (hasMonday) records.evaluatedThrough = lastMonday(m, day)
  records.passedThrough = day
}
