import type { Entry, Ledger } from '../ledger/ledger.ts'
import { noteUnread } from '../ledger/note-unread.ts'
import { tryRead, type Unread } from '../ledger/unreadable.ts'
import { readPublicServices } from './public-services.ts'
import { allServices } from './reference-rows.ts'
import { allDepartments, allDuties, allTransfers, type Department, type Duty } from './rows-duties.ts'
import { holderOn, isInForce, leadsFor, responderOn, type Transfer } from './rules-duties.ts'
import { type Match, type NamedItem, PreparedDuties, type Question } from './rules-responsibility.ts'
import { readSynonyms } from './synonyms.ts'

/** A department that answers, and its duties that do, best first. */
export interface Answer {
  department: Department
  matches: Match<Duty>[]
}

const PART = 'duties'
/** Entries that change who is responsible, or the words by which a duty is found. */
const CHANGING = /^(department|duty|service)\./

/**
 * Departments, duties and transfers in memory, ready for questions. Invariants: it holds every duty as of the ledger's newest committed
 * entry, and it is brought up to date before the write that changed it is answered. Days are asked for, never remembered: what a date
 * brings into force is right at 00:00 without anything running.
 */
export class DutyIndex {
  #ledger: Ledger
  #synonyms = readSynonyms()
  /** Items and categories that need a lead. */
  readonly publicServices = readPublicServices()
  #departments = new Map<string, Department>()
  #transfers = new Map<string, Transfer[]>()
  #items: NamedItem[] = []
  #duties: readonly Duty[] = []
  /** Made by the first question after a change: a change costs its writer one reading of the rows. */
  #prepared: PreparedDuties<Duty> | null = null

  private constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  /** Reads everything, then follows the ledger. */
  static async open(ledger: Ledger): Promise<DutyIndex> {
    const index = new DutyIndex(ledger)
    ledger.onCommit({ name: PART, follow: entries => index.#follow(entries) })
    await index.reload()
    return index
  }

  /** Notes each row that cannot be read; the others answer. */
  async reload(): Promise<void> {
    const { tables } = this.#ledger.store
    const unread: Unread = new Map()
    const { services, departments, transfers, duties } = await this.#ledger.read(async db => ({
      services: await allServices(db, tables),
      departments: await allDepartments(db, tables, unread),
      transfers: await allTransfers(db, tables),
      duties: await allDuties(db, tables, unread),
    }))
    this.#items = services
      .filter(({ code }) => code.length > 2)
      .map(({ code, name, keywords }) => ({ code, words: [name, ...keywordsOf(unread, code, keywords)] }))
    this.#departments = new Map(departments.map(department => [department.id, department]))
    this.#transfers = transfers
    this.#duties = duties
    this.#prepared = null
    this.#ledger.unreadable.clearKind(PART, '')
    await noteUnread(this.#ledger, PART, unread)
  }

  /** One duty that cannot be prepared leaves the others searchable. */
  #prepare(): PreparedDuties<Duty> {
    const named = [...this.#departments.values()]
    const prepare = (some: readonly Duty[]) => new PreparedDuties<Duty>(some, this.#synonyms, this.#items, named)
    const unread: Unread = new Map()
    const whole = tryRead(unread, 'duties', () => prepare(this.#duties))
    if (whole) return whole
    unread.delete('duties')
    const readable = this.#duties.filter(duty => tryRead(unread, `duty:${duty.id}`, () => prepare([duty])))
    void noteUnread(this.#ledger, PART, unread)
    return prepare(readable)
  }

  async #follow(entries: readonly Entry[]): Promise<void> {
    if (entries.some(({ type }) => CHANGING.test(type))) await this.reload()
  }

  get duties(): readonly Duty[] {
    return this.#duties
  }

  /** Codes of the service items, in order. */
  get items(): readonly NamedItem[] {
    return this.#items
  }

  /** By id. */
  get departments(): readonly Department[] {
    return [...this.#departments.values()]
  }

  department(id: string): Department | undefined {
    return this.#departments.get(id)
  }

  /** The department that holds a duty on a day. */
  holder(duty: Duty, date: string): string {
    return holderOn(duty, this.#transfers.get(duty.id) ?? [], date)
  }

  /** The department that answers on a day for a request that was given to `given.department` on `given.since` under a duty. */
  responder(duty: Duty, given: { department: string; since: string }, date: string): string {
    return responderOn(duty, this.#transfers.get(duty.id) ?? [], given, date)
  }

  /** Duties that a department holds on a day. */
  heldBy(department: string, date: string): Duty[] {
    return this.duties.filter(duty => isInForce(duty, date) && this.holder(duty, date) === department)
  }

  leads(item: string, area: string, date: string): Duty[] {
    return leadsFor(this.duties, item, area, date)
  }

  /** Departments that answer, best first, each once with its duties; a department that the question names is there without any too. */
  search(question: Question, date: string): Answer[] {
    const holderOf = (duty: Duty) => this.holder(duty, date)
    this.#prepared ??= this.#prepare()
    const matches = this.#prepared.rank(question, date, holderOf)
    const byHolder = Map.groupBy(matches, ({ duty }) => holderOf(duty))
    // Whoever asks for a department is shown it first, whatever its duties assist, and if it has none.
    const ids = new Set([...this.#prepared.asked(question.words), ...byHolder.keys()])
    return [...ids].map(id => ({ department: this.#departments.get(id)!, matches: byHolder.get(id) ?? [] }))
  }
}

/** A service item whose words cannot be read is found by its name. */
const keywordsOf = (unread: Unread, code: string, keywords: string): string[] =>
  tryRead(unread, `service:${code}`, () => JSON.parse(keywords) as string[]) ?? []
