/**
 * Connections. Those over which no good key has come are bounded, for an address and in sum: the oldest give way to the new. A connection
 * that is refused again and again is answered once in a while only, so a client in a loop costs next to nothing.
 */
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { addressOf } from './address.ts'

export interface ConnectionLimits {
  /** Connections without a key, in sum and of one address. */
  strangers: number
  ofAddress: number
  /** Requests at once over one connection: who sends more without waiting for answers is cut off. */
  pipelined: number
  /** Time between two refusals over one connection, ms. */
  paceMs: number
}

export const CONNECTION_LIMITS: ConnectionLimits = { strangers: 4_096, ofAddress: 1_024, pipelined: 16, paceMs: 1_000 }

interface Connection {
  address: string
  isStranger: boolean
  /** Requests under way. */
  open: number
  /** Time from which the next refusal may go out. */
  paced: number
}

export class Connections {
  /** Connections cut off so far to make room, or for too many requests at once. */
  cutOff = 0
  readonly #limits: ConnectionLimits
  readonly #known = new WeakMap<Socket, Connection>()
  /** In the order in which they came. */
  readonly #strangers = new Set<Socket>()
  readonly #byAddress = new Map<string, Set<Socket>>()

  constructor(limits: ConnectionLimits = CONNECTION_LIMITS) {
    this.#limits = limits
  }

  get strangers(): number {
    return this.#strangers.size
  }

  /** Follows the connections that a server takes from now on. */
  follow(server: Server): void {
    server.on('connection', (socket: Socket) => void this.#of(socket))
  }

  /** A request begins. @returns whether the connection is cut off because it sends too many at once */
  begin(socket: Socket): boolean {
    // The parser goes on to the end of what had come.
    if (socket.destroyed) return true
    const connection = this.#of(socket)
    connection.open++
    if (connection.open <= this.#limits.pipelined) return false
    this.#cut(socket)
    return true
  }

  end(socket: Socket): void {
    this.#of(socket).open--
  }

  /** A good key has come over a connection. */
  identified(socket: Socket): void {
    const connection = this.#of(socket)
    if (connection.isStranger) this.#leave(socket, connection)
    connection.isStranger = false
  }

  /** Milliseconds that a refusal has to wait before it goes out. */
  pace(socket: Socket, now: number): number {
    const connection = this.#of(socket)
    const at = Math.max(now, connection.paced)
    connection.paced = at + this.#limits.paceMs
    return at - now
  }

  #of(socket: Socket): Connection {
    const known = this.#known.get(socket)
    if (known) return known
    const connection = { address: addressOf(socket), isStranger: true, open: 0, paced: 0 }
    this.#known.set(socket, connection)
    if (!socket.destroyed) this.#join(socket, connection)
    return connection
  }

  #join(socket: Socket, connection: Connection): void {
    const { address } = connection
    const own = this.#byAddress.get(address) ?? new Set()
    this.#byAddress.set(address, own.add(socket))
    this.#strangers.add(socket)
    socket.once('close', () => this.#leave(socket, connection))
    if (own.size > this.#limits.ofAddress) this.#cut(first(own))
    // An address with more than its share makes room itself: a flood from a few costs the others no connection.
    const share = Math.max(1, this.#limits.strangers / this.#byAddress.size)
    if (this.#strangers.size > this.#limits.strangers) this.#cut(first(own.size > share ? own : this.#strangers))
  }

  #leave(socket: Socket, { address }: Connection): void {
    this.#strangers.delete(socket)
    const own = this.#byAddress.get(address)
    own?.delete(socket)
    if (own?.size === 0) this.#byAddress.delete(address)
  }

  #cut(socket: Socket): void {
    this.cutOff++
    this.#leave(socket, this.#of(socket))
    socket.destroy()
  }
}

const first = <T>(set: ReadonlySet<T>): T => set.values().next().value!
