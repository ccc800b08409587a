/**
 * The Records of the service: rows remembered over transactions, changes kept apart until they are written back.
 * It holds what the entry at hand needs before the engine, which is synchronous, runs (prefetch.ts).
 */
import { bound } from '../../store/bounds.ts'
import { type Change, NO_SEQ, newRecord, type ProviderRecord, pairKey, type Records } from '../engine/records.ts'
import type { Weighed } from '../rules/evidence.ts'
import type { VoiceMap, Voices } from '../rules/fold.ts'
import type { CustomerMemory, Pair } from '../rules/weighing.ts'
import type { FoldCustomer } from './rows.ts'

/** Providers and small rows kept in memory at the most; beyond, everything is forgotten and read again as needed. */
export const MAX_PROVIDERS = bound('records-providers', 200_000)
const MAX_ROWS = bound('records-rows', 1_000_000)

/** Rows by key; undefined stands for a row that is known not to be there. */
class Remembered<V> {
  readonly rows = new Map<string, V | undefined>()
  /** Changed and not yet written. */
  readonly dirty = new Set<string>()
  /** Changed since the last commit: not to be trusted after a rollback. */
  readonly uncommitted = new Set<string>()

  put(key: string, value: V | undefined): void {
    this.rows.set(key, value)
    this.mark(key)
  }
  mark(key: string): void {
    this.dirty.add(key)
    this.uncommitted.add(key)
  }
  /** The changed rows, once. */
  take(): [string, V | undefined][] {
    const taken = [...this.dirty].map((key): [string, V | undefined] => [key, this.rows.get(key)])
    this.dirty.clear()
    return taken
  }
  forgetUncommitted(): void {
    for (const key of this.uncommitted) this.rows.delete(key)
    this.uncommitted.clear()
    this.dirty.clear()
  }
}

export class WorkingSet implements Records {
  lastSeq = NO_SEQ
  lastDay = 0
  evaluatedThrough = Number.NaN
  passedThrough = Number.NaN
  /** 1.1: the last day whose ended sanctions have decided grades again. */
  endedThrough: number | null = null
  /** The database was empty when this began: a small row that is not here is nowhere. */
  allRows = false
  /** Every rating row is here: a provider that is not has none. */
  allProviders = false
  readonly providers = new Remembered<ProviderRecord>()
  readonly pairs = new Remembered<Pair>()
  readonly memories = new Remembered<CustomerMemory>()
  /** Key: provider, customer. */
  readonly customers = new Remembered<FoldCustomer>()
  /** All customers of a provider that were counted anew; they go before `customers`. */
  readonly recounted = new Remembered<Map<string, FoldCustomer>>()
  /** Set when Mondays were evaluated and the clock is not yet written. */
  clockMoved = false
  changes: Change[] = []
  /** Evidence that the entry or day at hand needs or has brought; that of whole providers (1.0: live evidence alone). */
  readonly needed = new Map<number, Weighed>()
  readonly live = new Map<string, Weighed[]>()
  readonly altered = new Set<Weighed>()

  find(provider: string): ProviderRecord | undefined {
    return this.providers.rows.get(provider)
  }
  open(provider: string): ProviderRecord {
    const known = this.providers.rows.get(provider)
    this.providers.uncommitted.add(provider)
    if (known) return known
    const record = newRecord(provider)
    this.providers.rows.set(provider, record)
    return record
  }
  *all(): Iterable<ProviderRecord> {
    for (const record of this.providers.rows.values()) if (record) yield record
  }
  /** The calendar finds the ends of sanctions in the database (calendar.ts). */
  sanctioned(): Iterable<ProviderRecord> {
    return []
  }
  touch(record: ProviderRecord): void {
    this.providers.put(record.provider, record)
  }
  pair(root: string, kind: string, customer: string): Pair | undefined {
    return this.pairs.rows.get(pairKey(root, kind, customer))
  }
  setPair(root: string, kind: string, customer: string, pair: Pair): void {
    this.pairs.put(pairKey(root, kind, customer), pair)
  }
  memory(customer: string): CustomerMemory | undefined {
    return this.memories.rows.get(customer)
  }
  setMemory(customer: string, memory: CustomerMemory): void {
    this.memories.put(customer, memory)
  }
  hasCustomer(provider: string, customer: string): boolean {
    return this.#customer(provider, customer).ordered
  }
  addCustomer(provider: string, customer: string): void {
    this.#putCustomer(provider, customer, { ...this.#customer(provider, customer), ordered: true })
  }
  voices(provider: string): Voices {
    return {
      of: customer => this.#customer(provider, customer).voices,
      set: (customer, voices) =>
        this.#putCustomer(provider, customer, { ordered: this.hasCustomer(provider, customer), voices }),
    }
  }
  replaceCustomers(provider: string, customers: ReadonlySet<string>, voices: VoiceMap): void {
    this.recounted.put(provider, joinCustomers(customers, voices))
  }
  #customer(provider: string, customer: string): FoldCustomer {
    const all = this.recounted.rows.get(provider)
    return (all ? all.get(customer) : this.customers.rows.get(customerKey(provider, customer))) ?? UNKNOWN
  }
  #putCustomer(provider: string, customer: string, known: FoldCustomer): void {
    this.customers.put(customerKey(provider, customer), known)
    const all = this.recounted.rows.get(provider)
    if (!all) return
    all.set(customer, known)
    this.recounted.uncommitted.add(provider)
  }
  evidence(seq: number): Weighed | undefined {
    return this.needed.get(seq)
  }
  liveEvidence(provider: string): readonly Weighed[] {
    return this.story(provider).filter(x => x.retractedBy < 0)
  }
  story(provider: string): readonly Weighed[] {
    return this.live.get(provider) ?? []
  }
  addEvidence(x: Weighed): void {
    this.needed.set(x.seq, x)
  }
  touchEvidence(x: Weighed): void {
    this.altered.add(x)
  }
  changed(change: Change): void {
    this.changes.push(change)
  }
  /** The public history is replayed when it is asked for (public-history.ts). */
  publicChanged(): void {}
  republish(): void {}

  /** Ends an entry: its evidence is not kept. */
  endEntry(): void {
    this.needed.clear()
    this.live.clear()
    this.altered.clear()
  }

  /** After a commit: what was changed is true now. Forgets everything if it has grown too large. */
  committed(): void {
    for (const kept of this.#all()) kept.uncommitted.clear()
    const rows = this.pairs.rows.size + this.memories.rows.size + this.customers.rows.size
    if (rows > MAX_ROWS) this.#forgetRows()
    if (this.providers.rows.size > MAX_PROVIDERS) this.#forgetProviders()
  }

  /** After a rollback: what was changed since the last commit is read again. */
  rolledBack(): void {
    // Customers remembered one by one may be older than a recount that is forgotten now.
    if (this.recounted.uncommitted.size > 0) this.customers.rows.clear()
    for (const kept of this.#all()) kept.forgetUncommitted()
    this.allRows = false
    this.allProviders = false
    this.#restart()
  }

  /** Another process has written: nothing that is remembered can be trusted. */
  forget(): void {
    this.#forgetRows()
    this.#forgetProviders()
    this.#restart()
  }

  #all(): Remembered<unknown>[] {
    return [this.providers, ...this.#small()]
  }
  #small(): Remembered<unknown>[] {
    return [this.pairs, this.memories, this.customers, this.recounted] as Remembered<unknown>[]
  }
  #restart(): void {
    this.lastSeq = NO_SEQ
    this.lastDay = 0
    this.evaluatedThrough = Number.NaN
    this.passedThrough = Number.NaN
    this.changes = []
    this.clockMoved = false
    this.endEntry()
  }
  #forgetRows(): void {
    for (const kept of this.#small()) {
      kept.rows.clear()
      kept.forgetUncommitted()
    }
    this.allRows = false
  }
  #forgetProviders(): void {
    this.providers.rows.clear()
    this.providers.forgetUncommitted()
    this.allProviders = false
  }
}

const UNKNOWN: FoldCustomer = { ordered: false, voices: [] }

/** Customers of a fold that was computed anew: those with a live order, and those whose reviews stand. */
export function joinCustomers(customers: ReadonlySet<string>, { standing }: VoiceMap): Map<string, FoldCustomer> {
  const known = new Map<string, FoldCustomer>()
  for (const customer of customers) known.set(customer, { ordered: true, voices: standing.get(customer) ?? [] })
  for (const [customer, voices] of standing) if (!known.has(customer)) known.set(customer, { ordered: false, voices })
  return known
}

export const customerKey = (provider: string, customer: string): string => `${provider}\0${customer}`
