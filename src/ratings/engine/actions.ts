/** Actions (hk-credit 2 and 8.4): each checks itself against the Book, then returns what it will do. */

import { type Action, type Admitted, Refusal, type RefusalCode } from '../rules/evidence.ts'
import { type Cause, NR, worseState } from '../rules/grade.ts'
import type { Methodology } from '../rules/methodology.ts'
import type { Book } from './book.ts'
import { chain, heirs } from './chains.ts'
import { decide, recompute, resumeSince } from './decide.ts'

type Kind<K extends Action['kind']> = Extract<Action, { kind: K }>

function demand(holds: unknown, code: RefusalCode): asserts holds {
  if (!holds) throw new Refusal(code)
}

/** Checks an action. @returns what performs it. @throws Refusal */
export function perform(m: Methodology, book: Book, x: Action): () => void {
  switch (x.kind) {
    case 'retraction':
    case 'repair': {
      const target = x.kind === 'retraction' ? retractable(book, x) : repairable(m, book, x)
      return () => (x.kind === 'retraction' ? retract(m, book, x, target) : repair(m, book, x, target))
    }
    case 'alarmCleared':
      checkClearing(m, book, x)
      return () => {
        book.open(x.provider).clearings.push({ seq: x.seq, inspection: x.inspection, ledgerDay: x.ledgerDay })
        correct(m, book, x.provider, x)
      }
    case 'link':
      demand(!book.find(x.provider)?.predecessor, 'predecessor-set')
      demand(!chain(book, x.predecessor).includes(x.provider), 'link-cycle')
      return () => link(m, book, x)
  }
}

function retractable(book: Book, x: Kind<'retraction' | 'repair'>): Admitted {
  const target = book.evidence(x.target)
  demand(target, 'retraction-target')
  demand(target.retractedBy < 0, 'already-retracted')
  return target
}

function repairable(m: Methodology, book: Book, x: Kind<'retraction' | 'repair'>): Admitted {
  const target = book.evidence(x.target)
  demand(target?.kind === 'sanction' && target.retractedBy < 0, 'repair-target')
  demand(target.repairedDay < 0, 'already-repaired')
  const { repairAfterDays, termDays } = m.parameters.sanctions.classes[target.class]
  const since = x.ledgerDay - target.day
  demand(since >= repairAfterDays && since < termDays, 'repair-out-of-term')
  return target
}

function checkClearing(m: Methodology, book: Book, x: Kind<'alarmCleared'>): void {
  const newest = book.find(x.provider)?.fold.alarms.at(-1)
  demand(newest, 'alarm-not-raised')
  const inspection = book.evidence(x.inspection)
  demand(inspection?.kind === 'inspection' && inspection.retractedBy < 0, 'inspection-not-live')
  demand(chain(book, x.provider).includes(inspection.provider), 'inspection-not-live')
  demand(inspection.score >= m.parameters.alarm.clearScore, 'inspection-score-low')
  demand(inspection.seq >= newest[0], 'inspection-before-alarm')
}

/** Recomputes all folds that hold the provider's evidence, then evaluates them: a correction acts at once. */
function correct(m: Methodology, book: Book, provider: string, x: Action & { kind: Cause }): void {
  const all = heirs(book, provider)
  for (const p of all) recompute(m, book, p)
  for (const p of all) decide(m, book, book.open(p), x.ledgerDay, 'correct', x.kind, x.seq)
}

function retract(m: Methodology, book: Book, x: Action & { kind: Cause }, target: Admitted): void {
  target.retractedBy = x.seq
  target.retractedDay = x.ledgerDay
  book.touchEvidence(target)
  correct(m, book, target.provider, x)
}

/** A repair changes nothing in a fold but the sanction itself, so no evidence is read again. */
function repair(m: Methodology, book: Book, x: Action & { kind: Cause }, target: Admitted): void {
  target.repairedDay = x.ledgerDay
  target.repairedBy = x.seq
  book.touchEvidence(target)
  const records = heirs(book, target.provider).map(p => book.open(p))
  for (const record of records) {
    for (const s of record.fold.sanctions) if (s.seq === target.seq) s.repaired = x.ledgerDay
    book.touch(record)
  }
  for (const record of records) decide(m, book, record, x.ledgerDay, 'correct', x.kind, x.seq)
}

/** Links a re-registration: evidence and bad standing of the predecessor are inherited, good standing is not. */
function link(m: Methodology, book: Book, x: Kind<'link'>): void {
  const record = book.open(x.provider)
  const predecessor = book.open(x.predecessor)
  const { held: old } = predecessor
  record.predecessor = x.predecessor
  record.linkedDay = x.ledgerDay
  record.linkedSeq = x.seq
  predecessor.successors.push(x.provider)
  book.touch(predecessor)
  const all = heirs(book, x.provider)
  for (const p of all) recompute(m, book, p)
  for (const p of all) {
    const heir = book.open(p)
    const { held } = heir
    const was = { grade: held.grade, state: held.state }
    if (old.grade !== NR) held.grade = held.grade === NR ? old.grade : Math.min(held.grade, old.grade)
    if (old.state === 'barred' && held.state !== 'barred') {
      held.barSeq = old.barSeq
      resumeSince(m, book, heir)
    }
    held.state = worseState(held.state, old.state)
    held.pending = null
    decide(m, book, heir, x.ledgerDay, 'down', 'link', x.seq, was)
    book.touch(heir)
  }
}
