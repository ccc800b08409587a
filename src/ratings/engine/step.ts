/** One step of the engine (hk-credit 2.2): accepts one entry over Records. Synchronous, integers only. */

import { type Evidence, entryFault, isEvidence, type RatingEntry, Refusal, type Weighed } from '../rules/evidence.ts'
import { countSince } from '../rules/grade.ts'
import type { Methodology } from '../rules/methodology.ts'
import { rulesOf } from '../rules/rule-sets.ts'
import { endOf } from '../rules/score.ts'
import { usesPair, type Weighing } from '../rules/weighing.ts'
import { perform } from './actions.ts'
import { decide } from './decide.ts'
import { heirs, root } from './lineage.ts'
import type { Passing } from './passing.ts'
import type { Records } from './records.ts'

/**
 * Accepts an entry: lets the days up to it pass, then weighs evidence or performs an action.
 * @returns the weighed evidence, undefined for an action
 * @throws Refusal with a stable code; then nothing has changed
 */
export function acceptEntry(passing: Passing, m: Methodology, records: Records, x: RatingEntry): Weighed | undefined {
  const fault = entryFault(x, m.parameters)
  if (fault) throw new Refusal(fault)
  if (x.seq <= records.lastSeq) throw new Refusal('seq-not-increasing')
  if (x.ledgerDay < records.lastDay) throw new Refusal('ledger-day-out-of-range')
  const act = isEvidence(x) ? weighing(passing, m, records, x) : perform(passing, m, records, x)
  begin(passing, m, records, x)
  return act() ?? undefined
}

/** What weighs a piece; a review that corrects another one has that one retracted first, as an action of the same entry. */
function weighing(passing: Passing, m: Methodology, records: Records, x: Evidence): () => Weighed {
  const weigh = () => weighEvidence(m, records, x)
  if (x.kind !== 'review' || x.replaces === undefined) return weigh
  const { seq, ledgerDay, replaces: target } = x
  const retract = perform(passing, m, records, { kind: 'retraction', seq, ledgerDay, target })
  return () => {
    retract()
    return weigh()
  }
}

/** Accepts evidence whose weight is known: how the past of one lineage is replayed. */
export function acceptKnown(passing: Passing, m: Methodology, records: Records, x: Weighed): void {
  begin(passing, m, records, x)
  records.open(x.provider)
  records.addEvidence(x)
  for (const heir of heirs(records, x.provider)) appendTo(m, records, heir, x)
}

function begin(passing: Passing, m: Methodology, records: Records, x: { seq: number; ledgerDay: number }): void {
  passing.pass(m, records, x.ledgerDay)
  records.lastSeq = x.seq
  records.lastDay = x.ledgerDay
}

function weighEvidence(m: Methodology, records: Records, x: Evidence): Weighed {
  const { fold } = records.open(x.provider)
  const rules = rulesOf(m)
  const key = root(records, x.provider)
  const paired = usesPair(x) ? x : null
  const remembered = rules.usesCustomer(x) ? paired : null
  const customer = remembered ? records.memory(remembered.customer) : undefined
  const first = customer?.first ?? null
  const isElsewhere = (customer?.several ?? false) || (first !== null && root(records, first) !== key)
  const pair = paired ? records.pair(key, x.kind, paired.customer) : undefined
  const weighing = rules.weigh(m, fold, x, { pair, customer, isElsewhere })
  if (paired && weighing.pair) records.setPair(key, x.kind, paired.customer, weighing.pair)
  if (remembered && weighing.customer) records.setMemory(remembered.customer, weighing.customer)
  const { weight, codes, mass, pairWeight } = weighing
  const fixed = {
    weight,
    codes,
    ...(mass === undefined ? {} : { mass }),
    ...(pairWeight === undefined ? {} : { pairWeight }),
  }
  const fate = { retractedBy: -1, retractedDay: -1, repairedDay: -1, repairedBy: -1 }
  const weighed: Weighed = { ...x, ...fixed, ...fate }
  records.addEvidence(weighed)
  for (const heir of heirs(records, x.provider)) appendTo(m, records, heir, weighed, weighing)
  return weighed
}

function appendTo(m: Methodology, records: Records, provider: string, x: Weighed, weighing?: Weighing): void {
  const record = records.open(provider)
  const rules = rulesOf(m)
  const isNewCustomer = x.kind === 'order' && !records.hasCustomer(provider, x.customer)
  if (isNewCustomer) records.addCustomer(provider, x.customer)
  const known = provider === x.provider ? weighing?.posterior : undefined
  // New entries are newer than every clearing, so they always move the alarm.
  const how = { isNewCustomer, clear: -1, known, voices: records.voices(provider) }
  const raised = rules.append(m, record.fold, x, how)
  if (record.held.since) countSince(m, record.held.since, x)
  records.touch(record)
  const isSanction = x.kind === 'sanction' && (rules.sanctionEnd === 'correct' || endOf(m, x) > x.ledgerDay)
  if (raised || isSanction) decide(m, records, record, x.ledgerDay, 'down', raised ? 'alarm' : 'sanction', x.seq)
}
