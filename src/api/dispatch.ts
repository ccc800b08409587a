/**
 * The short way of GET /v1/eligible-providers, in front of Express: what the service exists for costs little more than sending the bytes.
 *
 * Invariants:
 * 1. A question is known here only because the whole pipeline has answered it with 200 since the day began and since areas and the
 *    catalogue last changed. So its item and its area exist. A URL counts by what it asks. Whatever is no such request goes the whole way.
 * 2. Who calls is known by the header that its connection has sent before, until any key changes (keys.ts). Roles and quotas are looked at
 *    each time.
 * 3. Nothing is answered before a look at the database that began after the request had come in: one look for all that came in the same
 *    turn of the event loop.
 * 4. List and version are read in one turn, without waiting in between.
 * 5. Bytes are kept as long as the list that they were made of; the version is spliced in. Both ways make a page with the same function.
 */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type PageQuestion, pageTag, pageText, questionOf } from '../eligibility/pages.ts'
import type { RankedList } from '../eligibility/ranked-list.ts'
import { businessDay } from '../ledger/clock.ts'
import { isNamed } from '../ledger/etag.ts'
import { addressOf } from './address.ts'
import { versionOf } from './coerce.ts'
import { type Operation, operationOf } from './contract.ts'
import { type CacheLimits, DispatchCache, type Known } from './dispatch-cache.ts'
import type { Edge } from './edge.ts'
import { readQuery } from './input.ts'
import { nextLink } from './next-link.ts'
import type { Caller } from './operations.ts'
import { rateLimit, rateLimitPolicy } from './quota.ts'
import { isOfCaller } from './strangers.ts'

/** Longer URLs go the whole way. */
const MAX_URL_CHARS = 500
const PREFIX = '/v1/eligible-providers?'
const AREAS_AND_CATALOGUE = /^(area|service)\./

interface Waiting {
  req: IncomingMessage
  res: ServerResponse
  known: Known
  generation: number
  caller: Caller
  started: number
}

export class DispatchQuery {
  /** Answers that went the short way. */
  answered = 0
  readonly cache: DispatchCache
  readonly #edge: Edge
  readonly #operation: Operation<'listEligibleProviders'>
  readonly #pipeline: (req: IncomingMessage, res: ServerResponse) => void
  #waiting: Waiting[] = []
  #day = -1
  /** Changes whenever what is known is forgotten: an answer that began before must not be learnt. */
  #generation = 0

  constructor(edge: Edge, pipeline: (req: IncomingMessage, res: ServerResponse) => void, limits?: CacheLimits) {
    this.#edge = edge
    this.cache = new DispatchCache(limits)
    this.#pipeline = pipeline
    this.#operation = operationOf(edge.contract, 'listEligibleProviders')
    edge.ledger.onCommit({
      name: 'dispatch',
      follow: entries => {
        if (entries.some(({ type }) => AREAS_AND_CATALOGUE.test(type))) this.#forget()
      },
    })
  }

  /** The server's listener: the short way if it can be taken, else the whole, for which strangers wait. */
  readonly listener = (req: IncomingMessage, res: ServerResponse): void => {
    const { connections, load, draining } = this.#edge
    if (connections.begin(req.socket)) return
    const known = this.#find(req)
    const caller = known && this.#callerOf(req)
    const isShort = known && caller && !this.#operation.deprecation && !draining() && !load.isOver('dispatch')
    res.once('close', () => {
      connections.end(req.socket)
      if (isShort) load.leave()
    })
    if (!isShort) return void this.#byTurn(req, res)
    connections.identified(req.socket)
    load.inFlight++
    this.#waiting.push({ req, res, known, generation: this.#generation, caller, started: performance.now() })
    if (this.#waiting.length === 1) setImmediate(() => this.#answerAll())
  }

  #byTurn(req: IncomingMessage, res: ServerResponse): void {
    const { keys, strangers } = this.#edge
    if (isOfCaller(keys, req)) this.#whole(req, res)
    else strangers.wait(req, res, () => this.#whole(req, res))
  }

  /** The whole way; what it answers with 200 or 304 is known from then on. */
  #whole(req: IncomingMessage, res: ServerResponse): void {
    const url = req.url!
    if (req.method === 'GET' && url.startsWith(PREFIX) && url.length <= MAX_URL_CHARS) {
      const [day, generation] = [businessDay(this.#edge.ledger.clock.now()), this.#generation]
      res.once('finish', () => {
        if (res.statusCode === 200 || res.statusCode === 304) this.#learn(url, day, generation)
      })
    }
    this.#pipeline(req, res)
  }

  /** Notes a question; `day` and `generation` as they were when its answer began. */
  #learn(url: string, day: number, generation: number): void {
    if (generation !== this.#generation) return
    if (day !== this.#day) this.#forget()
    this.#day = day
    this.cache.learn(url, questionOf(readQuery(this.#operation, url.slice(PREFIX.length))))
  }

  #forget(): void {
    this.#generation++
    this.cache.clear()
  }

  /** The known answer to a request; Express answers those that have a body, and refuses what is no question. */
  #find({ method, url = '', headers }: IncomingMessage): Known | undefined {
    if (method !== 'GET' || !url.startsWith(PREFIX) || url.length > MAX_URL_CHARS) return undefined
    if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) return undefined
    return this.cache.find(url, this.#read)
  }

  readonly #read = (url: string): PageQuestion | null => {
    try {
      return questionOf(readQuery(this.#operation, url.slice(PREFIX.length)))
    } catch {
      return null
    }
  }

  /** The caller, if it may ask; null sends the request through Express. */
  #callerOf({ headers, socket }: IncomingMessage): Caller | null {
    const { authorization } = headers
    const caller = authorization === undefined ? null : this.#edge.keys.ofHeader(socket, authorization)
    return caller && this.#operation.roles.includes(caller.role) ? caller : null
  }

  #answerAll(): void {
    const waiting = this.#waiting
    this.#waiting = []
    const fresh = this.#edge.freshness.isFresh()
    if (fresh === true) for (const one of waiting) this.#tryAnswer(one)
    else void this.#answerLater(waiting, fresh)
  }

  async #answerLater(waiting: Waiting[], fresh: boolean | Promise<boolean>): Promise<void> {
    const isFresh = await Promise.resolve(fresh).catch(() => false)
    for (const one of waiting) {
      if (isFresh) this.#tryAnswer(one)
      else this.#whole(one.req, one.res)
    }
  }

  /** Nobody stands behind this turn of the event loop to catch a fault: the whole way answers for it. */
  #tryAnswer(one: Waiting): void {
    try {
      this.#answer(one)
    } catch (error) {
      this.#edge.failed?.(error, '-')
      this.cache.drop(one.known)
      if (!one.res.headersSent) this.#whole(one.req, one.res)
    }
  }

  #answer(one: Waiting): void {
    const { ledger, keys, metrics, quotas, services } = this.#edge
    const { req, res, known, caller } = one
    const now = ledger.clock.now()
    const day = businessDay(now)
    const version = ledger.committedSeq
    const demanded = req.headers['min-version']
    // The answer that was known when the request came in may be gone now, or may be of yesterday.
    if (
      one.generation !== this.#generation ||
      day !== this.#day ||
      (demanded !== undefined && !isReached(demanded, version))
    )
      return void this.#whole(req, res)
    const { question } = known
    const list = services.eligibility.ranked(question.service, question.area, day)
    if (list.id !== known.list || list.version !== known.listVersion) this.#prepare(known, list, version, day)
    else if (version !== known.version) this.cache.keep(known, spliced(known, version, day))
    const allowance = quotas.take({ role: caller.role, who: caller.keyId! }, 1, performance.now())
    if (allowance.exceeded) return void this.#whole(req, res)
    keys.used(caller.keyId!, now)
    const id = randomUUID()
    const headers = [
      ['X-Request-Id', id],
      ['X-Content-Type-Options', 'nosniff'],
      ['Cache-Control', 'no-store'],
      ['Vary', 'Accept-Language, Authorization'],
      ['RateLimit-Policy', rateLimitPolicy(allowance)],
      ['RateLimit', rateLimit(allowance)],
      ['ETag', known.tag],
      ['Registry-Version', String(version)],
    ].flat()
    const unchanged = isNamed(req.headers['if-none-match'], known.tag)
    if (!unchanged && known.link !== null) headers.push('Link', known.link)
    if (!unchanged)
      headers.push('Content-Type', 'application/json; charset=utf-8', 'Content-Length', String(known.bytes.length))
    res.writeHead(unchanged ? 304 : 200, headers)
    res.end(unchanged ? undefined : known.bytes)
    this.cache.release(known)
    this.answered++
    const { id: operation, path } = this.#operation
    const [status, ms] = [unchanged ? 304 : 200, performance.now() - one.started]
    metrics.observe(operation, status, ms)
    const asked = { method: 'GET', path, operation, status, ms, id, key: caller.keyId }
    this.#edge.finished?.({ ...asked, address: addressOf(req.socket) })
  }

  #prepare(known: Known, list: RankedList, version: number, day: number): void {
    const { text: head, next } = pageText(list, known.question)
    if (this.#edge.checkResponses) this.#check(`${head}0}`)
    known.list = list.id
    known.listVersion = list.version
    known.version = version
    known.tag = pageTag(version, day)
    known.link = next === null ? null : nextLink(this.#operation.path, known.question, next)
    known.headLength = Buffer.byteLength(head)
    this.cache.keep(known, Buffer.from(`${head}${version}}`))
  }

  #check(text: string): void {
    const validate = this.#operation.responses.get(200)!.validator()!
    if (!validate(JSON.parse(text))) throw new Error(`listEligibleProviders: ${JSON.stringify(validate.errors)}`)
  }
}

/** Whatever is no version goes the whole way, to be refused there. */
function isReached(demanded: string | string[], version: number): boolean {
  const wanted = typeof demanded === 'string' ? versionOf(demanded) : null
  return wanted !== null && wanted <= version
}

/** The answer with another version; the old bytes may still be on their way to somebody. */
function spliced(known: Known, version: number, day: number): Buffer {
  const { bytes, headLength } = known
  const tail = `${version}}`
  const next = Buffer.allocUnsafeSlow(headLength + tail.length)
  bytes.copy(next, 0, 0, headLength)
  next.write(tail, headLength, 'latin1')
  known.version = version
  known.tag = pageTag(version, day)
  return next
}
