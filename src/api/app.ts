import express, { type Express, type NextFunction, type Request, type Response, type Router } from 'express'
import type { Ledger } from '../ledger/ledger.ts'
import { ROLE_WORDS } from '../ledger/role-words.ts'
import type { Bodies } from './bodies.ts'
import type { Connections } from './connections.ts'
import type { Contract, Operation } from './contract.ts'
import { DispatchQuery } from './dispatch.ts'
import { docsRoutes } from './docs.ts'
import { edgeError } from './errors.ts'
import { callerError } from './errors-callers.ts'
import type { Freshness } from './freshness.ts'
import type { Keys } from './keys.ts'
import type { Load } from './load.ts'
import type { Gauge, Metrics } from './metrics.ts'
import type { Caller, Handlers, Services } from './operations.ts'
import { prelude } from './prelude.ts'
import type { QuotaBook } from './quota.ts'
import { refuse } from './refusal.ts'
import { type Lanes, respond } from './respond.ts'

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
  connections: Connections
  lanes: Lanes
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
  app.use(docsRoutes(edge))
  app.get('/metrics', (_req: Request, res: Response) => sendMetrics(edge, res))
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
    router[operation.method](pattern, (req: Request, res: Response) => respond(edge, operation, req, res))
  }
  const methods = operations.flatMap(o => (o.method === 'get' ? ['GET', 'HEAD'] : [o.method.toUpperCase()]))
  const allow = METHOD_ORDER.filter(method => methods.includes(method)).join(', ')
  router.all(pattern, (_req, res) => {
    res.setHeader('Allow', allow)
    throw edgeError('method-not-allowed', { path: res.locals.path.slice(0, 200), allow })
  })
}

/** For who watches the service: not in the contract, because it says nothing of the city. */
function sendMetrics(edge: Edge, res: Response): void {
  const { role } = res.locals.caller as Caller
  if (role === 'public') throw callerError('key-missing')
  if (role !== 'admin' && role !== 'regulator')
    throw callerError('role-not-allowed', { role: ROLE_WORDS[role], operation: 'metrics' })
  res.setHeader('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  res.end(edge.metrics.text(edge.gauges()))
}
