import { Circle } from './circle.ts'
import { serviceError } from './errors-service.ts'

/** Turns for work of one kind: so many run at once, the others wait in a circle of their callers. */

export interface TurnLimits {
  atOnce: number
  /** Waiting in sum, and of one caller; more are refused. */
  waiting: number
  ofOne: number
}

interface Waiting {
  begin(): void
  giveUp(): void
  /** Nobody waits for the answer any more. */
  isGone(): boolean
}

export class Turns {
  running = 0
  /** Refused so far. */
  refused = 0
  readonly #limits: TurnLimits
  readonly #circle = new Circle<Waiting>()

  constructor(limits: TurnLimits) {
    this.#limits = limits
  }

  get waiting(): number {
    return this.#circle.size
  }

  /**
   * Waits for a turn of a caller, and does the work in it.
   * @throws DomainError overloaded (503) if too many are waiting, or if nobody waits for the answer any more
   */
  async run<T>(who: string, isGone: () => boolean, work: () => Promise<T>): Promise<T> {
    if (this.running < this.#limits.atOnce) this.running++
    else await this.#wait(who, isGone)
    try {
      return await work()
    } finally {
      this.running--
      this.#next()
    }
  }

  #wait(who: string, isGone: () => boolean): Promise<void> {
    if (this.waiting >= this.#limits.waiting || this.#circle.sizeOf(who) >= this.#limits.ofOne) {
      this.refused++
      throw serviceError('overloaded')
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#circle.push(who, { begin: resolve, giveUp: () => reject(serviceError('overloaded')), isGone })
    return promise
  }

  #next(): void {
    while (this.running < this.#limits.atOnce) {
      const next = this.#circle.shift()
      if (!next) return
      if (next.isGone()) next.giveUp()
      else {
        this.running++
        next.begin()
      }
    }
  }
}
