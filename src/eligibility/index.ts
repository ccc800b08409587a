import { createHash } from 'node:crypto'
import type { Entry, Ledger } from '../ledger/ledger.ts'
import type { ProviderRecord } from '../ratings/book.ts'
import type { Ratings } from '../ratings/entries.ts'
import type { Methodology } from '../ratings/methodology.ts'
import { gateFacts, gateQuestion, type IndexedProvider, readIndexed } from './facts.ts'
import { readGateBook } from './rows-gates.ts'
import { decideGate, type GateDecision, type GateQuestion, type GateReason } from './rules-gate.ts'
import type { GateBook } from './rules-gate-editions.ts'

/** A place in a list; `key` orders it: state, then score, then the day's rotation, then id. */
export interface Listed {
  provider: IndexedProvider
  state: 'full' | 'probation'
  grade: string
  point: number
  assured: number
  reasons: GateReason[]
  key: ListKey
}

/** full = 0, probation = 1; minus assured; rotation; id: ascending is best first. */
export type ListKey = [state: number, minusAssured: number, rotation: string, id: string]

/** Entries that change a provider's registration, admission, open orders or credentials. */
const CHANGING = /^(provider|request|application|admission|credential)\./
/** Entries that change what services demand of everybody. */
const DEMANDING = /^(gate|standard)\./

/** Providers read at once when entries have changed them. */
const RELOAD = 500

/**
 * Who may be sent, in memory. Invariants:
 * - it holds every provider of the registry, as of the ledger's newest committed entry;
 * - a list is dropped when a provider that it holds, or could hold, changes, and when the day changes;
 * - gates are held with all their editions: what one demands follows from the day;
 * - it is brought up to date before the write that changed it is answered (ledger listeners).
 */
export class EligibilityIndex {
  #ledger: Ledger
  #ratings: Ratings
  #providers = new Map<string, IndexedProvider>()
  /** Offered code (item or category) -> ids. */
  #byService = new Map<string, Set<string>>()
  /** Service item -> area -> list. */
  #lists = new Map<string, Map<string, Listed[]>>()
  #day = -1
  #gates: GateBook = { gates: new Map(), standards: new Map() }

  private constructor(ledger: Ledger, ratings: Ratings) {
    this.#ledger = ledger
    this.#ratings = ratings
  }

  /** The version in force: another one from its first day on. */
  get #m(): Methodology {
    return this.#ratings.methodology
  }

  /** Reads the whole registry, then follows the ledger. */
  static async open(ledger: Ledger, ratings: Ratings): Promise<EligibilityIndex> {
    const index = new EligibilityIndex(ledger, ratings)
    ratings.onChanged(records => index.#rate(records))
    ledger.onCommit(entries => index.#follow(entries))
    await index.reload()
    return index
  }

  /** Reads the whole registry again. */
  async reload(): Promise<void> {
    const { tables } = this.#ledger.store
    await this.#readGates()
    for (const provider of await this.#ledger.read(db => readIndexed(db, tables, this.#m, null))) this.#put(provider)
  }

  async #readGates(): Promise<void> {
    const { tables } = this.#ledger.store
    this.#gates = await this.#ledger.read(db => readGateBook(db, tables, null))
    this.#lists.clear()
  }

  get size(): number {
    return this.#providers.size
  }

  /** The list for a service item and an area on a day, best first. */
  list(service: string, area: string, day: number): readonly Listed[] {
    this.#turnTo(day)
    let lists = this.#lists.get(service)
    if (!lists) {
      lists = new Map()
      this.#lists.set(service, lists)
    }
    const known = lists.get(area)
    if (known) return known
    const made = this.#makeList(service, area, day)
    lists.set(area, made)
    return made
  }

  /** The gate's answer about one provider. */
  decide(id: string, service: string, area: string, day: number): GateDecision {
    const provider = this.#providers.get(id)
    return decideGate(provider ? gateFacts(this.#m, provider, day) : null, this.#question(service, area, day))
  }

  /** New folds, grades and states: by evidence, or by a Monday without any entry. */
  #rate(records: readonly ProviderRecord[]): void {
    for (const record of records) {
      const provider = this.#providers.get(record.provider)
      if (!provider) continue
      provider.record = record
      this.#dropLists(provider)
    }
  }

  /** Reads the providers again that entries have changed, other than by evidence. */
  async #follow(entries: readonly Entry[]): Promise<void> {
    if (entries.some(({ type }) => DEMANDING.test(type))) await this.#readGates()
    const ids = new Set<string>()
    for (const { type, payload } of entries)
      if (CHANGING.test(type) && typeof payload.provider === 'string') ids.add(payload.provider)
    const wanted = [...ids]
    for (let i = 0; i < wanted.length; i += RELOAD) {
      const part = wanted.slice(i, i + RELOAD)
      const { tables } = this.#ledger.store
      for (const provider of await this.#ledger.read(db => readIndexed(db, tables, this.#m, part))) this.#put(provider)
    }
  }

  #put(provider: IndexedProvider): void {
    const before = this.#providers.get(provider.id)
    if (before) this.#forget(before)
    this.#providers.set(provider.id, provider)
    for (const service of provider.offerings) {
      const ids = this.#byService.get(service) ?? new Set()
      this.#byService.set(service, ids.add(provider.id))
    }
    this.#dropLists(provider)
  }

  #forget(provider: IndexedProvider): void {
    for (const service of provider.offerings) this.#byService.get(service)?.delete(provider.id)
    this.#dropLists(provider)
  }

  #dropLists({ offerings, areas }: IndexedProvider): void {
    for (const [service, lists] of this.#lists) {
      if (!offerings.has(service) && !offerings.has(service.slice(0, 2))) continue
      for (const area of lists.keys()) if (areas.some(served => area.startsWith(served))) lists.delete(area)
    }
  }

  #turnTo(day: number): void {
    if (day === this.#day) return
    this.#day = day
    this.#lists.clear()
  }

  #question(service: string, area: string, day: number): GateQuestion {
    return gateQuestion(this.#m, this.#gates, { service, area }, day)
  }

  #makeList(service: string, area: string, day: number): Listed[] {
    const question = this.#question(service, area, day)
    const listed: Listed[] = []
    for (const code of [service, service.slice(0, 2)])
      for (const id of this.#byService.get(code) ?? []) {
        const provider = this.#providers.get(id)!
        // Offered both as an item and by its category: listed once.
        if (code.length === 2 && provider.offerings.has(service)) continue
        const entry = this.#place(provider, question, day)
        if (entry) listed.push(entry)
      }
    return listed.sort((a, b) => compareKeys(a.key, b.key))
  }

  #place(provider: IndexedProvider, question: GateQuestion, day: number): Listed | null {
    if (provider.status !== 'active' || !provider.admitted) return null
    const facts = gateFacts(this.#m, provider, day)
    const { eligible, reasons } = decideGate(facts, question)
    if (!eligible || facts.state === 'barred') return null
    const { state, grade, point, assured } = facts
    const key: ListKey = [state === 'full' ? 0 : 1, -assured, rotation(question, provider.id), provider.id]
    return { provider, state, grade, point, assured, reasons, key }
  }
}

/**
 * Who comes first among equals on a day: SHA-256 of `date|service|area|provider`, hex, ascending. Anyone can compute it, nobody can choose it,
 * and it changes daily.
 */
export function rotation(
  { date, service, area }: Pick<GateQuestion, 'date' | 'service' | 'area'>,
  provider: string,
): string {
  return createHash('sha256').update(`${date}|${service}|${area}|${provider}`).digest('hex')
}

export function compareKeys(a: ListKey, b: ListKey): number {
  return a[0] - b[0] || a[1] - b[1] || compareText(a[2], b[2]) || compareText(a[3], b[3])
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
