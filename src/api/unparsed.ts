/** Requests that are no HTTP: Node's parser gives them up before there is a request, and would close with an empty 400. */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { DomainError } from '../store/domain-error.ts'
import { languageOf } from './caller.ts'
import { edgeError } from './errors.ts'
import { problemOf } from './problem.ts'

/** Errors of Node's parser and server -> the refusal; of those that are not here the request is malformed. */
const REFUSALS: Record<string, 'url-malformed' | 'headers-too-large' | 'headers-too-slow'> = {
  HPE_INVALID_URL: 'url-malformed',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'headers-too-slow',
}
const REASONS = new Map([
  [400, 'Bad Request'],
  [408, 'Request Timeout'],
  [431, 'Request Header Fields Too Large'],
])
const ACCEPT_LANGUAGE = /^accept-language:([^\r\n]*)/im

interface ParserError extends Error {
  code?: string
  rawPacket?: Buffer
}

/** Answers such a request with a problem document, in its language as far as that was readable, and closes the connection. */
export function answerUnparsed(server: Server): Server {
  // Nobody is connected through; without a listener Node closes without a word.
  server.on('connect', (req, socket) => {
    const said = answerTo(edgeError('request-malformed'), req.headers['accept-language'])
    socket.on('error', () => {}).end(lines(said), () => socket.destroy())
  })
  return server.on('clientError', (error: ParserError, socket: Socket & { _httpMessage?: ServerResponse | null }) => {
    // Bytes in between would be taken for those of the answer that is on its way.
    if (!socket.writable || socket._httpMessage) return void socket.destroy()
    const refusal = edgeError(REFUSALS[error.code ?? ''] ?? 'request-malformed')
    socket.end(response(refusal, error.rawPacket?.toString('latin1') ?? ''), () => socket.destroy())
  })
}

/**
 * Gives a listener those requests that HTTP/1.1 allows. Node itself would answer one without a Host, or with an expectation that nobody knows,
 * with an empty 400 or 417.
 */
export function wellFormed(listener: RequestListener): RequestListener {
  return (req, res) => {
    const isWhole = req.headers.host !== undefined || req.httpVersion === '1.0'
    const { expect = '100-continue' } = req.headers
    if (isWhole && expect.toLowerCase() === '100-continue') return listener(req, res)
    refuse(req, res)
  }
}

function refuse(req: IncomingMessage, res: ServerResponse): void {
  const { status, headers, body } = answerTo(edgeError('request-malformed'), req.headers['accept-language'])
  res.writeHead(status, headers).end(body)
  req.resume()
}

function response(refusal: DomainError, head: string): string {
  return lines(answerTo(refusal, ACCEPT_LANGUAGE.exec(head)?.[1]))
}

function lines({ status, headers, body }: ReturnType<typeof answerTo>): string {
  const heads = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${status} ${REASONS.get(status)}`, ...heads, '', body].join('\r\n')
}

function answerTo(refusal: DomainError, wanted: string | undefined) {
  const language = languageOf(wanted)
  const id = randomUUID()
  const body = JSON.stringify(problemOf(refusal, language, `urn:request:${id}`))
  const headers = {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Language': language,
    'Content-Length': Buffer.byteLength(body),
    'X-Request-Id': id,
    'Cache-Control': 'no-store',
    Connection: 'close',
  }
  return { status: refusal.status, headers, body }
}
