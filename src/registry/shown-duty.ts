import type { Duty } from './rows-duties.ts'

/** A duty as it is shown (schemas/duty.json): who holds it is said beside it. */
export function shownDuty({ department: _, version: __, ...duty }: Duty) {
  return duty
}
