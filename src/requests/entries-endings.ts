import type { EntryType } from '../ledger/ledger.ts'
import { move, occurred, spoken, unassigned } from './entries-moves.ts'

/** Ends without an outcome: of a request, and of a round that was given to the wrong responder or that the provider declined. */
export const endingEntries: EntryType[] = [
  unassigned,
  move(
    'cancel',
    entry => ({
      cancellation: entry.payload.cause,
      duplicateOf: entry.payload.duplicateOf ?? null,
      cancelSeq: spoken(entry),
      closedAt: occurred(entry),
    }),
    'ends',
  ),
]
