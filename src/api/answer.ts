import type { Request } from 'express'
import { businessDay } from '../ledger/clock.ts'
import { isNamed } from '../ledger/etag.ts'
import { checkBodyHeaders } from './bodies.ts'
import { authorise, identify } from './caller.ts'
import type { Operation } from './contract.ts'
import type { Edge } from './edge.ts'
import { serviceError } from './errors-service.ts'
import { type Attempt, answerOnce, attemptOf, once } from './idempotency.ts'
import { readBody, readHeaders, readPath, readQuery } from './input.ts'
import type { LoadClass } from './load.ts'
import { cursorOf, nextLink } from './next-link.ts'
import type { AnswerFile, Caller, Context, Input, Language, OperationId } from './operations.ts'

/** An answer ready to be sent. */
export interface Answered {
  status: number
  /** JSON, or the bytes of a file; null for none. */
  body: string | Uint8Array | null
  headers: Record<string, string>
  /** Milliseconds of another thread. */
  cost?: number
}

interface Outcome {
  status: number
  body?: unknown
  /** The body as JSON, where another thread has made it. */
  json?: Uint8Array
  registryVersion?: number
  /** Cursor of the next page, where another thread has made the page. */
  next?: string
  cost?: number
  file?: AnswerFile
  etag?: string
  location?: string
}

/** The caller, the language and the whole path of a request, known before its operation runs. */
export interface Asked {
  caller: Caller
  /** Of the keys, when the caller was identified. */
  era: number
  language: Language
  path: string
}

/** A request whose role, path, query and headers are good; its body is not read yet. */
export interface Judged<Id extends OperationId> extends Asked {
  head: Omit<Input<Id>, 'body'>
  load: LoadClass
}

/** Judges all of a request but its body: the cheap refusals come first. */
export function judgeHead<Id extends OperationId>(operation: Operation<Id>, req: Request, asked: Asked): Judged<Id> {
  const params = req.params as Record<string, string>
  authorise(operation, asked.caller, params)
  const head = {
    path: readPath(operation, params),
    query: readQuery(operation, searchOf(req.url)),
    headers: readHeaders(operation, req.headers),
  }
  if (operation.bodyType) checkBodyHeaders(operation, req)
  return { ...asked, head, load: operation.heavyIf.some(name => name in head.query) ? 'heavy' : operation.load }
}

/** One operation from its judged request to the answer: body, handler, output. Throws DomainErrors. */
export async function answer<Id extends OperationId>(
  edge: Edge,
  operation: Operation<Id>,
  req: Request,
  { caller, era, language, path, head, load }: Judged<Id>,
  body: Uint8Array | undefined,
): Promise<Answered> {
  const now = edge.ledger.clock.now()
  const input = { ...head, body: readBody(operation, body) }
  const demanded = req.headers['min-version'] as string | undefined
  // A process is alive whether or not its database answers.
  if (load !== 'vital' || demanded !== undefined) await edge.freshness.reach(demanded, null)
  // While the body came, or by what was taken in just now, the key may have been revoked.
  if (edge.keys.era !== era) identify(edge.keys, req, now)
  const version = edge.ledger.committedSeq
  const handler = edge.handlers[operation.id]
  const key = idempotencyKeyOf(operation, req)
  const attempt = key === undefined ? null : attemptOf(caller.actor, operation.id, key, path, body)
  const isApart = load === 'heavy' && operation.method === 'get'
  const handle = async (): Promise<Outcome> =>
    isApart && edge.queries
      ? edge.queries.run({ operation: operation.id, input, caller, language, now })
      : handler(input, context(edge, caller, language, now, attempt))
  const [outcome, repeated] = attempt ? await answerOnce(edge.ledger, attempt, handle) : [await handle(), false]
  return finish(edge, operation, req, { path, query: head.query }, outcome, repeated, version)
}

/** Only where the operation declares the header. */
function idempotencyKeyOf({ parameterNames }: Operation, { headers }: Request): string | undefined {
  const name = 'idempotency-key'
  return parameterNames.header.includes(name) ? headers[name]?.toString() : undefined
}

const searchOf = (url: string) => (url.includes('?') ? url.slice(url.indexOf('?') + 1) : '')

function context(edge: Edge, caller: Caller, language: Language, now: number, attempt: Attempt | null): Context {
  const { ledger, services } = edge
  return {
    caller,
    language,
    now,
    day: businessDay(now),
    newId: ledger.newId,
    ledger,
    services,
    write: work => ledger.write(caller.actor, tx => (attempt ? once(tx, attempt, work) : work(tx))),
  }
}

function finish(
  edge: Edge,
  operation: Operation,
  req: Request,
  asked: { path: string; query: object },
  outcome: Outcome,
  repeated: boolean,
  read: number,
): Answered {
  if (edge.checkResponses) checkOutcome(operation, outcome)
  const headers: Record<string, string> = {}
  headers['Registry-Version'] = String(versionOf(operation, outcome, read, edge.ledger.committedSeq))
  if (outcome.etag) headers.ETag = outcome.etag
  if (outcome.location) headers.Location = outcome.location
  if (repeated) headers['Idempotency-Replayed'] = 'true'
  if (operation.method === 'get' && outcome.etag && isNamed(req.headers['if-none-match'], outcome.etag))
    return { status: 304, body: null, headers, ...costOf(outcome) }
  const next = operation.parameterNames.query.includes('cursor') ? (outcome.next ?? cursorOf(outcome.body)) : null
  if (next !== null) headers.Link = nextLink(asked.path, asked.query, next)
  const { status, file } = outcome
  if (file) return { status, body: file.bytes, headers: { ...headers, ...fileHeaders(file) }, ...costOf(outcome) }
  return { status, body: jsonOf(outcome), headers, ...costOf(outcome) }
}

const costOf = ({ cost }: Outcome) => (cost === undefined ? {} : { cost })

function jsonOf({ json, body }: Outcome): string | Uint8Array | null {
  return json ?? (body === undefined ? null : JSON.stringify(body))
}

/** RFC 6266: the plain name for old clients, the one in UTF-8 for others. */
function fileHeaders({ mediaType, name }: AnswerFile): Record<string, string> {
  const plain = name.replace(/[^\w.-]/g, '_')
  const disposition = `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`
  return { 'Content-Type': mediaType, 'Content-Disposition': disposition }
}

/** A read is at least as new as what it saw when it began; a write's own entries are in what is committed at its end. */
function versionOf({ method }: Operation, outcome: Outcome, read: number, committed: number): number {
  const shown = outcome.registryVersion ?? (outcome.body as { registryVersion?: unknown } | undefined)?.registryVersion
  if (method !== 'get') return committed
  return typeof shown === 'number' ? shown : read
}

/** In tests and on demand: an answer that is not as documented is a fault of ours. */
function checkOutcome(operation: Operation, outcome: Outcome): void {
  const { status, file } = outcome
  const response = operation.responses.get(status)
  if (file && response?.type === 'application/octet-stream') return
  const validate = response?.validator() ?? null
  const text = jsonOf(outcome)
  const plain = text === null ? undefined : JSON.parse(Buffer.from(text).toString())
  const right = response !== undefined && (validate ? validate(plain) : text === null)
  if (right) return
  const rule = validate?.errors ? JSON.stringify(validate.errors[0]) : 'status or body not documented'
  throw serviceError('response-invalid', { operation: operation.id, status, rule })
}
