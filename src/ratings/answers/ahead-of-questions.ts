/** Public ratings that cost a replay are made before anybody asks: the time of an answer must not tell which firms have hidden sanctions. */
import type { Ledger } from '../../ledger/ledger.ts'
import type { Methodology } from '../rules/methodology.ts'
import type { PublicRatings } from './public-ratings.ts'

/** The least of a rating record that says whether a change of it can be one of a sanctioned firm. */
interface Changed {
  fold: { sanctions: readonly unknown[] }
}

export class AheadOfQuestions {
  readonly #ledger: Ledger
  readonly #ratings: PublicRatings
  readonly #sources: () => { m: Methodology; day: number }
  #running: Promise<void> | null = null
  #isDue = false
  #madeFor = Number.NEGATIVE_INFINITY
  #isClosed = false

  constructor(ledger: Ledger, ratings: PublicRatings, sources: () => { m: Methodology; day: number }) {
    this.#ledger = ledger
    this.#ratings = ratings
    this.#sources = sources
  }

  /** Replays since the start, for a question or ahead of it. */
  get replays(): number {
    return this.#ratings.replays
  }

  /** After a commit that changed these records. */
  changed(records: readonly Changed[]): void {
    if (records.some(record => record.fold.sanctions.length > 0)) this.make()
  }

  /** Now and then: with a new day publications end, and every kept replay is of the day before. */
  look(): void {
    if (this.#sources().day > this.#madeFor) this.make()
  }

  /** Begins to make what is not made; a call meanwhile begins another round behind the one that runs. */
  make(): void {
    this.#isDue = true
    this.#running ??= this.#run().finally(() => {
      this.#running = null
    })
  }

  /** Resolves when everything is made that is due. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.idle()
  }

  async #run(): Promise<void> {
    while (this.#isDue && !this.#isClosed) {
      this.#isDue = false
      const { m, day } = this.#sources()
      const { tables } = this.#ledger.store
      // A fault here is one of the answer too, which reports it.
      await this.#ledger.read(db => this.#ratings.makeAll({ db, tables, m, day })).catch(() => {})
      this.#madeFor = day
    }
  }
}
