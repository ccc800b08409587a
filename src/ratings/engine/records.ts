/** The working set that the engine runs over, and its plain in-memory form for vectors, impact runs and tests. */

import type { Weighed } from '../rules/evidence.ts'
import { emptyFold, type Fold } from '../rules/fold.ts'
import { type Cause, type Held, type Mode, newHeld } from '../rules/grade.ts'
import type { Pair, Rater } from '../rules/weighing.ts'

/** An accepted alarmCleared entry, kept with the provider that it names. */
export interface Clearing {
  seq: number
  inspection: number
  ledgerDay: number
}
export interface ProviderRecord {
  readonly provider: string
  predecessor: string | null
  /** Ledger day of the link, −1 if none. */
  linkedDay: number
  /** seq of the link, −1 if none. */
  linkedSeq: number
  /** Providers whose predecessor this is. */
  successors: string[]
  clearings: Clearing[]
  /** How many changes of grade or state are on record. */
  changes: number
  fold: Fold
  held: Held
}
/** A change of the held grade or state. */
export interface Change {
  provider: string
  /** Which change of this provider it is, from 1. */
  number: number
  day: number
  mode: Mode
  cause: Cause | null
  /** The causing entry; null for a weekly evaluation. */
  entry: number | null
  grade: number
  state: Held['state']
}

/**
 * What the engine reads and writes. Synchronous: a Records over a store holds the rows that one entry needs before the engine runs.
 * Records are changed in place and then reported by `touch`.
 */
export interface Records {
  lastSeq: number
  lastDay: number
  /** Last Monday that was evaluated. */
  evaluatedThrough: number
  find(provider: string): ProviderRecord | undefined
  /** Finds or begins the record of a provider. */
  open(provider: string): ProviderRecord
  all(): Iterable<ProviderRecord>
  touch(record: ProviderRecord): void
  pair(root: string, kind: string, customer: string): Pair | undefined
  setPair(root: string, kind: string, customer: string, pair: Pair): void
  rater(customer: string): Rater | undefined
  setRater(customer: string, rater: Rater): void
  /** Whether the fold of a provider holds a live order of this customer. */
  hasCustomer(provider: string, customer: string): boolean
  addCustomer(provider: string, customer: string): void
  replaceCustomers(provider: string, customers: ReadonlySet<string>): void
  evidence(seq: number): Weighed | undefined
  /** Live evidence of one provider (not of its lineage), by seq. */
  liveEvidence(provider: string): readonly Weighed[]
  addEvidence(x: Weighed): void
  /** Evidence was retracted or repaired. */
  touchEvidence(x: Weighed): void
  changed(change: Change): void
}

/** Record of a provider of which nothing is known yet. */
export const newRecord = (provider: string): ProviderRecord => ({
  provider,
  predecessor: null,
  linkedDay: -1,
  linkedSeq: -1,
  successors: [],
  clearings: [],
  changes: 0,
  fold: emptyFold(),
  held: newHeld(),
})

/** First use of the calendar: the Monday before day 0 counts as evaluated. */
export const BEFORE_ALL = -2

/** Before every seq. */
export const NO_SEQ = Number.MIN_SAFE_INTEGER

export class MemoryRecords implements Records {
  lastSeq = NO_SEQ
  lastDay = 0
  evaluatedThrough = BEFORE_ALL
  readonly history: Change[] = []
  private readonly byProvider = new Map<string, ProviderRecord>()
  private readonly pairs = new Map<string, Pair>()
  private readonly raters = new Map<string, Rater>()
  private readonly customers = new Map<string, Set<string>>()
  private readonly facts = new Map<number, Weighed>()
  private readonly factsOf = new Map<string, Weighed[]>()

  find(provider: string): ProviderRecord | undefined {
    return this.byProvider.get(provider)
  }
  open(provider: string): ProviderRecord {
    let record = this.byProvider.get(provider)
    if (!record) {
      record = newRecord(provider)
      this.byProvider.set(provider, record)
    }
    return record
  }
  all(): Iterable<ProviderRecord> {
    return this.byProvider.values()
  }
  touch(_record: ProviderRecord): void {}
  pair(root: string, kind: string, customer: string): Pair | undefined {
    return this.pairs.get(pairKey(root, kind, customer))
  }
  setPair(root: string, kind: string, customer: string, pair: Pair): void {
    this.pairs.set(pairKey(root, kind, customer), pair)
  }
  rater(customer: string): Rater | undefined {
    return this.raters.get(customer)
  }
  setRater(customer: string, rater: Rater): void {
    this.raters.set(customer, rater)
  }
  hasCustomer(provider: string, customer: string): boolean {
    return this.customers.get(provider)?.has(customer) ?? false
  }
  addCustomer(provider: string, customer: string): void {
    const known = this.customers.get(provider)
    if (known) known.add(customer)
    else this.customers.set(provider, new Set([customer]))
  }
  replaceCustomers(provider: string, customers: ReadonlySet<string>): void {
    this.customers.set(provider, new Set(customers))
  }
  evidence(seq: number): Weighed | undefined {
    return this.facts.get(seq)
  }
  liveEvidence(provider: string): readonly Weighed[] {
    return (this.factsOf.get(provider) ?? []).filter(x => x.retractedBy < 0)
  }
  allPairs(): Iterable<[string, Pair]> {
    return this.pairs
  }
  allRaters(): Iterable<[string, Rater]> {
    return this.raters
  }
  addEvidence(x: Weighed): void {
    this.facts.set(x.seq, x)
    const own = this.factsOf.get(x.provider)
    if (own) own.push(x)
    else this.factsOf.set(x.provider, [x])
  }
  touchEvidence(_x: Weighed): void {}
  changed(change: Change): void {
    this.history.push(change)
  }
}

/** Key of a pair; no id holds a NUL. */
export const pairKey = (root: string, kind: string, customer: string): string => `${root}\0${kind}\0${customer}`
