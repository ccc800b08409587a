/** The working set that the engine runs over, and its plain in-memory form for vectors, impact runs and tests. */

import type { Weighed } from '../rules/evidence.ts'
import { emptyFold, type Fold, VoiceMap, type Voices } from '../rules/fold.ts'
import { type Cause, type Held, type HistoryMode, newHeld } from '../rules/grade.ts'
import type { CustomerMemory, Pair } from '../rules/weighing.ts'

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
  /** Number of changes of grade or state on record. */
  changes: number
  /** 1.1: how many of them the public history has; null as long as it is the same list (hk-credit 1.1, 8.5). */
  published: number | null
  fold: Fold
  held: Held
}
/** A change of the held grade or state. */
export interface Change {
  provider: string
  /** Number of the change of this provider, from 1. */
  number: number
  day: number
  mode: HistoryMode
  cause: Cause | null
  /** The causing entry; null for a weekly evaluation. */
  entry: number | null
  grade: number
  state: Held['state']
}

/**
 * The data that the engine reads and writes. Synchronous: a Records over a store holds the rows that one entry needs before the engine runs.
 * Records are changed in place and then reported by `touch`.
 */
export interface Records {
  lastSeq: number
  lastDay: number
  /** Last Monday that was evaluated. */
  evaluatedThrough: number
  /** 1.1: last day that has passed, with the sanctions that ended on it. */
  passedThrough: number
  find(provider: string): ProviderRecord | undefined
  /** Finds or begins the record of a provider. */
  open(provider: string): ProviderRecord
  all(): Iterable<ProviderRecord>
  /** 1.1: records with a sanction in their fold. */
  sanctioned(): Iterable<ProviderRecord>
  touch(record: ProviderRecord): void
  pair(root: string, kind: string, customer: string): Pair | undefined
  setPair(root: string, kind: string, customer: string, pair: Pair): void
  memory(customer: string): CustomerMemory | undefined
  setMemory(customer: string, memory: CustomerMemory): void
  /** True if the fold of a provider holds a live order of this customer. */
  hasCustomer(provider: string, customer: string): boolean
  addCustomer(provider: string, customer: string): void
  /** 1.1: standing verified reviews in the fold of a provider. */
  voices(provider: string): Voices
  /** Customers and voices of a fold that was computed anew. */
  replaceCustomers(provider: string, customers: ReadonlySet<string>, voices: VoiceMap): void
  evidence(seq: number): Weighed | undefined
  /** Live evidence of one provider (not of its lineage), by seq. */
  liveEvidence(provider: string): readonly Weighed[]
  /** 1.1: all evidence of one provider, retracted or not, by seq. */
  story(provider: string): readonly Weighed[]
  addEvidence(x: Weighed): void
  /** Evidence was retracted or repaired. */
  touchEvidence(x: Weighed): void
  changed(change: Change): void
  /** 1.1: a change that the public history alone gets. */
  publicChanged(change: Change): void
  /** 1.1: the public history of a provider is another one from now on. */
  republish(provider: string, history: readonly Change[]): void
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
  published: null,
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
  passedThrough = -1
  readonly history: Change[] = []
  private readonly byProvider = new Map<string, ProviderRecord>()
  private readonly pairs = new Map<string, Pair>()
  private readonly memories = new Map<string, CustomerMemory>()
  private readonly standing = new Map<string, VoiceMap>()
  private readonly public = new Map<string, Change[]>()
  private readonly withSanctions = new Set<ProviderRecord>()
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
  sanctioned(): Iterable<ProviderRecord> {
    return this.withSanctions
  }
  touch(record: ProviderRecord): void {
    if (record.fold.sanctions.length > 0) this.withSanctions.add(record)
  }
  pair(root: string, kind: string, customer: string): Pair | undefined {
    return this.pairs.get(pairKey(root, kind, customer))
  }
  setPair(root: string, kind: string, customer: string, pair: Pair): void {
    this.pairs.set(pairKey(root, kind, customer), pair)
  }
  memory(customer: string): CustomerMemory | undefined {
    return this.memories.get(customer)
  }
  setMemory(customer: string, memory: CustomerMemory): void {
    this.memories.set(customer, memory)
  }
  voices(provider: string): VoiceMap {
    let voices = this.standing.get(provider)
    if (!voices) {
      voices = new VoiceMap()
      this.standing.set(provider, voices)
    }
    return voices
  }
  hasCustomer(provider: string, customer: string): boolean {
    return this.customers.get(provider)?.has(customer) ?? false
  }
  addCustomer(provider: string, customer: string): void {
    const known = this.customers.get(provider)
    if (known) known.add(customer)
    else this.customers.set(provider, new Set([customer]))
  }
  replaceCustomers(provider: string, customers: ReadonlySet<string>, voices: VoiceMap): void {
    this.customers.set(provider, new Set(customers))
    this.standing.set(provider, voices)
  }
  evidence(seq: number): Weighed | undefined {
    return this.facts.get(seq)
  }
  liveEvidence(provider: string): readonly Weighed[] {
    return this.story(provider).filter(x => x.retractedBy < 0)
  }
  story(provider: string): readonly Weighed[] {
    return this.factsOf.get(provider) ?? []
  }
  allPairs(): Iterable<[string, Pair]> {
    return this.pairs
  }
  allMemories(): Iterable<[string, CustomerMemory]> {
    return this.memories
  }
  allVoices(): Iterable<[string, VoiceMap]> {
    return this.standing
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
  publicChanged(change: Change): void {
    this.public.get(change.provider)?.push(change)
  }
  republish(provider: string, history: readonly Change[]): void {
    this.public.set(provider, [...history])
  }
  customersOf(provider: string): ReadonlySet<string> {
    return this.customers.get(provider) ?? new Set()
  }
  /** The public history of a provider. */
  publicHistory(provider: string): readonly Change[] {
    return this.public.get(provider) ?? this.history.filter(change => change.provider === provider)
  }
}

/** Key of a pair; no id holds a NUL. */
export const pairKey = (root: string, kind: string, customer: string): string => `${root}\0${kind}\0${customer}`
