/** A running service keeps the time that it trusts, so that the next start can compare its clock with it. */
import { systemClock, timestamp } from '../ledger/clock.ts'
import { type Held, TRUSTED_STEP_MS } from '../ledger/rules-time.ts'
import type { SteadyClock } from '../ledger/steady-clock.ts'
import { trustedTime, trustTime } from '../ledger/trusted-time.ts'
import type { Store } from '../store/store.ts'
import { synchronisation } from './synchronisation.ts'

const LOOK_MS = 60_000
/** Far less than a day, and few writes for an idle service. */
const KEEP_MS = 600_000

const UNSYNCHRONISED =
  '系统称时钟未同步，请启用 NTP the system says that its clock is not synchronised: use NTP (docs/operating.md)'
const HELD: Record<Held, string> = {
  ahead:
    '时钟前跳超过一天，未采用；正确时请执行 the clock has jumped ahead by more than a day and is not followed; if it is right: npm run clock -- confirm',
  behind:
    '时钟后跳超过一天，未采用；请校时 the clock has jumped back by more than a day and is not followed: set it right',
}

/** One line for the operator. */
export const reportHeld = (held: Held) => console.error(`${timestamp(systemClock.now())} ${HELD[held]}`)
/** Keeps the time until it is stopped. `report`: called at every look while the machine's clock is not followed. */
export class TimeKeeper {
  readonly #store: Store
  readonly #clock: SteadyClock
  readonly #report: (held: Held) => void
  #kept = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | null = null

  constructor(store: Store, clock: SteadyClock, report: (held: Held) => void) {
    this.#store = store
    this.#clock = clock
    this.#report = report
  }

  start(): this {
    if (synchronisation() === 'no') console.error(UNSYNCHRONISED)
    this.#timer = setInterval(() => void this.look().catch(() => {}), LOOK_MS).unref()
    return this
  }

  /** Keeps the time if it is due; takes over a jump of the machine's clock that a person has confirmed beside. */
  async look(): Promise<void> {
    const now = this.#clock.now()
    if (this.#clock.held) return this.#lookAtJump(this.#clock.held)
    if (now - this.#kept < KEEP_MS) return
    await trustTime(this.#store, now)
    this.#kept = now
  }

  /** Keeps the time for the next start. */
  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    const now = this.#clock.now()
    // A database that is lost keeps nothing; the service stops all the same.
    if (!this.#clock.held) await trustTime(this.#store, now).catch(() => {})
  }

  async #lookAtJump(held: Held): Promise<void> {
    const confirmed = await trustedTime(this.#store)
    const isConfirmed = confirmed !== null && Math.abs(this.#clock.machine - confirmed) < TRUSTED_STEP_MS
    if (held === 'ahead' && isConfirmed) this.#clock.adopt()
    else this.#report(held)
  }
}
