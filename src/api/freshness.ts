/** No answer may be older than the database was when the request came in, nor show a day that has ended. */
import { setTimeout as pause } from 'node:timers/promises'
import type { EligibilityIndex } from '../eligibility/eligibility-index.ts'
import { businessDay } from '../ledger/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Ratings } from '../ratings/entries.ts'
import { versionOf } from './coerce.ts'
import { edgeError } from './errors.ts'
import { serviceError } from './errors-service.ts'

const VERSION_RULE = { zh: '须为不小于 0 的整数', en: 'must be a whole number from 0' }
/** Longest wait of a request for the version that it demands, about as long as a person on the telephone waits. */
const PATIENCE_MS = 2_000
const PAUSE_MS = 10
/** Requests that wait for a version, in sum and of one caller: they hold nothing that others need, but each is kept in memory. */
const MOST_WAITING = 256
const MOST_OF_ONE = 32

export class Freshness {
  readonly #ledger: Ledger
  readonly #ratings: Ratings
  readonly #index: EligibilityIndex
  /** The day up to which Mondays are evaluated and the index shows it. */
  #settled: number
  /** Callers whose requests wait for a version, each as often as one does. */
  readonly #waiting: string[] = []
  /** The next look at the database, which all who wait share. */
  #look: Promise<void> | null = null

  constructor(ledger: Ledger, ratings: Ratings, index: EligibilityIndex) {
    this.#ledger = ledger
    this.#ratings = ratings
    this.#index = index
    this.#settled = businessDay(ledger.clock.now())
  }

  /** True if what is kept in memory is as new as the database and the day; without waiting where the database allows it. */
  isFresh(): boolean | Promise<boolean> {
    if (businessDay(this.#ledger.clock.now()) !== this.#settled) return false
    const seq = this.#ledger.store.headSeq()
    return typeof seq === 'number' ? this.#holds(seq) : seq.then(newest => this.#holds(newest))
  }

  #holds(newest: number): boolean {
    return newest <= this.#ledger.committedSeq && !this.#ledger.isBehind
  }

  /** Takes in what other processes wrote, and the Mondays that have begun since the last answer. */
  async freshen(): Promise<void> {
    await this.#ledger.catchUp()
    const day = businessDay(this.#ledger.clock.now())
    if (day === this.#settled) return
    const { methodology } = this.#ratings
    const since = this.#settled
    await this.#ratings.ensureEvaluated(this.#ledger, day)
    // Another process may have evaluated a Monday or taken a new methodology into force: that leaves rows but no entry to follow.
    if (this.#ratings.methodology !== methodology) await this.#index.reload()
    else await this.#index.readMondays(since)
    this.#settled = Math.max(this.#settled, day)
  }

  /**
   * Freshens, and waits for the version that a `Min-Version` header demands.
   * @param who the caller that waits; null to wait no longer
   * @throws DomainError version-not-reached (503) rather than answer with less; header-invalid (400)
   */
  async reach(demanded: string | undefined, who: string | null): Promise<void> {
    await this.freshen()
    if (demanded === undefined) return
    const version = versionOf(demanded)
    if (version === null)
      throw edgeError('header-invalid', { name: 'Min-Version', rule: VERSION_RULE }, [
        { pointer: 'min-version', code: 'format', detail: VERSION_RULE },
      ])
    if (who !== null && !this.#has(version) && this.#mayWait(who)) await this.#wait(version, who)
    if (!this.#has(version)) throw serviceError('version-not-reached', { demanded, version: this.#ledger.committedSeq })
  }

  #has(version: number): boolean {
    return this.#ledger.committedSeq >= version
  }

  #mayWait(who: string): boolean {
    return this.#waiting.length < MOST_WAITING && this.#waiting.filter(other => other === who).length < MOST_OF_ONE
  }

  async #wait(version: number, who: string): Promise<void> {
    const until = performance.now() + PATIENCE_MS
    this.#waiting.push(who)
    try {
      while (!this.#has(version) && performance.now() <= until) await this.#nextLook()
    } finally {
      this.#waiting.splice(this.#waiting.indexOf(who), 1)
    }
  }

  #nextLook(): Promise<void> {
    this.#look ??= pause(PAUSE_MS)
      .then(() => this.freshen())
      .finally(() => {
        this.#look = null
      })
    return this.#look
  }
}
