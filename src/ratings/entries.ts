/** Ratings in the ledger: the entry types of evidence and actions, and the part that ratings take in every transaction. */
import { DomainError } from '../ledger/errors.ts'
import type { Applying, BatchParticipant, Entry, EntryType, Ledger } from '../ledger/ledger.ts'
import type { ProviderRecord } from './book.ts'
import { evaluateDue, readClock } from './calendar.ts'
import { lastMonday } from './decide.ts'
import { accept } from './engine.ts'
import { acceptAll } from './intake.ts'
import { loadMethodology, type Methodology } from './methodology.ts'
import { methodologyActivated } from './methodology-entries.ts'
import { prefetch } from './prefetch.ts'
import { type RatingRow, toEvidenceRow, toRecord } from './rows.ts'
import { plans, putRows } from './rows-write.ts'
import { type Evidence, type RatingEntry, Refusal, refusalStatus } from './rules-evidence.ts'
import { WorkingSet } from './working-set.ts'
import { writeBack } from './write-back.ts'

/** Entry type -> kind of hk-credit 2. */
const kinds = {
  'evidence.order': 'order',
  'evidence.review': 'review',
  'evidence.complaint': 'complaint',
  'evidence.inspection': 'inspection',
  'evidence.sanction': 'sanction',
  'evidence.credential': 'credential',
  'action.retraction': 'retraction',
  'action.repair': 'repair',
  'action.alarm-cleared': 'alarmCleared',
  'action.link': 'link',
} as const

export interface Ratings {
  readonly methodology: Methodology
  readonly types: readonly EntryType[]
  readonly participant: BatchParticipant
  /**
   * Evaluates the Mondays that are due on a day, in a write without an entry, if no entry has come since. To be awaited before
   * a grade or state of that day is shown; costs nothing when none is due.
   */
  ensureEvaluated(ledger: Ledger, day: number): Promise<void>
  /** A provider's record as the running transaction has it so far, if the working set holds it. */
  inFlight(provider: string): ProviderRecord | undefined
  /** Listeners hear, after each commit and before its writes are answered, the records whose fold, grade or state changed. */
  onChanged(listener: (records: readonly ProviderRecord[]) => void): void
}

/** Ratings for one ledger: its working set is shared by all entry types. A rebuild needs its own. */
export function createRatings(methodology: Methodology = loadMethodology()): Ratings {
  return new LedgerRatings(methodology)
}

function toRatingEntry({ payload, seq, day }: Entry, kind: RatingEntry['kind']): RatingEntry {
  const { request: _, ...fields } = payload
  return { ...fields, kind, seq, ledgerDay: day } as RatingEntry
}

/** A refusal of the methodology as callers know it. */
const refused = (error: unknown) =>
  error instanceof Refusal ? new DomainError(error.code, refusalStatus(error.code)) : error

class LedgerRatings implements Ratings {
  readonly methodology: Methodology
  readonly types: readonly EntryType[]
  readonly participant: BatchParticipant
  readonly #book = new WorkingSet()
  readonly #listeners: ((records: readonly ProviderRecord[]) => void)[] = []
  /** Rating rows of this transaction, for the listeners. */
  readonly #written = new Map<string, RatingRow>()
  #clockRead = false
  /** Last Monday that is known to be evaluated and committed. */
  #settled = Number.NEGATIVE_INFINITY
  #settling: Promise<void> | null = null

  constructor(methodology: Methodology) {
    this.methodology = methodology
    const applyAll = (tx: Applying, entries: readonly Entry[]) => this.#applyAll(tx, entries)
    this.types = [
      ...Object.entries(kinds).map(([type, kind]) => ({
        type,
        apply: (tx: Applying, entry: Entry) => this.#apply(tx, entry, kind),
        ...(type.startsWith('evidence.') ? { applyAll } : {}),
      })),
      methodologyActivated(methodology),
    ]
    this.participant = {
      beforeEntry: (tx, day) => this.#beforeEntry(tx, day),
      beforeRelease: tx => this.#beforeRelease(tx),
      rolledBack: () => {
        this.#book.rolledBack()
        this.#clockRead = false
      },
      aborted: () => this.#written.clear(),
      committed: () => this.#committed(),
      foreignHead: () => this.#book.forget(),
    }
  }

  onChanged(listener: (records: readonly ProviderRecord[]) => void): void {
    this.#listeners.push(listener)
  }

  inFlight(provider: string): ProviderRecord | undefined {
    return this.#book.find(provider)
  }

  async ensureEvaluated(ledger: Ledger, day: number): Promise<void> {
    if (lastMonday(this.methodology, day) <= this.#settled) return
    this.#settling ??= ledger.settle(day).finally(() => {
      this.#settling = null
    })
    await this.#settling
  }

  async #apply(tx: Applying, entry: Entry, kind: RatingEntry['kind']): Promise<void> {
    const x = toRatingEntry(entry, kind)
    const book = this.#book
    try {
      await prefetch(tx, this.methodology, book, x)
      const admitted = accept(this.methodology, book, x)
      const rows = [...book.altered].map(toEvidenceRow)
      if (admitted) rows.push(toEvidenceRow({ ...admitted, request: entry.payload.request }))
      await putRows(tx, plans.evidence, rows)
    } catch (error) {
      throw refused(error)
    } finally {
      book.endEntry()
    }
  }

  async #applyAll(tx: Applying, entries: readonly Entry[]): Promise<void> {
    const toEvidence = (entry: Entry) => toRatingEntry(entry, kinds[entry.type as keyof typeof kinds]) as Evidence
    await acceptAll(tx, this.methodology, this.#book, entries, toEvidence).catch(error => {
      throw refused(error)
    })
  }

  async #beforeEntry(tx: Applying, day: number): Promise<void> {
    if (!this.#clockRead) {
      await readClock(tx, this.#book)
      this.#clockRead = true
    }
    await evaluateDue(tx, this.methodology, this.#book, day)
  }

  async #beforeRelease(tx: Applying): Promise<void> {
    for (const row of await writeBack(tx, this.methodology, this.#book))
      if (this.#listeners.length > 0) this.#written.set(row.provider, row)
  }

  #committed(): void {
    this.#book.committed()
    if (this.#clockRead) this.#settled = this.#book.evaluatedThrough
    this.#clockRead = false
    if (this.#written.size === 0) return
    const records = [...this.#written.values()].map(row => toRecord(this.methodology, row))
    this.#written.clear()
    for (const listener of this.#listeners) listener(records)
  }
}
