/** Re-decision: a sanction that is over leaves nothing behind (hk-credit 1.1, 8.5). */
import type { Action, Weighed } from '../rules/evidence.ts'
import type { Methodology } from '../rules/methodology.ts'
import { endOf } from '../rules/score.ts'
import { passMondays } from './decide.ts'
import { lineage } from './lineage.ts'
import type { Occasion, Passing } from './passing.ts'
import { type Change, MemoryRecords, newRecord, type ProviderRecord, type Records } from './records.ts'
import { acceptEntry, acceptKnown } from './step.ts'

/** In the replay of a re-decision no sanction is gone, so nothing is decided again (8.5): only Mondays pass. */
const MONDAYS_ONLY: Passing = {
  pass: passMondays,
  redecide: () => {
    throw new Error('a replay without the sanctions that are gone has nothing to decide again')
  },
}

/** True if a sanction is gone on a day: retracted, repaired or ended. */
export const isGone = (m: Methodology, x: Weighed, day: number): boolean =>
  x.kind === 'sanction' && (x.retractedBy >= 0 || x.repairedBy >= 0 || endOf(m, x) <= day)

/** The held decision becomes that of a replay without the sanctions that are gone; the public history becomes the replay's. */
export function redecide(m: Methodology, records: Records, record: ProviderRecord, occasion: Occasion): void {
  const { provider, held: before } = record
  const { day, through, cause, entry } = occasion
  const happened = storyOf(records, provider, x => !isGone(m, x, day))
  const replayed = replayWith(MONDAYS_ONLY, m, provider, happened, through)
  const { grade, state } = replayed.record.held
  record.held = structuredClone(replayed.record.held)
  records.republish(provider, replayed.history)
  record.published = replayed.history.length
  if (grade !== before.grade || state !== before.state) {
    record.changes += 1
    records.changed({ provider, number: record.changes, day, mode: 'redecide', cause, entry, grade, state })
  }
  records.touch(record)
}

/** Evidence of a lineage, what was done to it, clearings and links: everything that its replay goes through. */
export function storyOf(records: Records, provider: string, keep: (x: Weighed) => boolean): (Weighed | Action)[] {
  const happened: (Weighed | Action)[] = []
  for (const p of lineage(records, provider)) {
    const record = records.find(p)
    for (const x of records.story(p)) if (keep(x)) happened.push(...withFate(x))
    if (!record) continue
    for (const clearing of record.clearings) happened.push({ kind: 'alarmCleared', provider: p, ...clearing })
    const { predecessor, linkedSeq: seq, linkedDay: ledgerDay } = record
    if (predecessor) happened.push({ kind: 'link', seq, ledgerDay, provider: p, predecessor })
  }
  return happened
}

/** A piece as it was weighed, and the actions that named it. */
export function withFate(x: Weighed): (Weighed | Action)[] {
  const { seq: target, retractedBy, retractedDay, repairedBy, repairedDay } = x
  const fate: Action[] = []
  if (retractedBy >= 0) fate.push({ kind: 'retraction', seq: retractedBy, ledgerDay: retractedDay, target })
  if (repairedBy >= 0) fate.push({ kind: 'repair', seq: repairedBy, ledgerDay: repairedDay, target })
  return [{ ...x, retractedBy: -1, retractedDay: -1, repairedBy: -1, repairedDay: -1 }, ...fate]
}

export interface Replayed {
  record: ProviderRecord
  /** Changes that its history and its public history would have recorded. */
  history: readonly Change[]
  publicHistory: readonly Change[]
}

/** Runs what happened to a lineage through the engine, with weights as they were given, then lets the days up to one pass. */
export function replayWith(
  passing: Passing,
  m: Methodology,
  provider: string,
  happened: readonly (Weighed | Action)[],
  day: number,
): Replayed {
  const records = new MemoryRecords()
  for (const x of inOrder(happened)) {
    if ('weight' in x) acceptKnown(passing, m, records, x)
    else acceptEntry(passing, m, records, x)
  }
  passing.pass(m, records, day)
  return {
    record: records.find(provider) ?? newRecord(provider),
    history: records.history.filter(change => change.provider === provider),
    publicHistory: records.publicHistory(provider),
  }
}

/** 1 for a piece, 0 for an action. */
const isPiece = (x: Weighed | Action) => Number('weight' in x)

/**
 * By seq; what an entry retracts comes before what it records. Pieces that one entry retracted together are retracted together again.
 */
function inOrder(happened: readonly (Weighed | Action)[]): (Weighed | Action)[] {
  const together = new Map<number, number[]>()
  const ordered: (Weighed | Action)[] = []
  for (const x of [...happened].sort((a, b) => a.seq - b.seq || isPiece(a) - isPiece(b))) {
    if (!('weight' in x) && x.kind === 'retraction') {
      const { seq, ledgerDay, target } = x
      const targets = together.get(seq)
      if (targets) {
        targets.push(target)
        ordered[ordered.length - 1] = { kind: 'retractions', seq, ledgerDay, targets }
        continue
      }
      together.set(seq, [target])
    }
    ordered.push(x)
  }
  return ordered
}
