/** Decisions over Records: evaluation of a record with its history, recomputed folds. */

import type { Weighed } from '../rules/evidence.ts'
import { emptyFold, type Fold, newTrace, type Trace, VoiceMap } from '../rules/fold.ts'
import { type Cause, countSince, evaluate, isRatable, type Mode, NR, newSince } from '../rules/grade.ts'
import type { Methodology } from '../rules/methodology.ts'
import { mod } from '../rules/numbers.ts'
import { rulesOf } from '../rules/rule-sets.ts'
import { lineage } from './lineage.ts'
import type { ProviderRecord, Records } from './records.ts'

/**
 * Evaluates a record and writes its history.
 * @param entry the causing entry, null for a Monday
 * @param was grade and state to compare with, if they changed before the evaluation (a link)
 */
export function decide(
  m: Methodology,
  records: Records,
  record: ProviderRecord,
  day: number,
  mode: Mode,
  cause: Cause | null,
  entry: number | null,
  was: { grade: number; state: string } = { grade: record.held.grade, state: record.held.state },
): void {
  const { held, fold } = record
  if (held.grade === NR && held.state === 'probation' && was.grade === NR && !isRatable(m, fold)) return
  const { pending, barSeq } = held
  const used = evaluate(m, fold, held, day, mode, cause, entry ?? records.lastSeq)
  const isChange = held.grade !== was.grade || held.state !== was.state
  if (isChange) {
    const { grade, state } = held
    record.changes += 1
    const change = { provider: record.provider, day, ...used, entry, grade, state }
    records.changed({ ...change, number: record.changes })
    if (record.published !== null) {
      record.published += 1
      records.publicChanged({ ...change, number: record.published })
    }
  }
  if (isChange || held.pending !== pending || held.barSeq !== barSeq) records.touch(record)
}

/** The next Monday that has not been evaluated. */
export const dueMonday = (records: Records): number => records.evaluatedThrough + 7

/** The last Monday up to and including a day. */
export const lastMonday = (m: Methodology, day: number): number =>
  day - mod(day - m.parameters.clock.mondayRemainder, 7)

/** Lets the Mondays up to and including a day pass, and nothing else. */
export function passMondays(m: Methodology, records: Records, day: number): void {
  if (dueMonday(records) > day) return
  const last = lastMonday(m, day)
  for (const record of records.all())
    for (let monday = dueMonday(records); monday <= last; monday += 7)
      decide(m, records, record, monday, 'weekly', null, null)
  records.evaluatedThrough = last
}

/** Live evidence of a provider's lineage, by seq. */
export function liveLineageEvidence(records: Records, provider: string): Weighed[] {
  return lineage(records, provider)
    .flatMap(p => records.liveEvidence(p))
    .sort((a, b) => a.seq - b.seq)
}

/**
 * Folds live evidence anew (hk-credit 2.3).
 * @param clear largest seq of the pieces that leave the alarm untouched
 * @param trace filled with what an explanation wants to know
 */
export function foldOf(
  m: Methodology,
  live: readonly Weighed[],
  clear: number,
  trace?: Trace,
): { fold: Fold; customers: Set<string>; voices: VoiceMap } {
  const fold = emptyFold()
  const customers = new Set<string>()
  const voices = new VoiceMap()
  const { append } = rulesOf(m)
  for (const x of live) {
    const isNew = x.kind === 'order' && !customers.has(x.customer)
    if (x.kind === 'order') customers.add(x.customer)
    append(m, fold, x, { isNewCustomer: isNew, clear, voices, trace })
  }
  return { fold, customers, voices }
}

/** Replaced reviews and the runs of the alarms in a fold of live evidence; empty under rules that have neither. */
export function traceOf(m: Methodology, live: readonly Weighed[], clear: number): Trace {
  const trace = newTrace()
  if (m.odds) foldOf(m, live, clear, trace)
  return trace
}

/** Recomputes the fold of a provider from its lineage's live evidence, and what counts towards its readmission. */
export function recompute(m: Methodology, records: Records, provider: string): void {
  const record = records.open(provider)
  const live = liveLineageEvidence(records, provider)
  const { fold, customers, voices } = foldOf(m, live, clearedThrough(records, provider, live))
  record.fold = fold
  records.replaceCustomers(provider, customers, voices)
  resumeSince(m, records, record, live)
  records.touch(record)
}

/** Largest seq of an accepted clearing of the lineage whose inspection is live; −1 if none (hk-credit 2.3). */
export function clearedThrough(records: Records, provider: string, live: readonly Weighed[]): number {
  const clearings = lineage(records, provider).flatMap(p => records.find(p)?.clearings ?? [])
  if (clearings.length === 0) return -1
  const inspections = new Set(live.filter(x => x.kind === 'inspection').map(x => x.seq))
  return clearings.reduce((max, c) => (inspections.has(c.inspection) ? Math.max(max, c.seq) : max), -1)
}

/** Counts anew what a barred provider has shown since the bar. */
export function resumeSince(
  m: Methodology,
  records: Records,
  { held, provider }: ProviderRecord,
  live: readonly Weighed[] = liveLineageEvidence(records, provider),
): void {
  if (held.barSeq === null) return
  held.since = newSince()
  for (const x of live) if (x.seq > held.barSeq) countSince(m, held.since, x)
}
