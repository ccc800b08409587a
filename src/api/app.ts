import { randomUUID } from 'node:crypto'
import express, { type Express, type NextFunction, type Request, type Response, type Router } from 'express'
import type { Ledger } from '../ledger/ledger.ts'
import { ROLE_WORDS } from '../ledger/role-words.ts'
import { DomainError } from '../store/domain-error.ts'
import { addressOf } from './address.ts'
import { type Answered, type Asked, answer, judgeHead } from './answer.ts'
import { type Bodies, leaveUnread } from './bodies.ts'
import { identify, languageOf } from './caller.ts'
import type { Contract, Operation } from './contract.ts'
import { DispatchQuery } from './dispatch.ts'
import { docsRoutes } from './docs.ts'
import { edgeError } from './errors.ts'
import { callerError } from './errors-callers.ts'
import { serviceError } from './errors-service.ts'
import type { Freshness } from './freshness.ts'
import type { Keys } from './keys.ts'
import type { Load } from './load.ts'
import type { Gauge, Metrics } from './metrics.ts'
import type { Handlers, Services } from './operations.ts'
import { sendProblem } from './problem.ts'
import { type QuotaBook, rateLimit, rateLimitPolicy } from './quota.ts'

/** What the edge is made of. */
export interface Edge {
  contract: Contract
  handlers: Handlers
  ledger: Ledger
  keys: Keys
  services: Services
  /** Brings what is kept in memory up to the database and the day, before a handler reads it. */
  freshness: Freshness
  /** The short way of the dispatch query. */
  dispatch: DispatchQuery
  load: Load
  bodies: Bodies
  quotas: QuotaBook
  /** Set when the service is about to stop: what still comes is sent elsewhere. */
  draining(): boolean
  checkResponses: boolean
  /** Called when an answer has gone out. */
  finished?(request: { method: string; path: string; operation: string; status: number; ms: number; id: string }): void
  metrics: Metrics
  /** What the service measures of itself now. */
  gauges(): Gauge[]
  /** A fault of ours. */
  failed?(error: unknown, requestId: string): void
}

export const METHOD_ORDER = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/** The application: the dispatch query on its short way, one route per operation of the contract, everything else a problem document. */
export function createApp(parts: Omit<Edge, 'dispatch'>): DispatchQuery {
  proveComplete(parts.contract, parts.handlers)
  const app = express()
  const dispatch = new DispatchQuery(parts, app)
  routes(app, { ...parts, dispatch })
  return dispatch
}

function routes(app: Express, edge: Edge): void {
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', false)
  app.set('case sensitive routing', true)
  app.use(prelude(edge))
  app.use(docsRoutes(edge.contract))
  app.get('/metrics', (req: Request, res: Response) => {
    sendMetrics(edge, req, res)
  })
  for (const [prefix, operations] of Map.groupBy(edge.contract.operations, ({ path }) => prefixOf(path)))
    app.use(prefix, resource(edge, prefix, operations))
  app.use((_req: Request, res: Response) => {
    throw edgeError('route-not-found', { path: res.locals.path.slice(0, 200) })
  })
  app.use((error: unknown, req: Request, res: Response, next: NextFunction) => refuse(edge, error, req, res, next))
}

/** Every operation has a handler and every handler an operation; the compiler says so too, but documents change at run time. */
function proveComplete(contract: Contract, handlers: Handlers): void {
  const documented = new Set<string>(contract.operations.map(operation => operation.id))
  const missing = [...documented].filter(id => !(id in handlers))
  const unknown = Object.keys(handlers).filter(id => !documented.has(id))
  if (missing.length + unknown.length > 0)
    throw new Error(`contract: no handler for [${missing.join(', ')}], no operation for [${unknown.join(', ')}]`)
}

/** `/v1/requests` of `/v1/requests/{id}/close`. */
const prefixOf = (path: string) => path.split('/').slice(0, 3).join('/')

/** The routes below one prefix: a request is compared with these few, not with all of the contract. */
function resource(edge: Edge, prefix: string, operations: Operation[]): Router {
  const router = express.Router({ caseSensitive: true })
  for (const [path, same] of Map.groupBy(operations, operation => operation.path))
    route(router, edge, path.slice(prefix.length).replace(/\{(\w+)\}/g, ':$1') || '/', same)
  return router
}

function route(router: Router, edge: Edge, pattern: string, operations: Operation[]): void {
  for (const operation of operations) {
    router[operation.method](pattern, admission(edge, operation), async (req: Request, res: Response) => {
      send(res, req, await respond(edge, operation, req, res))
    })
  }
  const methods = operations.flatMap(o => (o.method === 'get' ? ['GET', 'HEAD'] : [o.method.toUpperCase()]))
  const allow = METHOD_ORDER.filter(method => methods.includes(method)).join(', ')
  router.all(pattern, (_req, res) => {
    res.setHeader('Allow', allow)
    throw edgeError('method-not-allowed', { path: res.locals.path.slice(0, 200), allow })
  })
}

/** The headers are judged, then the body is read, then the request counts as under way. */
async function respond(edge: Edge, operation: Operation, req: Request, res: Response): Promise<Answered> {
  const asked = judgeHead(operation, req, res.locals as Asked)
  const body = operation.bodyType ? await edge.bodies.read(operation, req, res) : undefined
  edge.load.enter(operation.load)
  res.once('close', () => edge.load.leave())
  return answer(edge, operation, req, asked, body)
}

/** Before anything is read of a request: room for it, who sends it, and whether that caller has not sent too many. */
function admission(edge: Edge, operation: Operation) {
  return async (req: Request, res: Response, next: NextFunction) => {
    res.locals.operation = operation
    if (edge.draining()) throw serviceError('draining')
    edge.load.check(operation.load)
    const { authorization } = req.headers
    // A key that another process has just issued is known after a look at the database.
    if (authorization !== undefined && !edge.keys.ofHeader(req.socket, authorization)) await edge.freshness.freshen()
    const caller = identify(edge.keys, req, edge.ledger.clock.now())
    Object.assign(res.locals, { caller, era: edge.keys.era })
    const who = caller.keyId ?? addressOf(req.socket)
    const allowance = edge.quotas.take(caller.role, who, performance.now())
    res.setHeader('RateLimit-Policy', rateLimitPolicy(allowance))
    res.setHeader('RateLimit', rateLimit(allowance))
    if (allowance.exceeded) throw callerError('quota-exceeded', { quota: allowance.quota, reset: allowance.reset })
    next()
  }
}

/** For who watches the service: not in the contract, because it says nothing of the city. */
function sendMetrics(edge: Edge, req: Request, res: Response): void {
  const { role } = identify(edge.keys, req, edge.ledger.clock.now())
  if (role === 'public') throw callerError('key-missing')
  if (role !== 'admin' && role !== 'regulator')
    throw callerError('role-not-allowed', { role: ROLE_WORDS[role], operation: 'metrics' })
  res.setHeader('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  res.end(edge.metrics.text(edge.gauges()))
}

function send(res: Response, req: Request, { status, body, headers }: Answered): void {
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
  res.status(status)
  if (body === null) return void res.end()
  res.setHeader('Content-Type', 'application/json; charset=utf-8')
  res.setHeader('Content-Length', Buffer.byteLength(body))
  res.end(req.method === 'HEAD' ? undefined : body)
}

function prelude(edge: Edge) {
  return (req: Request, res: Response, next: NextFunction) => {
    const started = performance.now()
    const { method, path } = req
    res.locals.id = randomUUID()
    // Of the whole URL: inside a resource Express has cut off its prefix.
    res.locals.path = path
    res.locals.language = languageOf(req.headers['accept-language'])
    res.setHeader('X-Request-Id', res.locals.id)
    res.setHeader('X-Content-Type-Options', 'nosniff')
    res.setHeader('Cache-Control', req.headers.authorization ? 'no-store' : 'no-cache')
    res.setHeader('Vary', 'Accept-Language, Authorization')
    res.setHeader('Registry-Version', edge.ledger.committedSeq)
    res.on('finish', () => {
      const operation = (res.locals.operation as Operation | undefined)?.id ?? '-'
      const ms = performance.now() - started
      edge.metrics.observe(operation, res.statusCode, ms)
      edge.finished?.({ method, path, operation, status: res.statusCode, ms, id: res.locals.id })
      leaveUnread(req)
    })
    // Past every limit nothing more is spent on a request than this.
    if (edge.load.isOver('dispatch')) {
      edge.load.refused++
      throw serviceError('overloaded')
    }
    next()
  }
}

function refuse(edge: Edge, error: unknown, req: Request, res: Response, next: NextFunction): void {
  if (res.headersSent) {
    next(error)
    return
  }
  const known = ofExpress(error) ?? error
  if (!(known instanceof DomainError)) edge.failed?.(known, res.locals.id)
  // A client that waits for `100 Continue` may send its next request where the body would have been.
  if (req.headers.expect !== undefined && !req.complete) res.setHeader('Connection', 'close')
  sendProblem(res, known, res.locals.language ?? 'zh-CN', res.locals.id)
}

/** Express throws errors with a status: the one that a caller can cause. */
function ofExpress(error: unknown): DomainError | null {
  if (error instanceof DomainError) return null
  const { status } = error as { status?: number }
  const isOfPath = status === 400 && error instanceof Error && /decode param/i.test(error.message)
  return isOfPath || error instanceof URIError ? edgeError('url-malformed') : null
}
