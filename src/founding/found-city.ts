import type { Ledger } from '../ledger/ledger.ts'
import type { Ratings } from '../ratings/entries.ts'
import { methodologyActivation } from '../ratings/versions/methodology-entries.ts'
import { loadReference } from './load-reference.ts'
import { safeguardsDraft } from './reference.ts'

/**
 * The start of every city: its reference data, and the methodology that it rates with.
 * @param founding by whom; whether with invented telephone numbers, which only a demo may show
 */
export async function foundCity(
  { ledger, ratings }: { ledger: Ledger; ratings: Ratings },
  { actor = 'foundation', invented = true }: { actor?: string; invented?: boolean } = {},
): Promise<void> {
  await loadReference(ledger, actor, invented)
  await ledger.write(actor, async tx => {
    await tx.append(methodologyActivation(ratings.methodology))
    await tx.append(safeguardsDraft())
  })
}
