/** The engine (hk-credit 2.2): accepts entries one after another over a Records. Synchronous, integers only. */

import { type Evidence, entryFault, isEvidence, type RatingEntry, Refusal, type Weighed } from '../rules/evidence.ts'
import { append } from '../rules/fold.ts'
import { countSince } from '../rules/grade.ts'
import type { Methodology } from '../rules/methodology.ts'
import { usesPair, type Weighing, weigh } from '../rules/weighing.ts'
import { perform } from './actions.ts'
import { decide, evaluateThrough } from './decide.ts'
import { heirs, root } from './lineage.ts'
import type { Records } from './records.ts'

/**
 * Accepts an entry: evaluates the Mondays that are due, then admits evidence or performs an action.
 * @returns the weighed evidence, undefined for an action
 * @throws Refusal with a stable code; then nothing has changed
 */
export function accept(m: Methodology, records: Records, x: RatingEntry): Weighed | undefined {
  const fault = entryFault(x, m.parameters)
  if (fault) throw new Refusal(fault)
  if (x.seq <= records.lastSeq) throw new Refusal('seq-not-increasing')
  if (x.ledgerDay < records.lastDay) throw new Refusal('ledger-day-out-of-range')
  if (isEvidence(x)) {
    evaluateThrough(m, records, x.ledgerDay)
    records.lastSeq = x.seq
    records.lastDay = x.ledgerDay
    return weighEvidence(m, records, x)
  }
  const act = perform(m, records, x)
  evaluateThrough(m, records, x.ledgerDay)
  records.lastSeq = x.seq
  records.lastDay = x.ledgerDay
  act()
  return undefined
}

function weighEvidence(m: Methodology, records: Records, x: Evidence): Weighed {
  const { fold } = records.open(x.provider)
  const paired = usesPair(x)
  const key = paired ? root(records, x.provider) : ''
  const pair = paired ? records.pair(key, x.kind, x.customer) : undefined
  const rater = x.kind === 'review' && x.verified ? records.rater(x.customer) : undefined
  const weighing = weigh(m, fold, x, pair, rater)
  if (paired && weighing.pair) records.setPair(key, x.kind, x.customer, weighing.pair)
  if (x.kind === 'review' && weighing.rater) records.setRater(x.customer, weighing.rater)
  const { weight, codes, pairWeight } = weighing
  const fixed = pairWeight === undefined ? { weight, codes } : { weight, codes, pairWeight }
  const fate = { retractedBy: -1, retractedDay: -1, repairedDay: -1, repairedBy: -1 }
  const weighed: Weighed = { ...x, ...fixed, ...fate }
  records.addEvidence(weighed)
  for (const heir of heirs(records, x.provider)) appendTo(m, records, heir, weighed, weighing)
  return weighed
}

/** Accepts evidence whose weight is known from its weighing: how the past of one provider is replayed. */
export function acceptWeighed(m: Methodology, records: Records, x: Weighed): void {
  evaluateThrough(m, records, x.ledgerDay)
  records.lastSeq = x.seq
  records.lastDay = x.ledgerDay
  records.open(x.provider)
  records.addEvidence(x)
  for (const heir of heirs(records, x.provider)) appendTo(m, records, heir, x)
}

function appendTo(m: Methodology, records: Records, provider: string, x: Weighed, weighing?: Weighing): void {
  const record = records.open(provider)
  const isNew = x.kind === 'order' && !records.hasCustomer(provider, x.customer)
  if (isNew) records.addCustomer(provider, x.customer)
  const own = provider === x.provider
  // New entries are newer than every clearing, so their reviews always move the CUSUM.
  const raised = append(m, record.fold, x, isNew, -1, own ? weighing?.posterior : undefined)
  if (record.held.since) countSince(m, record.held.since, x)
  records.touch(record)
  if (raised || x.kind === 'sanction')
    decide(m, records, record, x.ledgerDay, 'down', raised ? 'alarm' : 'sanction', x.seq)
}
