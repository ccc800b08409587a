/** A client that sends what it likes, when it likes: for what no HTTP library would send. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface RawAnswer {
  status: number
  head: string
  body: string
}

export class RawClient {
  readonly socket: Socket
  #text = ''
  #changed = Promise.withResolvers<void>()

  private constructor(socket: Socket) {
    this.socket = socket
    const change = () => {
      this.#changed.resolve()
      this.#changed = Promise.withResolvers()
    }
    socket.on('data', data => {
      this.#text += data.toString('latin1')
      change()
    })
    socket.on('close', change).on('error', () => {})
  }

  static async open(port: number): Promise<RawClient> {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    return new RawClient(socket)
  }

  /** Sends lines of a head, with the empty line that ends it, and what follows. */
  send(lines: readonly string[], body: string | Buffer = ''): this {
    this.socket.write(`${lines.join('\r\n')}\r\n\r\n`)
    if (body.length > 0) this.socket.write(body)
    return this
  }

  /** The next answer; `100 Continue` is one. */
  async answer(): Promise<RawAnswer> {
    for (;;) {
      const end = this.#text.indexOf('\r\n\r\n')
      const head = this.#text.slice(0, end)
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
      const isChunked = /transfer-encoding: chunked/i.test(head)
      const last = isChunked ? this.#text.indexOf('\r\n0\r\n\r\n', end) + '\r\n0\r\n\r\n'.length : end + 4 + length
      if (end >= 0 && last > end && this.#text.length >= last) {
        const body = Buffer.from(this.#text.slice(end + 4, last), 'latin1').toString()
        this.#text = this.#text.slice(last)
        return { status: Number(head.slice(9, 12)), head, body }
      }
      if (this.socket.destroyed) throw new Error(`connection closed after ${JSON.stringify(this.#text)}`)
      await this.#changed.promise
    }
  }

  /** Resolves when the server has closed the connection. */
  async closed(): Promise<void> {
    while (!this.socket.destroyed) await this.#changed.promise
  }

  close(): void {
    this.socket.destroy()
  }
}
