/**
 * The work that a key, or an address without a key, may ask for in a minute. It is counted in units: an ordinary request is one, a heavy
 * query as many as it took milliseconds, a document as many as its size asks for.
 */
import type { Role } from './operations.ts'

/** Units per minute by role; `public` counts by address. */
export type Quotas = Record<Role, number>

/** A dispatch system may be busy, a firm's people click: far above what honest use needs, far below what a loop gone mad sends. */
export const DEFAULT_QUOTAS: Quotas = {
  public: 6_000,
  firm: 1_200,
  'follow-up': 12_000,
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

/** The account whose units are counted: a key's id or an address, and the role whose quota it has. */
export interface Account {
  role: Role
  who: string
}

/** Remaining allowance of a caller, for the RateLimit headers. */
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

  /** Counts units of a caller, and says what is left. */
  take({ role, who }: Account, units: number, now: number): Allowance {
    const quota = this.#quotas[role]
    let counter = this.#counters.get(who)
    if (!counter || counter.endsAt <= now) {
      if (this.#counters.size >= MAX_COUNTERS) this.#dropEnded(now)
      counter = { used: 0, endsAt: now + WINDOW_MS }
      this.#counters.set(who, counter)
    }
    counter.used += units
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
