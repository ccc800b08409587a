/**
 * Requests of strangers, which are all that come without a good key. They wait in front of Express. In each turn of the event loop the
 * dispatch queries that have come in are answered, and one request of strangers begins. So the busier the process is with callers who
 * have a key, the less it does for strangers; in a quiet hour strangers do not wait. Addresses take turns.
 *
 * Requests that ask whether the service is alive wait in a circle of their own, from which nothing is refused. Refusals that have waited
 * for their pace go out one in a turn too: those of many connections fall due together.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { addressOf } from './address.ts'
import { Circle } from './circle.ts'
import type { Keys } from './keys.ts'

export interface StrangerLimits {
  /** Requests waiting, in sum and of one address; more are refused. */
  waiting: number
  ofAddress: number
}

/** An address with more is no office at work. As many as the sum wait for a second at the most, at a millisecond a turn. */
export const STRANGER_LIMITS: StrangerLimits = { waiting: 1_024, ofAddress: 256 }

/** Operations that say whether the service is alive: no load and no quota refuses them. */
export const VITAL_PATHS: readonly string[] = ['/healthz', '/readyz']

interface Waiting {
  res: ServerResponse
  begin(): void
}

export class Strangers {
  /** Refused so far. */
  refused = 0
  readonly #limits: StrangerLimits
  readonly #requests = new Circle<Waiting>()
  readonly #vital = new Circle<Waiting>()
  readonly #refusals = new Circle<Waiting>()
  readonly #tooMany = new WeakSet<IncomingMessage>()
  #isDue = false

  constructor(limits: StrangerLimits = STRANGER_LIMITS) {
    this.#limits = limits
  }

  get waiting(): number {
    return this.#requests.size
  }

  /** True of a request that may not wait, since too many do. */
  isTooMany(req: IncomingMessage): boolean {
    return this.#tooMany.has(req)
  }

  /** Calls `begin` in the turn of a request; at once for one that `isTooMany`, which is to be refused. */
  wait(req: IncomingMessage, res: ServerResponse, begin: () => void): void {
    const address = addressOf(req.socket)
    const isVital = VITAL_PATHS.includes(pathOf(req))
    const { waiting, ofAddress } = this.#limits
    if (!isVital && (this.waiting >= waiting || this.#requests.sizeOf(address) >= ofAddress)) {
      this.refused++
      this.#tooMany.add(req)
      return void begin()
    }
    const circle = isVital ? this.#vital : this.#requests
    circle.push(address, { res, begin })
    this.#goOn()
  }

  /** Calls `begin` in the turn of a refusal. */
  refuse(req: IncomingMessage, res: ServerResponse, begin: () => void): void {
    this.#refusals.push(addressOf(req.socket), { res, begin })
    this.#goOn()
  }

  #goOn(): void {
    if (this.#isDue) return
    this.#isDue = true
    setImmediate(() => this.#turn())
  }

  #turn(): void {
    this.#isDue = false
    beginNext(this.#vital)
    beginNext(this.#requests)
    beginNext(this.#refusals)
    if (this.#vital.size + this.#requests.size + this.#refusals.size > 0) this.#goOn()
  }
}

/** Nothing is spent on those who have gone away. */
function beginNext(circle: Circle<Waiting>): void {
  let next = circle.shift()
  while (next?.res.closed) next = circle.shift()
  next?.begin()
}

const pathOf = ({ url = '' }: IncomingMessage) => url.split('?', 1)[0]!

/** True of a request with a key that is known here. */
export function isOfCaller(keys: Keys, { headers: { authorization }, socket }: IncomingMessage): boolean {
  return authorization !== undefined && keys.ofHeader(socket, authorization) !== null
}
