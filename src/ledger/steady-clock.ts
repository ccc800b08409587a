import { uptime } from 'node:os'
import type { Clock } from './clock.ts'
import { type Held, ownTime } from './rules-time.ts'

/** Time that has passed, whatever happens to the machine's clock. */
export interface Passing {
  /** Milliseconds since some moment; stands still while the machine sleeps. */
  now(): number
  /** Milliseconds that the machine has slept since then, as far as it knows. */
  slept(): number
}

const startedAfter = uptime() * 1000 - performance.now()

export const systemPassing: Passing = {
  now: () => performance.now(),
  // The uptime goes on during sleep, on Linux and macOS.
  slept: () => Math.max(0, uptime() * 1000 - performance.now() - startedAfter),
}

/** The differences of two roundings of the uptime are no sleep. */
const SLEEP_MS = 60_000

/**
 * The clock of a running service: the machine's, as long as that can be trusted (rules-time.ts). A jump of more than a day, forward or
 * back, is not followed: the service goes on with the time that has passed, until a person confirms the jump or the clock is set right.
 */
export class SteadyClock implements Clock {
  readonly #machine: Clock
  readonly #passing: Passing
  #at: number
  #seen: number
  #slept = 0
  #held: Held | null = null

  /** @param from the time at which the service begins */
  constructor(from: number, machine: Clock, passing: Passing = systemPassing) {
    this.#at = from
    this.#machine = machine
    this.#passing = passing
    this.#seen = passing.now()
  }

  now(): number {
    const passing = this.#passing.now()
    const passed = passing - this.#seen
    const clock = this.#machine.now()
    let own = ownTime(this.#at, passed, clock)
    if (own.held) own = ownTime(this.#at, passed + this.#newSleep(), clock)
    this.#at = own.at
    this.#held = own.held
    this.#seen = passing
    return Math.floor(this.#at)
  }

  /** Direction in which the machine's clock has jumped; null while it is followed. */
  get held(): Held | null {
    return this.#held
  }

  /** The machine's clock. */
  get machine(): number {
    return this.#machine.now()
  }

  /** Takes over the machine's clock, which a person has confirmed. Time does not go back. */
  adopt(): void {
    this.#at = Math.max(this.#at, this.#machine.now())
  }

  #newSleep(): number {
    const slept = this.#passing.slept()
    const more = slept - this.#slept
    if (more < SLEEP_MS) return 0
    this.#slept = slept
    return more
  }
}
