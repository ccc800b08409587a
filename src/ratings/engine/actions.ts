/** Actions (hk-credit 2 and 8.4): each checks itself against the Records, then returns what it will do. */

import { type Action, Refusal, type RefusalCode, type Weighed } from '../rules/evidence.ts'
import { type Cause, NR, worseState } from '../rules/grade.ts'
import type { Methodology } from '../rules/methodology.ts'
import { rulesOf } from '../rules/rule-sets.ts'
import { endOf } from '../rules/score.ts'
import { decide, recompute, resumeSince } from './decide.ts'
import { heirs, lineage } from './lineage.ts'
import type { Passing } from './passing.ts'
import type { Records } from './records.ts'

type Kind<K extends Action['kind']> = Extract<Action, { kind: K }>

function demand(holds: unknown, code: RefusalCode): asserts holds {
  if (!holds) throw new Refusal(code)
}

/** Checks an action. @returns what performs it. @throws Refusal */
export function perform(passing: Passing, m: Methodology, records: Records, x: Action): () => void {
  switch (x.kind) {
    case 'retraction':
    case 'repair': {
      const target = x.kind === 'retraction' ? retractable(records, x.target) : repairable(m, records, x)
      const isRedecided = target.kind === 'sanction' && rulesOf(m).sanctionEnd === 'redecide'
      const isOver = isRedecided && (target.repairedBy >= 0 || endOf(m, target) <= x.ledgerDay)
      return () => {
        const correction = { isRedecided, isOver, passing }
        if (x.kind === 'retraction') retract(m, records, x, target, correction)
        else repair(m, records, x, target, correction)
      }
    }
    case 'retractions': {
      const targets = x.targets.map(target => retractable(records, target))
      demand(new Set(x.targets).size === targets.length, 'already-retracted')
      demand(
        targets.every(target => target.kind !== 'sanction'),
        'retraction-target',
      )
      return () => retractAll(m, records, x, targets)
    }
    case 'alarmCleared':
      checkClearing(m, records, x)
      return () => {
        records.open(x.provider).clearings.push({ seq: x.seq, inspection: x.inspection, ledgerDay: x.ledgerDay })
        correct(m, records, x.provider, x)
      }
    case 'link':
      demand(!records.find(x.provider)?.predecessor, 'predecessor-set')
      demand(!lineage(records, x.predecessor).includes(x.provider), 'link-cycle')
      return () => link(m, records, x)
  }
}

function retractable(records: Records, seq: number): Weighed {
  const target = records.evidence(seq)
  demand(target, 'retraction-target')
  demand(target.retractedBy < 0, 'already-retracted')
  return target
}

function repairable(m: Methodology, records: Records, x: Kind<'retraction' | 'repair'>): Weighed {
  const target = records.evidence(x.target)
  demand(target?.kind === 'sanction' && target.retractedBy < 0, 'repair-target')
  demand(target.repairedDay < 0, 'already-repaired')
  const { repairAfterDays, termDays } = m.parameters.sanctions.classes[target.class]
  const since = x.ledgerDay - target.day
  demand(since >= repairAfterDays && since < termDays, 'repair-out-of-term')
  return target
}

function checkClearing(m: Methodology, records: Records, x: Kind<'alarmCleared'>): void {
  const newest = records.find(x.provider)?.fold.alarms.at(-1)
  demand(newest, 'alarm-not-raised')
  const inspection = records.evidence(x.inspection)
  demand(inspection?.kind === 'inspection' && inspection.retractedBy < 0, 'inspection-not-live')
  demand(lineage(records, x.provider).includes(inspection.provider), 'inspection-not-live')
  demand(inspection.score >= m.parameters.alarm.clearScore, 'inspection-score-low')
  demand(inspection.seq >= newest[0], 'inspection-before-alarm')
}

/** Effect of a retraction or repair of a sanction: a correction under 1.0, a re-decision under 1.1 unless it was over already. */
interface Correction {
  isRedecided: boolean
  isOver: boolean
  passing: Passing
}

function redecideHeirs(
  m: Methodology,
  records: Records,
  provider: string,
  x: Action & { kind: Cause },
  { isOver, passing }: Correction,
) {
  if (isOver) return
  const occasion = { day: x.ledgerDay, through: x.ledgerDay, cause: x.kind, entry: x.seq }
  for (const p of heirs(records, provider)) passing.redecide(m, records, records.open(p), occasion)
}

/** Recomputes all folds that hold the provider's evidence, then evaluates them: a correction acts at once. */
function correct(m: Methodology, records: Records, provider: string, x: Action & { kind: Cause }): void {
  const all = heirs(records, provider)
  for (const p of all) recompute(m, records, p)
  for (const p of all) decide(m, records, records.open(p), x.ledgerDay, 'correct', x.kind, x.seq)
}

function retract(
  m: Methodology,
  records: Records,
  x: Action & { kind: Cause },
  target: Weighed,
  correction: Correction,
): void {
  target.retractedBy = x.seq
  target.retractedDay = x.ledgerDay
  records.touchEvidence(target)
  if (!correction.isRedecided) {
    correct(m, records, target.provider, x)
    return
  }
  for (const p of heirs(records, target.provider)) recompute(m, records, p)
  redecideHeirs(m, records, target.provider, x, correction)
}

/** Every piece goes first; then each provider is corrected once, by what is left. */
function retractAll(m: Methodology, records: Records, x: Kind<'retractions'>, targets: readonly Weighed[]): void {
  for (const target of targets) {
    target.retractedBy = x.seq
    target.retractedDay = x.ledgerDay
    records.touchEvidence(target)
  }
  const about = new Set(targets.flatMap(target => heirs(records, target.provider)))
  for (const p of about) recompute(m, records, p)
  for (const p of about) decide(m, records, records.open(p), x.ledgerDay, 'correct', 'retraction', x.seq)
}

/** A repair changes nothing in a fold but the sanction itself, so no evidence is read again. */
function repair(
  m: Methodology,
  records: Records,
  x: Action & { kind: Cause },
  target: Weighed,
  correction: Correction,
): void {
  target.repairedDay = x.ledgerDay
  target.repairedBy = x.seq
  records.touchEvidence(target)
  const heirRecords = heirs(records, target.provider).map(p => records.open(p))
  for (const record of heirRecords) {
    for (const s of record.fold.sanctions) if (s.seq === target.seq) s.repaired = x.ledgerDay
    records.touch(record)
  }
  if (correction.isRedecided) redecideHeirs(m, records, target.provider, x, correction)
  else for (const record of heirRecords) decide(m, records, record, x.ledgerDay, 'correct', x.kind, x.seq)
}

/** Links a re-registration: evidence and bad standing of the predecessor are inherited, good standing is not. */
function link(m: Methodology, records: Records, x: Kind<'link'>): void {
  const record = records.open(x.provider)
  const predecessor = records.open(x.predecessor)
  const { held: old } = predecessor
  record.predecessor = x.predecessor
  record.linkedDay = x.ledgerDay
  record.linkedSeq = x.seq
  predecessor.successors.push(x.provider)
  records.touch(predecessor)
  const all = heirs(records, x.provider)
  for (const p of all) recompute(m, records, p)
  for (const p of all) {
    const heir = records.open(p)
    const { held } = heir
    const was = { grade: held.grade, state: held.state }
    if (old.grade !== NR) held.grade = held.grade === NR ? old.grade : Math.min(held.grade, old.grade)
    if (old.state === 'barred' && held.state !== 'barred') {
      held.barSeq = old.barSeq
      resumeSince(m, records, heir)
    }
    held.state = worseState(held.state, old.state)
    held.pending = null
    decide(m, records, heir, x.ledgerDay, 'down', 'link', x.seq, was)
    records.touch(heir)
  }
}
