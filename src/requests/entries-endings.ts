import type { EntryType } from '../ledger/ledger.ts'
import { move, naming, occurred, spoken, takenAway, UNASKED } from './entries-moves.ts'

/** Ends without an outcome: of a request, and of a round that was given to the wrong responder, that the provider declined or that came back. */
export const endingEntries: EntryType[] = [
  takenAway('unassign', ({ payload }) => (payload.cause === 'provider-declined' ? 'declined' : 'mistaken')),
  takenAway('grant-return', () => 'returned'),
  naming(
    move(
      'cancel',
      entry => ({
        cancellation: entry.payload.cause,
        duplicateOf: entry.payload.duplicateOf ?? null,
        cancelSeq: spoken(entry),
        closedAt: occurred(entry),
        mergedInto: null,
        ...UNASKED,
      }),
      'ends',
    ),
    ({ payload }) => payload.duplicateOf ?? payload.mergedInto,
  ),
  naming(
    move('merge', entry => ({ mergedInto: entry.payload.into })),
    ({ payload }) => payload.into,
  ),
  naming(
    move('separate', () => ({ mergedInto: null })),
    ({ payload }) => payload.mergedInto,
  ),
]

/** What a department asks the centre for, and the decisions that leave the request with it. */
export const askingEntries: EntryType[] = [
  move('ask-return', entry => ({ returnAskedAt: occurred(entry), returnSeq: spoken(entry) })),
  move('refuse-return', entry => ({ returnAskedAt: null, returnSeq: spoken(entry) })),
  move('ask-extension', entry => ({ extensionAskedAt: occurred(entry), extensionSeq: spoken(entry) })),
  move('grant-extension', entry => ({
    extensionAskedAt: null,
    extensionSeq: spoken(entry),
    extensions: entry.payload.extensions,
    handlingDue: entry.payload.handlingBy,
  })),
  move('refuse-extension', entry => ({ extensionAskedAt: null, extensionSeq: spoken(entry) })),
]
