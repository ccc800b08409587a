import type { Entry, Ledger } from '../ledger/ledger.ts'
import { noteUnread } from '../ledger/note-unread.ts'
import type { Unread } from '../ledger/unreadable.ts'
import type { ProviderRecord } from '../ratings/engine/records.ts'
import { ratingOf } from '../ratings/engine/standing.ts'
import type { Ratings } from '../ratings/entries.ts'
import { heirsOf, ratedOnMondays } from '../ratings/live/rows-changed.ts'
import type { Methodology } from '../ratings/rules/methodology.ts'
import { isActive } from '../registry/rules-provider.ts'
import { bound } from '../store/bounds.ts'
import { gateFacts, gateQuestion } from './facts.ts'
import { heldCodes, type IndexedProvider, indexedPages, readIndexed } from './indexed.ts'
import { IndexedProviders } from './indexed-providers.ts'
import { KeptLists } from './kept-lists.ts'
import { type Listed, type Placed, RankedList } from './ranked-list.ts'
import { Readings } from './readings.ts'
import { closed, readGateIndex } from './rows-gates.ts'
import { decideGate, type GateDecision, type GateQuestion, undecided } from './rules-gate.ts'
import type { GateIndex } from './rules-gate-editions.ts'

/** Its name among the followers of the ledger. */
const PART = 'eligibility'
/** Entries that change a provider's registration, admission, open orders, credentials or declared facts. */
const CHANGING = /^(provider|request|application|admission|credential|facts)\./
/** Entries that change what services demand of everybody. */
const DEMANDING = /^(gate|standard)\./

/** Providers read at once when entries have changed them. */
const RELOAD = bound('index-reload', 500)

/**
 * The index of providers that may be sent, in memory. Invariants:
 * - it holds every provider of the registry, as of the ledger's newest committed entry;
 * - a change costs the writer one note in a log; a list takes in the notes when it is asked for, and is right then;
 * - lists are of one day, one methodology and one set of gates: when any changes, all are dropped;
 * - gates are held with all their editions: what one demands follows from the day;
 * - it is brought up to date before the write that changed it is answered (it follows the ledger);
 * - a provider that cannot be read is `unreadable`: no list holds it, and no decision lets it in.
 */
export class EligibilityIndex {
  readonly #ledger: Ledger
  readonly #ratings: Ratings
  readonly #providers = new IndexedProviders()
  readonly #readings = new Readings()
  readonly #lists: KeptLists
  #day = -1
  #m: Methodology
  #gates: GateIndex = { gates: new Map(), standards: new Map() }

  private constructor(ledger: Ledger, ratings: Ratings) {
    this.#ledger = ledger
    this.#ratings = ratings
    this.#m = ratings.methodology
    this.#lists = new KeptLists((service, area) => this.#make(service, area))
  }

  /** Reads the whole registry, then follows the ledger. */
  static async open(ledger: Ledger, ratings: Ratings): Promise<EligibilityIndex> {
    const index = new EligibilityIndex(ledger, ratings)
    ratings.onChanged((records, unread) => index.#rate(records, unread))
    ledger.onCommit({
      name: PART,
      follow: (entries, foreignThrough) => index.#follow(entries, foreignThrough),
      giveUp: (entry, error) => index.#giveUp(entry, error),
    })
    await index.reload()
    return index
  }

  /** Reads the whole registry again. */
  async reload(): Promise<void> {
    await this.#readGates()
    const { tables } = this.#ledger.store
    await this.#taking([], async (put, unread) => {
      const read = this.#ledger.read.bind(this.#ledger)
      for await (const page of indexedPages(read, tables, this.#ratings.methodology, unread))
        for (const provider of page) put(provider)
    })
  }

  /** Reads again whom Mondays after that day have rated otherwise, whoever evaluated them. */
  async readMondays(after: number): Promise<void> {
    const { tables } = this.#ledger.store
    await this.#readAgain(await this.#ledger.read(db => ratedOnMondays(db, tables, after)), [])
  }

  async #readGates(): Promise<void> {
    const { tables } = this.#ledger.store
    const unread: Unread = new Map()
    this.#gates = await this.#ledger.read(db => readGateIndex(db, tables, null, unread))
    this.#ledger.unreadable.clearKind(PART, 'gate:')
    await noteUnread(this.#ledger, PART, unread)
    this.#lists.drop()
  }

  /** The credentials that count may follow from what is demanded. */
  async #readHeld(): Promise<void> {
    const { tables } = this.#ledger.store
    const unread: Unread = new Map()
    const codes = await this.#ledger.read(db => heldCodes(db, tables, null, unread))
    for (const provider of this.#providers.all())
      if (unread.has(provider.id)) this.#shutOff(provider, unread.get(provider.id))
      else provider.credentials = codes(provider.id)
    const standards = [...unread].filter(([subject]) => subject.startsWith('standard:'))
    this.#ledger.unreadable.clearKind(PART, 'standard:')
    await noteUnread(this.#ledger, PART, new Map(standards))
    this.#lists.drop()
  }

  get size(): number {
    return this.#providers.size
  }

  /** Places in all lists. */
  get places(): number {
    return this.#lists.places
  }

  /** The list for a service item and an area on a day; it is up to date until the next await. */
  ranked(service: string, area: string, day: number): RankedList {
    this.#turnTo(day)
    return this.#lists.get(service, area)
  }

  /** All of a list, best first. */
  list(service: string, area: string, day: number): Listed[] {
    return this.ranked(service, area, day).page({ after: null, limit: Number.MAX_SAFE_INTEGER }).items
  }

  /** The gate's answer about one provider. */
  decide(id: string, service: string, area: string, day: number): GateDecision {
    const provider = this.#providers.get(id)
    const question = this.#question(service, area, day)
    if (!provider) return decideGate(null, question)
    const decide = () => decideGate(gateFacts(this.#ratings.methodology, provider, day), question)
    return this.#trying(provider, decide) ?? undecided('provider-unreadable')
  }

  /** A fault in what is held of a provider shuts that provider off, and nothing else. */
  #trying<T>(provider: IndexedProvider, work: () => T): T | null {
    try {
      return work()
    } catch (error) {
      this.#shutOff(provider, error)
      return null
    }
  }

  /** Nothing is decided in its favour until it is read again. */
  #shutOff(provider: IndexedProvider, error: unknown): void {
    Object.assign(provider, { standing: 'unreadable', fault: error, credit: null })
    this.#lists.note(provider, false)
    void noteUnread(this.#ledger, PART, new Map([[provider.id, error]]))
  }

  /** An entry that cannot be taken in: its provider is shut off, its gate closed. */
  #giveUp({ subject, payload }: Entry, error: unknown): void {
    const provider = this.#providers.get(typeof payload.provider === 'string' ? payload.provider : subject)
    if (provider) this.#shutOff(provider, error)
    if (!subject.startsWith('gate:')) return
    this.#gates = closed(this.#gates, subject.slice('gate:'.length))
    this.#lists.drop()
  }

  /** New folds, grades and states: by evidence, or by a Monday without any entry. */
  #rate(records: readonly ProviderRecord[], unread: Unread): void {
    for (const [id, error] of unread) {
      const provider = this.#providers.get(id)
      if (provider) this.#shutOff(provider, error)
    }
    for (const record of records) {
      this.#readings.rated(record.provider)
      const provider = this.#providers.get(record.provider)
      if (!provider) continue
      this.#trying(provider, () => {
        provider.rating = ratingOf(record)
        provider.credit = null
      })
      this.#lists.note(provider, false)
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
      if (seq > foreignThrough) continue
      foreign.add(subject).add(payload.provider ?? subject)
      for (const provider of payload.providers ?? []) foreign.add(provider)
    }
    const { tables } = this.#ledger.store
    if (foreign.size > 0) for (const id of await this.#ledger.read(db => heirsOf(db, tables, [...foreign]))) ids.add(id)
    await this.#readAgain([...ids], entries)
  }

  async #readAgain(wanted: readonly string[], entries: readonly Entry[]): Promise<void> {
    const { tables } = this.#ledger.store
    for (let i = 0; i < wanted.length; i += RELOAD) {
      const part = wanted.slice(i, i + RELOAD)
      const m = this.#ratings.methodology
      await this.#taking(entries, async put => {
        for (const provider of await this.#ledger.read(db => readIndexed(db, tables, m, part))) put(provider)
      })
    }
  }

  /** Takes rows in, except what has become newer since their reading began. `entries`: what the reading follows. */
  async #taking(
    entries: readonly Entry[],
    work: (put: (provider: IndexedProvider) => void, unread: Unread) => Promise<void>,
  ): Promise<void> {
    const unread: Unread = new Map()
    await this.#readings.run<IndexedProvider>(
      take => work(take, unread),
      (provider, keepRating) => {
        const { held, moved } = this.#providers.put(provider, keepRating)
        this.#lists.note(held, moved)
        if (provider.fault !== undefined) unread.set(provider.id, provider.fault)
        else this.#ledger.unreadable.clear(PART, provider.id)
      },
    )
    await noteUnread(this.#ledger, PART, unread, entries)
  }

  #turnTo(day: number): void {
    const m = this.#ratings.methodology
    if (day === this.#day && m === this.#m) return
    this.#day = day
    this.#m = m
    this.#lists.drop()
  }

  #question(service: string, area: string, day: number): GateQuestion {
    return gateQuestion(this.#ratings.methodology, this.#gates, { service, area }, day)
  }

  #make(service: string, area: string): RankedList {
    const question = this.#question(service, area, this.#day)
    const place = (provider: IndexedProvider) =>
      this.#trying(provider, () => placed(this.#m, provider, question, this.#day))
    return new RankedList(question, place, this.#providers.candidates(service, area))
  }
}

/** The list entry of a provider that the gate lets in; null for one that it refuses. */
function placed(m: Methodology, provider: IndexedProvider, question: GateQuestion, day: number): Placed | null {
  if (!isActive(provider) || !provider.admitted) return null
  const facts = gateFacts(m, provider, day)
  const { eligible, reasons } = decideGate(facts, question)
  if (!eligible || facts.state === 'barred') return null
  const { state, grade, point, assured } = facts
  return { state, grade, point, assured, reasons }
}
