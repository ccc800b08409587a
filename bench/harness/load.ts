/** A closed-loop HTTP client that costs little itself: raw sockets, one request under way on each. */
import { connect, type Socket } from 'node:net'

export interface Answer {
  status: number
  body: string
  head: string
}

const HEAD_END = Buffer.from('\r\n\r\n')

/** The bytes of a request. */
export function requestBytes(method: string, path: string, key: string | null, body?: string): Buffer {
  const lines = [`${method} ${path} HTTP/1.1`, 'Host: bench']
  if (key) lines.push(`Authorization: Bearer ${key}`)
  if (body !== undefined) lines.push('Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`)
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body ?? ''}`)
}

/** One connection, kept alive. */
export class Connection {
  readonly #socket: Socket
  #rest: Buffer = Buffer.alloc(0)
  #answered: ((answer: Answer) => void) | null = null
  #failed: ((error: Error) => void) | null = null

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.on('data', bytes => this.#read(bytes))
    socket.on('error', error => this.#failed?.(error))
    socket.on('close', () => this.#failed?.(new Error('connection closed')))
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new Connection(socket))).once('error', reject)
    })
  }

  send(bytes: Buffer): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    this.#answered = resolve
    this.#failed = reject
    this.#socket.write(bytes)
    return promise
  }

  close(): void {
    this.#failed = null
    this.#socket.destroy()
  }

  #read(bytes: Buffer): void {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes])
    const end = this.#rest.indexOf(HEAD_END)
    if (end < 0) return
    const head = this.#rest.toString('latin1', 0, end)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
    const whole = end + HEAD_END.length + length
    if (this.#rest.length < whole) return
    const body = this.#rest
    this.#rest = body.subarray(whole)
    const answer = {
      status: Number(head.slice(9, 12)),
      head,
      get body() {
        return body.toString('utf8', end + HEAD_END.length, whole)
      },
    }
    const answered = this.#answered
    this.#answered = null
    answered?.(answer)
  }
}

export interface Drive {
  port: number
  connections: number
  /** Requests in all. */
  count: number
  request(n: number): Buffer
  /** Only these may come; anything else ends the run. */
  status: number | readonly number[]
}

export interface Driven {
  seconds: number
  /** Milliseconds of each request, in the order of their answers. */
  latencies: Float64Array
}

/** Sends `count` requests over so many connections, each as soon as the one before is answered. */
export async function drive({ port, connections, count, request, status }: Drive): Promise<Driven> {
  const expected = [status].flat()
  const open = await Promise.all(Array.from({ length: Math.min(connections, count) }, () => Connection.open(port)))
  const latencies = new Float64Array(count)
  let sent = 0
  let answered = 0
  const run = async (connection: Connection) => {
    while (sent < count) {
      const bytes = request(sent++)
      const at = performance.now()
      const answer = await connection.send(bytes)
      latencies[answered++] = performance.now() - at
      if (!expected.includes(answer.status))
        throw new Error(`${answer.head.split('\r\n')[0]} ${answer.body.slice(0, 400)}`)
    }
  }
  const started = performance.now()
  try {
    await Promise.all(open.map(run))
  } finally {
    for (const connection of open) connection.close()
  }
  return { seconds: (performance.now() - started) / 1000, latencies }
}

/** One request of its own connection. */
export async function once(port: number, bytes: Buffer): Promise<Answer> {
  const connection = await Connection.open(port)
  const { status, head, body } = await connection.send(bytes)
  connection.close()
  return { status, head, body }
}

export function percentile(values: Float64Array, share: number): number {
  const sorted = values.slice().sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
}
