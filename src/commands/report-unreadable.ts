import { EligibilityIndex } from '../eligibility/eligibility-index.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Ratings } from '../ratings/entries.ts'
import { DutyIndex } from '../registry/duty-index.ts'

/** Lines printed at the most. */
const MOST_LINES = 20

/** Reads everything that a start of the service reads, and prints what cannot be read. @returns how many subjects that are */
export async function reportUnreadable({ ledger, ratings }: { ledger: Ledger; ratings: Ratings }): Promise<number> {
  await EligibilityIndex.open(ledger, ratings)
  await DutyIndex.open(ledger)
  const found = ledger.unreadable.list()
  for (const { subject, entry, error } of found.slice(0, MOST_LINES)) {
    const at = entry ? `${entry.seq} ${entry.type}` : '-'
    console.log(`无法读取 unreadable  ${subject}  (${at})  ${(error as Error).message}`)
  }
  if (found.length > 0)
    console.log(
      `共 ${found.length} 项，不予派单，详见 docs/operating.md 「无法读取的记录」  ${found.length} in all: shut off`,
    )
  return found.length
}
