/** The engine (hk-credit 2.2): accepts entries one after another over a Book. Synchronous, integers only. */

import { type Admitted, type Evidence, entryFault, isEvidence, type RatingEntry, Refusal } from '../rules/evidence.ts'
import { append } from '../rules/fold.ts'
import { countSince } from '../rules/grade.ts'
import type { Methodology } from '../rules/methodology.ts'
import { type Admission, admit, usesPair } from '../rules/weighing.ts'
import { perform } from './actions.ts'
import type { Book } from './book.ts'
import { heirs, root } from './chains.ts'
import { decide, evaluateThrough } from './decide.ts'

/**
 * Accepts an entry: evaluates the Mondays that are due, then admits evidence or performs an action.
 * @returns the admitted evidence, undefined for an action
 * @throws Refusal with a stable code; then nothing has changed
 */
export function accept(m: Methodology, book: Book, x: RatingEntry): Admitted | undefined {
  const fault = entryFault(x, m.parameters)
  if (fault) throw new Refusal(fault)
  if (x.seq <= book.lastSeq) throw new Refusal('seq-not-increasing')
  if (x.ledgerDay < book.lastDay) throw new Refusal('ledger-day-out-of-range')
  if (isEvidence(x)) {
    evaluateThrough(m, book, x.ledgerDay)
    book.lastSeq = x.seq
    book.lastDay = x.ledgerDay
    return admitEvidence(m, book, x)
  }
  const act = perform(m, book, x)
  evaluateThrough(m, book, x.ledgerDay)
  book.lastSeq = x.seq
  book.lastDay = x.ledgerDay
  act()
  return undefined
}

function admitEvidence(m: Methodology, book: Book, x: Evidence): Admitted {
  const { fold } = book.open(x.provider)
  const paired = usesPair(x)
  const key = paired ? root(book, x.provider) : ''
  const pair = paired ? book.pair(key, x.kind, x.customer) : undefined
  const rater = x.kind === 'review' && x.verified ? book.rater(x.customer) : undefined
  const admission = admit(m, fold, x, pair, rater)
  if (paired && admission.pair) book.setPair(key, x.kind, x.customer, admission.pair)
  if (x.kind === 'review' && admission.rater) book.setRater(x.customer, admission.rater)
  const { weight, codes, pairWeight } = admission
  const fixed = pairWeight === undefined ? { weight, codes } : { weight, codes, pairWeight }
  const fate = { retractedBy: -1, retractedDay: -1, repairedDay: -1, repairedBy: -1 }
  const admitted: Admitted = { ...x, ...fixed, ...fate }
  book.addEvidence(admitted)
  for (const heir of heirs(book, x.provider)) appendTo(m, book, heir, admitted, admission)
  return admitted
}

/** Accepts evidence whose weight is known from its admission: how the past of one provider is replayed. */
export function acceptAdmitted(m: Methodology, book: Book, x: Admitted): void {
  evaluateThrough(m, book, x.ledgerDay)
  book.lastSeq = x.seq
  book.lastDay = x.ledgerDay
  book.open(x.provider)
  book.addEvidence(x)
  for (const heir of heirs(book, x.provider)) appendTo(m, book, heir, x)
}

function appendTo(m: Methodology, book: Book, provider: string, x: Admitted, admission?: Admission): void {
  const record = book.open(provider)
  const isNew = x.kind === 'order' && !book.hasCustomer(provider, x.customer)
  if (isNew) book.addCustomer(provider, x.customer)
  const own = provider === x.provider
  // New entries are newer than every clearing, so their reviews always move the CUSUM.
  const raised = append(m, record.fold, x, isNew, -1, own ? admission?.posterior : undefined)
  if (record.held.since) countSince(m, record.held.since, x)
  book.touch(record)
  if (raised || x.kind === 'sanction')
    decide(m, book, record, x.ledgerDay, 'down', raised ? 'alarm' : 'sanction', x.seq)
}
