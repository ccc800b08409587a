/** Ratings in the ledger: the entry types of evidence and actions, and the part that ratings take in every transaction. */
import type { Applying, BatchParticipant, Entry, EntryType, Ledger } from '../ledger/ledger.ts'
import { tryRead, type Unread } from '../ledger/unreadable.ts'
import { isCodeOf } from '../store/domain-error.ts'
import { accept } from './engine/engine.ts'
import { CORRECTION, RATING_TYPES, toRatingEntry } from './engine/kinds.ts'
import type { ProviderRecord } from './engine/records.ts'
import { evidenceError } from './evidence/errors.ts'
import { actionError } from './evidence/errors-actions.ts'
import { evaluateDue, resume } from './live/calendar.ts'
import { acceptAll } from './live/intake.ts'
import { prefetch } from './live/prefetch.ts'
import { type RatingRow, toEvidenceRow, toRecord } from './live/rows.ts'
import { plans, putRows } from './live/rows-write.ts'
import { WorkingSet } from './live/working-set.ts'
import { writeBack } from './live/write-back.ts'
import { type Evidence, Refusal } from './rules/evidence.ts'
import { loadMethodology, type Methodology } from './rules/methodology.ts'
import { cutOver } from './versions/cutover.ts'
import { methodologyTypes } from './versions/methodology-entries.ts'
import { Timeline } from './versions/timeline.ts'

export interface Ratings {
  /** The version in force now. */
  readonly methodology: Methodology
  /** The version in force on a day; the first one before its first day. */
  methodologyOn(day: number): Methodology
  readonly types: readonly EntryType[]
  readonly participant: BatchParticipant
  /**
   * Brings ratings to a day, in a write without an entry, if no entry has come since: evaluates due Mondays, lets a scheduled version
   * come into force. To be awaited before a grade or state of that day is shown; costs nothing from the second time on.
   */
  ensureEvaluated(ledger: Ledger, day: number): Promise<void>
  /** For a thread that only reads: takes over what the database says of the versions in force. */
  follow(ledger: Ledger): Promise<void>
  /** A provider's record as the running transaction has it so far, if the working set holds it. */
  inFlight(provider: string): ProviderRecord | undefined
  /** Listeners hear, after each commit and before its writes are answered, the records whose fold, grade or state changed. */
  onChanged(listener: ChangeListener): void
}

/** `unread`: providers whose rows cannot be read back, with the reason. */
type ChangeListener = (records: readonly ProviderRecord[], unread: Unread) => void

/** Ratings for one ledger that begins with this methodology: its working set is shared by all entry types. A rebuild needs its own. */
export function createRatings(methodology: Methodology = loadMethodology()): Ratings {
  return new LedgerRatings(methodology)
}

/** A refusal of the methodology as callers know it. */
function refused(error: unknown): unknown {
  if (!(error instanceof Refusal)) return error
  const { code } = error
  if (isCodeOf(actionError, code)) return actionError(code)
  return evidenceError(code === 'day-out-of-range' ? 'fact-day-out-of-range' : code)
}

class LedgerRatings implements Ratings {
  readonly types: readonly EntryType[]
  readonly participant: BatchParticipant
  readonly #timeline: Timeline
  readonly #records = new WorkingSet()
  readonly #listeners: ChangeListener[] = []
  /** Rating rows of this transaction, for the listeners; those of the running unit apart until it is released. */
  readonly #written = new Map<string, RatingRow>()
  #rerated: readonly RatingRow[] = []
  #clockRead = false
  #settling: Promise<void> | null = null

  constructor(methodology: Methodology) {
    this.#timeline = new Timeline(methodology)
    const applyAll = (tx: Applying, entries: readonly Entry[]) => this.#applyAll(tx, entries)
    this.types = [
      ...RATING_TYPES.map(type => ({
        type,
        apply: (tx: Applying, entry: Entry) => this.#apply(tx, entry),
        ...(type.startsWith('evidence.') && type !== CORRECTION ? { applyAll } : {}),
      })),
      ...methodologyTypes(methodology).map(({ type, apply }) => ({
        type,
        apply: async (tx: Applying, entry: Entry) => {
          await apply(tx, entry, {})
          await this.#timeline.read(tx)
        },
      })),
    ]
    this.participant = {
      beforeEntry: (tx, day) => this.#beforeEntry(tx, day),
      beforeRelease: tx => this.#beforeRelease(tx),
      rolledBack: () => this.#rolledBack(),
      aborted: () => {
        this.#timeline.aborted()
        this.#written.clear()
      },
      committed: () => this.#committed(),
      foreignHead: () => this.#records.forget(),
    }
  }

  get methodology(): Methodology {
    return this.#timeline.inForce
  }

  methodologyOn(day: number): Methodology {
    return this.#timeline.on(day)
  }

  onChanged(listener: ChangeListener): void {
    this.#listeners.push(listener)
  }

  inFlight(provider: string): ProviderRecord | undefined {
    return this.#records.find(provider)
  }

  async ensureEvaluated(ledger: Ledger, day: number): Promise<void> {
    if (day <= this.#timeline.settled) return
    this.#settling ??= ledger.settle(day).finally(() => {
      this.#settling = null
    })
    await this.#settling
  }

  async follow({ store }: Ledger): Promise<void> {
    await store.read(db => this.#timeline.read({ db, tables: store.tables }))
    this.#timeline.released()
    this.#timeline.committed()
  }

  async #apply(tx: Applying, { seq, day, type, payload }: Entry): Promise<void> {
    const x = toRatingEntry(seq, day, type, payload)
    const records = this.#records
    const m = this.#timeline.running
    try {
      await prefetch(tx, m, records, x)
      const weighed = accept(m, records, x)
      const rows = [...records.altered].map(toEvidenceRow)
      if (weighed) rows.push(toEvidenceRow({ ...weighed, request: payload.request as string | undefined }))
      await putRows(tx, plans.evidence, rows)
    } catch (error) {
      throw refused(error)
    } finally {
      records.endEntry()
    }
  }

  async #applyAll(tx: Applying, entries: readonly Entry[]): Promise<void> {
    const toEvidence = (entry: Entry) => toRatingEntry(entry.seq, entry.day, entry.type, entry.payload) as Evidence
    await acceptAll(tx, this.#timeline.running, this.#records, entries, toEvidence).catch(error => {
      throw refused(error)
    })
  }

  async #beforeEntry(tx: Applying, day: number): Promise<void> {
    if (!this.#clockRead) await this.#readClock(tx)
    while (this.#timeline.next && this.#timeline.next.from <= day) {
      this.#rerated = await cutOver(tx, this.#records, this.#timeline.running, this.#timeline.next)
      await this.#readClock(tx)
    }
    await evaluateDue(tx, this.#timeline.running, this.#records, day)
    this.#timeline.reach(day)
  }

  /** Where the database stands; what is remembered is forgotten if another process, or a rollback, has left it behind. */
  async #readClock(tx: Applying): Promise<void> {
    const { reached, isForeign } = await this.#timeline.read(tx)
    if (isForeign) this.#records.forget()
    await resume(tx, this.#records, reached)
    this.#clockRead = true
  }

  async #beforeRelease(tx: Applying): Promise<void> {
    const rows = await writeBack(tx, this.#timeline.running, this.#records)
    if (this.#listeners.length > 0) for (const row of [...this.#rerated, ...rows]) this.#written.set(row.provider, row)
    this.#rerated = []
    this.#timeline.released()
  }

  #rolledBack(): void {
    this.#records.rolledBack()
    this.#clockRead = false
    this.#timeline.rolledBack()
    this.#rerated = []
  }

  #committed(): void {
    this.#records.committed()
    this.#timeline.committed()
    this.#clockRead = false
    if (this.#written.size === 0) return
    const unread: Unread = new Map()
    const read = (row: RatingRow) => tryRead(unread, row.provider, () => toRecord(this.methodology, row)) ?? []
    const records = [...this.#written.values()].flatMap(read)
    this.#written.clear()
    for (const listener of this.#listeners) listener(records, unread)
  }
}
