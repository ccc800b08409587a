import { serviceError } from './errors-service.ts'

/** How busy the process is, and who has to wait when it is too busy: searches and exports first, dispatch answers last. */

/** `x-load` of an operation in the contract; `ordinary` where it says nothing. */
export type LoadClass = 'dispatch' | 'ordinary' | 'heavy'

/** Delay of the event loop in ms above which a class is refused: about what the last of the waiting has waited already. */
const DELAY_LIMITS: Record<LoadClass, number> = { heavy: 50, ordinary: 150, dispatch: 400 }
/** Requests under way above which a class is refused: bounds what waits for a database that answers late. */
const IN_FLIGHT_LIMITS: Record<LoadClass, number> = { heavy: 128, ordinary: 1_024, dispatch: 4_096 }
const TICK_MS = 10
/** A limit counts when this many ticks in a row were over it: a single stall has passed before anybody could be refused for it. */
const TICKS = 3

/** Measures the delay of the event loop by a timer that should fire every TICK_MS. */
export class Load {
  inFlight = 0
  /** Requests refused so far. */
  refused = 0
  readonly #delays = new Array<number>(TICKS).fill(0)
  #at = 0
  #last = performance.now()
  #timer: NodeJS.Timeout | null = null

  start(): this {
    this.#last = performance.now()
    this.#timer = setInterval(() => {
      const now = performance.now()
      this.note(now - this.#last - TICK_MS)
      this.#last = now
    }, TICK_MS).unref()
    return this
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer)
  }

  /** Notes by how many ms a tick came late. */
  note(delay: number): void {
    this.#delays[this.#at] = delay
    this.#at = (this.#at + 1) % TICKS
  }

  /** The delay that has lasted, ms. */
  get delay(): number {
    return Math.max(0, Math.min(...this.#delays))
  }

  isOver(load: LoadClass): boolean {
    return this.inFlight >= IN_FLIGHT_LIMITS[load] || this.delay > DELAY_LIMITS[load]
  }

  /** Throws `overloaded` (503) if a class has to wait. */
  check(load: LoadClass): void {
    if (!this.isOver(load)) return
    this.refused++
    throw serviceError('overloaded')
  }

  /** Counts a request in, once all of it is there. The caller calls `leave` when it is answered. */
  enter(load: LoadClass): void {
    this.check(load)
    this.inFlight++
  }

  leave(): void {
    this.inFlight--
  }
}
