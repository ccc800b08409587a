import type { Reader, Writer } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { Draft } from './append.ts'
import type { Entry } from './entry.ts'
import type { Applying } from './entry-types.ts'

/** The view and the means of one unit of work. */
export interface Transaction {
  db: Reader
  tables: Tables
  /** Milliseconds; the clock's present reading. */
  readonly now: number
  /** Milliseconds; the time that the entries of this unit of work bear from here on. Reading it fixes it. */
  readonly at: number
  /** The business day that the next entry will bear: never before the ledger's newest. */
  readonly day: number
  append(draft: Draft): Promise<Entry>
  /** The same for many, much faster where their types can be applied together. */
  appendAll(drafts: readonly Draft[]): Promise<Entry[]>
  /** Only for tables that are not history (OPERATIONAL_TABLES). */
  operational: Writer
}

/** Takes part in every transaction: how ratings evaluates due Mondays and writes its working set back. */
export interface BatchParticipant {
  /** Before the first row of an entry of that business day. */
  beforeEntry?(tx: Applying, day: number): Promise<void>
  /** At the end of a unit of work, inside its savepoint. */
  beforeRelease?(tx: Applying): Promise<void>
  /** The unit, or the whole transaction, was rolled back. */
  rolledBack?(): void
  /** The whole transaction failed; called after `rolledBack`. */
  aborted?(): void
  committed?(): void
  /** Another process has moved the head: what is remembered of rows may be old. */
  foreignHead?(): void
}
