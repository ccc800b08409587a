/** How many requests a key, or an address without a key, may send in a minute. */
import type { Role } from './operations.ts'

/** Requests per minute by role; `public` counts by address. */
export type Quotas = Record<Role, number>

/** A dispatch system may be busy, a firm's people click: far above what honest use needs, far below what a loop gone mad sends. */
export const DEFAULT_QUOTAS: Quotas = {
  public: 6_000,
  firm: 1_200,
  regulator: 12_000,
  registrar: 12_000,
  admin: 1_200,
  dispatcher: 600_000,
}

const WINDOW_MS = 60_000
/** Counters kept at the most; beyond, those whose window has ended are dropped. */
const MAX_COUNTERS = 20_000

interface Counter {
  used: number
  endsAt: number
}

/** What is left to a caller: for the RateLimit headers. */
export interface Allowance {
  quota: number
  remaining: number
  /** Seconds until the window ends. */
  reset: number
  exceeded: boolean
}

/** Fixed windows of a minute, each from a caller's first request. `now` in ms, of any clock that does not go back. */
export class QuotaBook {
  readonly #quotas: Quotas
  readonly #counters = new Map<string, Counter>()

  constructor(quotas: Quotas = DEFAULT_QUOTAS) {
    this.#quotas = quotas
  }

  /** Counts a request of a key's id or an address. */
  take(role: Role, who: string, now: number): Allowance {
    const quota = this.#quotas[role]
    let counter = this.#counters.get(who)
    if (!counter || counter.endsAt <= now) {
      if (this.#counters.size >= MAX_COUNTERS) this.#dropEnded(now)
      counter = { used: 0, endsAt: now + WINDOW_MS }
      this.#counters.set(who, counter)
    }
    counter.used++
    return {
      quota,
      remaining: Math.max(0, quota - counter.used),
      reset: Math.ceil((counter.endsAt - now) / 1000),
      exceeded: counter.used > quota,
    }
  }

  #dropEnded(now: number): void {
    for (const [who, { endsAt }] of this.#counters) if (endsAt <= now) this.#counters.delete(who)
    // Many addresses at once: the oldest begin anew rather than memory growing.
    for (const who of this.#counters.keys()) {
      if (this.#counters.size < MAX_COUNTERS) return
      this.#counters.delete(who)
    }
  }
}

/** The two fields of the RateLimit header draft of the IETF (httpapi working group). */
export const rateLimitPolicy = ({ quota }: Allowance) => `"minute";q=${quota};w=${WINDOW_MS / 1000}`
export const rateLimit = ({ remaining, reset }: Allowance) => `"minute";r=${remaining};t=${reset}`
