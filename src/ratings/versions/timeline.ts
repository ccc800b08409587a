/** The timeline: the version of the methodology that is in force on each day of one ledger. */
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import type { Reached } from '../live/calendar.ts'
import { ratingClockRow } from '../live/rows.ts'
import type { Methodology } from '../rules/methodology.ts'
import { type ReadyVersion, readTimeline } from './rows-methodologies.ts'

interface Sources {
  db: Reader
  tables: Tables
}

/** The versions that were ever activated, by their first day. */
interface Known {
  versions: readonly ReadyVersion[]
  /** The version that the rating rows are rated with. */
  running: Methodology
  /** The version that is scheduled. */
  next: ReadyVersion | null
  /** The last day that the calendar was brought to. */
  reached: number
}

/** A reading of the running unit of work counts for the transaction when it is released, and for everybody when that is committed. */
export class Timeline {
  readonly #founding: ReadyVersion
  #unit: Known
  #released: Known
  #committed: Known

  constructor(methodology: Methodology) {
    const { parameters } = methodology
    this.#founding = { from: Number.NEGATIVE_INFINITY, parameters, methodology, activatedBy: 0, isFirst: true }
    const reached = Number.NEGATIVE_INFINITY
    this.#unit = { versions: [this.#founding], running: methodology, next: null, reached }
    this.#committed = this.#released = this.#unit
  }

  /** The version in force now, as far as this process has seen it committed. */
  get inForce(): Methodology {
    return this.#committed.running
  }

  /** The last day that the calendar was brought to, in a transaction that is committed. */
  get settled(): number {
    return this.#committed.reached
  }

  /** The version that the running unit of work rates with. */
  get running(): Methodology {
    return this.#unit.running
  }
  get next(): ReadyVersion | null {
    return this.#unit.next
  }

  /** The version in force on a day that has come. */
  on(day: number): Methodology {
    const { versions, next } = this.#committed
    return (versions.findLast(activated => activated.from <= day && activated !== next) ?? versions[0]!).methodology
  }

  /** Reads where the database stands. @returns `isForeign` if its rows are rated with another version than was known here */
  async read({ db, tables }: Sources): Promise<{ reached: Reached; isForeign: boolean }> {
    const { evaluatedThrough, endedThrough, ratedWith, nextVersion, nextFrom } = await ratingClockRow(db, tables)
    const known = this.#unit
    const version = ratedWith ?? this.#founding.parameters.version
    const isForeign = version !== known.running.parameters.version
    // A schedule may have been withdrawn and made anew for another day.
    const isNext = nextVersion === (known.next?.parameters.version ?? null) && nextFrom === (known.next?.from ?? null)
    if (isForeign || !isNext) {
      const activated = await readTimeline(db, tables, known.versions)
      const versions = activated[0]?.isFirst ? activated : [this.#founding, ...activated]
      const next = nextVersion === null ? null : find(versions, nextVersion)
      this.#unit = { ...known, versions, running: find(versions, version).methodology, next }
    }
    return { reached: { evaluatedThrough, endedThrough }, isForeign }
  }

  reach(day: number): void {
    if (day > this.#unit.reached) this.#unit = { ...this.#unit, reached: day }
  }

  released(): void {
    this.#released = this.#unit
  }
  rolledBack(): void {
    this.#unit = this.#released
  }
  aborted(): void {
    this.#unit = this.#released = this.#committed
  }
  committed(): void {
    this.#committed = this.#released
  }
}

function find(versions: readonly ReadyVersion[], version: string): ReadyVersion {
  const found = versions.find(activated => activated.parameters.version === version)
  if (!found) throw new Error(`methodology ${version} is in force but not on record`)
  return found
}
