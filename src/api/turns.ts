import { serviceError } from './errors-service.ts'

/**
 * Turns for work of one kind: so many run at once, the others wait. Those who wait are served in a circle, one of each caller, so a caller
 * who asks for a lot waits for itself.
 */

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
  waiting = 0
  /** Refused so far. */
  refused = 0
  readonly #limits: TurnLimits
  /** By caller, in the order of the circle. */
  readonly #queues = new Map<string, Waiting[]>()

  constructor(limits: TurnLimits) {
    this.#limits = limits
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
    const queue = this.#queues.get(who) ?? []
    if (this.waiting >= this.#limits.waiting || queue.length >= this.#limits.ofOne) {
      this.refused++
      throw serviceError('overloaded')
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    queue.push({ begin: resolve, giveUp: () => reject(serviceError('overloaded')), isGone })
    this.#queues.set(who, queue)
    this.waiting++
    return promise
  }

  #next(): void {
    while (this.running < this.#limits.atOnce) {
      const next = this.#shift()
      if (!next) return
      if (next.isGone()) next.giveUp()
      else {
        this.running++
        next.begin()
      }
    }
  }

  #shift(): Waiting | undefined {
    for (const [who, queue] of this.#queues) {
      const first = queue.shift()!
      this.waiting--
      // Behind the others, if more of this caller wait.
      this.#queues.delete(who)
      if (queue.length > 0) this.#queues.set(who, queue)
      return first
    }
    return undefined
  }
}
