import type { Entry, Ledger } from '../ledger/ledger.ts'
import type { ProviderRecord } from '../ratings/engine/records.ts'
import { ratingOf } from '../ratings/engine/standing.ts'
import type { Ratings } from '../ratings/entries.ts'
import { heirsOf, ratedOnMondays } from '../ratings/live/rows-changed.ts'
import type { Methodology } from '../ratings/rules/methodology.ts'
import { gateFacts, gateQuestion } from './facts.ts'
import { heldCodes, type IndexedProvider, indexedPages, readIndexed } from './indexed.ts'
import { type Listed, type Placed, RankedList } from './ranked-list.ts'
import { readGateIndex } from './rows-gates.ts'
import { decideGate, type GateDecision, type GateQuestion, offers } from './rules-gate.ts'
import type { GateIndex } from './rules-gate-editions.ts'

/** Entries that change a provider's registration, admission, open orders, credentials or declared facts. */
const CHANGING = /^(provider|request|application|admission|credential|facts)\./
/** Entries that change what services demand of everybody. */
const DEMANDING = /^(gate|standard)\./

/** Providers read at once when entries have changed them. */
const RELOAD = 500
/** Changes remembered for the lists; one that was not asked for in so many is made anew. */
const LOG = 16_384
/** Places in all lists together (16 bytes each); beyond, the lists that were made first go. */
const MAX_PLACES = 8_000_000

interface Kept {
  list: RankedList
  service: string
  area: string
  /** Changes that the list has taken in. */
  seen: number
}

/**
 * Who may be sent, in memory. Invariants:
 * - it holds every provider of the registry, as of the ledger's newest committed entry;
 * - a change costs the writer one note in a log; a list takes in the notes when it is asked for, and is right then;
 * - lists are of one day, one methodology and one set of gates: when any changes, all are dropped;
 * - gates are held with all their editions: what one demands follows from the day;
 * - it is brought up to date before the write that changed it is answered (ledger listeners).
 */
export class EligibilityIndex {
  readonly #ledger: Ledger
  readonly #ratings: Ratings
  readonly #providers = new Map<string, IndexedProvider>()
  /** Offered code (item or category) -> who offers it. */
  readonly #byService = new Map<string, IndexedProvider[]>()
  readonly #lists = new Map<string, Kept>()
  #places = 0
  #day = -1
  #m: Methodology
  #gates: GateIndex = { gates: new Map(), standards: new Map() }
  /** The last changes, in a ring, and whether what the provider offers or serves has changed. */
  readonly #log = new Array<{ provider: IndexedProvider; moved: boolean }>(LOG)
  #changes = 0
  /** Readings of rows under way, each with what has become newer than its rows since it began. */
  readonly #readings = new Set<{ rated: Set<string>; read: Set<string> }>()

  private constructor(ledger: Ledger, ratings: Ratings) {
    this.#ledger = ledger
    this.#ratings = ratings
    this.#m = ratings.methodology
  }

  /** Reads the whole registry, then follows the ledger. */
  static async open(ledger: Ledger, ratings: Ratings): Promise<EligibilityIndex> {
    const index = new EligibilityIndex(ledger, ratings)
    ratings.onChanged(records => index.#rate(records))
    ledger.onCommit((entries, foreignThrough) => index.#follow(entries, foreignThrough))
    await index.reload()
    return index
  }

  /** Reads the whole registry again. */
  async reload(): Promise<void> {
    await this.#readGates()
    const { tables } = this.#ledger.store
    await this.#taking(async put => {
      const read = this.#ledger.read.bind(this.#ledger)
      for await (const page of indexedPages(read, tables, this.#ratings.methodology))
        for (const provider of page) put(provider)
    })
  }

  /** Reads again whom Mondays after that day have rated otherwise, whoever evaluated them. */
  async readMondays(after: number): Promise<void> {
    const { tables } = this.#ledger.store
    await this.#readAgain(await this.#ledger.read(db => ratedOnMondays(db, tables, after)))
  }

  async #readGates(): Promise<void> {
    const { tables } = this.#ledger.store
    this.#gates = await this.#ledger.read(db => readGateIndex(db, tables, null))
    this.#dropLists()
  }

  /** What counts as held may follow from what is demanded. */
  async #readHeld(): Promise<void> {
    const { tables } = this.#ledger.store
    const codes = await this.#ledger.read(db => heldCodes(db, tables, null))
    for (const provider of this.#providers.values()) provider.credentials = codes(provider.id)
    this.#dropLists()
  }

  get size(): number {
    return this.#providers.size
  }

  /** Places in all lists. */
  get places(): number {
    return this.#places
  }

  /** The list for a service item and an area on a day; it is up to date until the next await. */
  ranked(service: string, area: string, day: number): RankedList {
    this.#turnTo(day)
    const key = `${service} ${area}`
    const kept = this.#lists.get(key)
    if (kept && this.#changes - kept.seen <= LOG) {
      this.#takeIn(kept)
      return kept.list
    }
    return this.#make(key, service, area).list
  }

  /** All of a list, best first. */
  list(service: string, area: string, day: number): Listed[] {
    return this.ranked(service, area, day).page({ after: null, limit: Number.MAX_SAFE_INTEGER }).items
  }

  /** The gate's answer about one provider. */
  decide(id: string, service: string, area: string, day: number): GateDecision {
    const provider = this.#providers.get(id)
    const m = this.#ratings.methodology
    return decideGate(provider ? gateFacts(m, provider, day) : null, this.#question(service, area, day))
  }

  /** New folds, grades and states: by evidence, or by a Monday without any entry. */
  #rate(records: readonly ProviderRecord[]): void {
    for (const record of records) {
      for (const { rated } of this.#readings) rated.add(record.provider)
      const provider = this.#providers.get(record.provider)
      if (!provider) continue
      provider.rating = ratingOf(record)
      provider.standing = null
      this.#note(provider, false)
    }
  }

  /** Reads the providers again that entries have changed, other than by evidence of this process. */
  async #follow(entries: readonly Entry[], foreignThrough: number): Promise<void> {
    if (entries.some(({ type }) => DEMANDING.test(type))) {
      await this.#readGates()
      await this.#readHeld()
    }
    const ids = new Set<string>()
    const foreign = new Set<string>()
    for (const { seq, type, subject, payload } of entries) {
      if (CHANGING.test(type) && typeof payload.provider === 'string') ids.add(payload.provider)
      // Evidence and actions of another process change ratings, which only rows tell; whose, says the payload or the subject.
      if (seq <= foreignThrough) foreign.add(subject).add(payload.provider ?? subject)
    }
    const { tables } = this.#ledger.store
    if (foreign.size > 0) for (const id of await this.#ledger.read(db => heirsOf(db, tables, [...foreign]))) ids.add(id)
    await this.#readAgain([...ids])
  }

  async #readAgain(wanted: readonly string[]): Promise<void> {
    const { tables } = this.#ledger.store
    for (let i = 0; i < wanted.length; i += RELOAD) {
      const part = wanted.slice(i, i + RELOAD)
      await this.#taking(async put => {
        for (const provider of await this.#ledger.read(db => readIndexed(db, tables, this.#ratings.methodology, part)))
          put(provider)
      })
    }
  }

  /** Takes rows in, except what has become newer since their reading began. */
  async #taking(work: (put: (provider: IndexedProvider) => void) => Promise<void>): Promise<void> {
    const reading = { rated: new Set<string>(), read: new Set<string>() }
    this.#readings.add(reading)
    try {
      await work(provider => {
        if (reading.read.has(provider.id)) return
        this.#put(provider, reading.rated.has(provider.id))
        for (const other of this.#readings) if (other !== reading) other.read.add(provider.id)
      })
    } finally {
      this.#readings.delete(reading)
    }
  }

  #put(read: IndexedProvider, keepRating: boolean): void {
    const held = this.#providers.get(read.id)
    if (!held) {
      this.#providers.set(read.id, read)
      this.#offer(read)
      this.#note(read, true)
      return
    }
    const moved = held.offerings.text !== read.offerings.text || held.areas !== read.areas
    if (moved) this.#withdraw(held)
    // In place: lists and the table of services hold the object.
    Object.assign(held, read, keepRating ? { rating: held.rating } : {}, { standing: null })
    if (moved) this.#offer(held)
    this.#note(held, moved)
  }

  #offer(provider: IndexedProvider): void {
    for (const code of provider.offerings.codes()) {
      const offering = this.#byService.get(code)
      if (offering) offering.push(provider)
      else this.#byService.set(code, [provider])
    }
  }

  #withdraw(provider: IndexedProvider): void {
    for (const code of provider.offerings.codes()) {
      const offering = this.#byService.get(code)!
      const last = offering.pop()!
      if (last !== provider) offering[offering.indexOf(provider)] = last
    }
  }

  #note(provider: IndexedProvider, moved: boolean): void {
    this.#log[this.#changes++ % LOG] = { provider, moved }
  }

  #takeIn(kept: Kept): void {
    const { list, service, area } = kept
    while (kept.seen < this.#changes) {
      const { provider, moved } = this.#log[kept.seen++ % LOG]!
      if (!moved && !(offers(provider.offerings, service) && servesArea(provider, area))) continue
      this.#places -= list.size
      list.update(provider)
      this.#places += list.size
    }
  }

  #turnTo(day: number): void {
    const m = this.#ratings.methodology
    if (day === this.#day && m === this.#m) return
    this.#day = day
    this.#m = m
    this.#dropLists()
  }

  #dropLists(): void {
    this.#lists.clear()
    this.#places = 0
  }

  #question(service: string, area: string, day: number): GateQuestion {
    return gateQuestion(this.#ratings.methodology, this.#gates, { service, area }, day)
  }

  #make(key: string, service: string, area: string): Kept {
    const question = this.#question(service, area, this.#day)
    const place = (provider: IndexedProvider) => placed(this.#m, provider, question, this.#day)
    const list = new RankedList(question, place, this.#candidates(service, area))
    this.#places += list.size - (this.#lists.get(key)?.list.size ?? 0)
    this.#lists.delete(key)
    const kept = { list, service, area, seen: this.#changes }
    for (const [other, { list: old }] of this.#lists) {
      if (this.#places <= MAX_PLACES) break
      this.#lists.delete(other)
      this.#places -= old.size
    }
    this.#lists.set(key, kept)
    return kept
  }

  *#candidates(service: string, area: string): Iterable<IndexedProvider> {
    const category = service.slice(0, 2)
    for (const provider of this.#byService.get(service) ?? []) if (servesArea(provider, area)) yield provider
    if (service === category) return
    // Offered both as an item and by its category: listed once.
    for (const provider of this.#byService.get(category) ?? [])
      if (servesArea(provider, area) && !provider.offerings.has(service)) yield provider
  }
}

const servesArea = ({ areas }: IndexedProvider, area: string) => areas.some(served => area.startsWith(served))

/** What a list shows of a provider that the gate lets in; null for one that it does not. */
function placed(m: Methodology, provider: IndexedProvider, question: GateQuestion, day: number): Placed | null {
  if (provider.status !== 'active' || !provider.admitted) return null
  const facts = gateFacts(m, provider, day)
  const { eligible, reasons } = decideGate(facts, question)
  if (!eligible || facts.state === 'barred') return null
  const { state, grade, point, assured } = facts
  return { state, grade, point, assured, reasons }
}
