/** Load shedding: measures how busy the process is and refuses searches and exports first, dispatch answers last. */
import type { ServerResponse } from 'node:http'
import { serviceError } from './errors-service.ts'

/** `x-load` of an operation in the contract; `ordinary` where it says nothing. `vital` is never refused. */
export type LoadClass = 'vital' | 'dispatch' | 'ordinary' | 'heavy'

interface ClassLimits {
  /** Delay of the event loop, ms: about what the last of the waiting has waited already. */
  delay: number
  /** Requests under way: bounds what waits for a database that answers late. */
  inFlight: number
  /** Bytes of answers that their clients have not taken yet. */
  unread: number
}

const MIB = 2 ** 20
/** Above any of these a class is refused. */
const LIMITS: Record<LoadClass, ClassLimits> = {
  heavy: { delay: 50, inFlight: 128, unread: 48 * MIB },
  ordinary: { delay: 150, inFlight: 1_024, unread: 64 * MIB },
  dispatch: { delay: 400, inFlight: 4_096, unread: 256 * MIB },
  vital: { delay: Infinity, inFlight: Infinity, unread: Infinity },
}
/** An answer smaller than this fits into what the system keeps for a connection. */
const SMALL_BYTES = 16 * 1024
/** A client may be this late, ms, and must take this many bytes a second. */
const READ_GRACE_MS = 10_000
const READ_RATE = 32 * 1024
const TICK_MS = 10
/** A limit counts when this many ticks in a row were over it: a single stall has passed before anybody could be refused for it. */
const TICKS = 3

/** Measures the delay of the event loop by a timer that should fire every TICK_MS. */
export class Load {
  inFlight = 0
  /** Requests refused so far. */
  refused = 0
  /** Bytes of large answers that their clients have not taken yet. */
  unread = 0
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
    const { delay, inFlight, unread } = LIMITS[load]
    return this.inFlight >= inFlight || this.delay > delay || this.unread > unread
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

  /** Counts a large answer until its client has taken it; a client that takes it too slowly loses its connection. */
  mustBeRead(res: ServerResponse, bytes: number): void {
    if (bytes < SMALL_BYTES || res.writableFinished || res.destroyed) return
    this.unread += bytes
    const timer = setTimeout(() => res.destroy(), READ_GRACE_MS + (bytes / READ_RATE) * 1000).unref()
    res.once('close', () => {
      this.unread -= bytes
      clearTimeout(timer)
    })
  }
}
