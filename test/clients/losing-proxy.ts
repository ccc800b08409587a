import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Where a connection is lost: before the service hears of the request, after it has answered, or in the middle of its answer. */
export type Loss = 'before' | 'after' | 'within'

export interface Passed {
  method: string
  key: string | undefined
  minVersion: string | undefined
  body: string
  /** Of the service's answer; null where the service was not asked. */
  status: number | null
}

/** Stands before a service and loses connections as it is told, one after another. */
export class LosingProxy {
  readonly losses: Loss[] = []
  readonly passed: Passed[] = []
  readonly #server: Server
  readonly #target: string

  private constructor(target: string) {
    this.#target = target
    this.#server = createServer((req, res) => void this.#pass(req, res))
  }

  static async open(target: string): Promise<LosingProxy> {
    const proxy = new LosingProxy(target)
    await new Promise<void>(resolve => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async #pass(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const sent = await wholeOf(req)
    const { headers, method = '' } = req
    const passed: Passed = {
      method,
      key: headers['idempotency-key'] as string | undefined,
      minVersion: headers['min-version'] as string | undefined,
      body: sent.toString(),
      status: null,
    }
    this.passed.push(passed)
    const loss = this.losses.shift()
    if (loss === 'before') return void req.socket.destroy()
    const answer = await this.#ask(req, sent)
    passed.status = answer.statusCode!
    const body = await wholeOf(answer)
    if (loss === 'after') return void req.socket.destroy()
    res.writeHead(answer.statusCode!, { ...answer.headers, 'content-length': body.length })
    if (loss === 'within') res.write(body.subarray(0, 10), () => req.socket.destroy())
    else res.end(body)
  }

  #ask({ url, method, headers }: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      request(`${this.#target}${url}`, { method, headers, agent: false }, resolve).on('error', reject).end(body)
    })
  }

  close(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise(resolve => this.#server.close(() => resolve()))
  }
}

async function wholeOf(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}
