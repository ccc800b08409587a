/** Telephone numbers that are invented do not go live. */
import { CITY } from '../city/city.ts'
import type { Draft } from '../ledger/ledger.ts'

const { inventedNumbers, centre } = CITY

/** The draft of a department or duty, with the centre's number in the place of an invented one. */
export function withoutInvented(draft: Draft): Draft {
  const { phone, contact } = draft.payload as { phone?: string; contact?: string }
  if (!inventedNumbers) return draft
  if (phone?.startsWith(inventedNumbers)) return { ...draft, payload: { ...draft.payload, phone: centre.phone } }
  if (contact?.includes(inventedNumbers)) return { ...draft, payload: { ...draft.payload, contact: centre.phone } }
  return draft
}
