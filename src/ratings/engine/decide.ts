/** Decisions over a Book: evaluation of a record with its history, the Mondays of the calendar, recomputed folds. */

import type { Admitted } from '../rules/evidence.ts'
import { append, emptyFold, type Fold } from '../rules/fold.ts'
import { type Cause, countSince, evaluate, isRatable, type Mode, NR, newSince } from '../rules/grade.ts'
import type { Methodology } from '../rules/methodology.ts'
import { mod } from '../rules/numbers.ts'
import type { Book, ProviderRecord } from './book.ts'
import { chain } from './chains.ts'

/**
 * Evaluates a record and writes its history.
 * @param entry the causing entry, null for a Monday
 * @param was grade and state to compare with, if they changed before the evaluation (a link)
 */
export function decide(
  m: Methodology,
  book: Book,
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
  const used = evaluate(m, fold, held, day, mode, cause, entry ?? book.lastSeq)
  const isChange = held.grade !== was.grade || held.state !== was.state
  if (isChange) {
    const { grade, state } = held
    record.changes += 1
    book.changed({ provider: record.provider, number: record.changes, day, ...used, entry, grade, state })
  }
  if (isChange || held.pending !== pending || held.barSeq !== barSeq) book.touch(record)
}

/** The next Monday that has not been evaluated. */
export const dueMonday = (book: Book): number => book.evaluatedThrough + 7

/** The last Monday up to and including a day. */
export const lastMonday = (m: Methodology, day: number): number =>
  day - mod(day - m.parameters.clock.mondayRemainder, 7)

/** Evaluates a record on every due Monday up to and including the last. */
export function evaluateRecord(m: Methodology, book: Book, record: ProviderRecord, last: number): void {
  for (let monday = dueMonday(book); monday <= last; monday += 7) decide(m, book, record, monday, 'weekly', null, null)
}

/**
 * Evaluates every due Monday up to and including a day; sees only entries accepted before.
 * Providers do not depend on each other here, so each goes through all its Mondays at once.
 */
export function evaluateThrough(m: Methodology, book: Book, day: number): void {
  if (dueMonday(book) > day) return
  const last = lastMonday(m, day)
  for (const record of book.records()) evaluateRecord(m, book, record, last)
  book.evaluatedThrough = last
}

/** Live evidence of a provider's chain, by seq. */
export function liveChainEvidence(book: Book, provider: string): Admitted[] {
  return chain(book, provider)
    .flatMap(p => book.liveEvidence(p))
    .sort((a, b) => a.seq - b.seq)
}

/** Folds live evidence anew (hk-credit 2.3). @param clear largest seq whose reviews leave the CUSUM untouched */
export function foldOf(
  m: Methodology,
  live: readonly Admitted[],
  clear: number,
): { fold: Fold; customers: Set<string> } {
  const fold = emptyFold()
  const customers = new Set<string>()
  for (const x of live) {
    const isNew = x.kind === 'order' && !customers.has(x.customer)
    if (x.kind === 'order') customers.add(x.customer)
    append(m, fold, x, isNew, clear)
  }
  return { fold, customers }
}

/** Recomputes the fold of a provider from its chain's live evidence, and what counts towards its readmission. */
export function recompute(m: Methodology, book: Book, provider: string): void {
  const record = book.open(provider)
  const live = liveChainEvidence(book, provider)
  const inspections = new Set(live.filter(x => x.kind === 'inspection').map(x => x.seq))
  const clearings = chain(book, provider).flatMap(p => book.find(p)?.clearings ?? [])
  const clear = clearings.reduce((max, c) => (inspections.has(c.inspection) ? Math.max(max, c.seq) : max), -1)
  const { fold, customers } = foldOf(m, live, clear)
  record.fold = fold
  book.replaceCustomers(provider, customers)
  resumeSince(m, book, record, live)
  book.touch(record)
}

/** Counts anew what a barred provider has shown since the bar. */
export function resumeSince(
  m: Methodology,
  book: Book,
  { held, provider }: ProviderRecord,
  live: readonly Admitted[] = liveChainEvidence(book, provider),
): void {
  if (held.barSeq === null) return
  held.since = newSince()
  for (const x of live) if (x.seq > held.barSeq) countSince(m, held.since, x)
}
