import express, { type Express, type NextFunction, type Request, type Response, type Router } from 'express'
import { ROLE_WORDS } from '../ledger/role-words.ts'
import type { Contract, Operation } from './contract.ts'
import { DispatchQuery } from './dispatch.ts'
import { docsRoutes } from './docs.ts'
import type { Edge } from './edge.ts'
import { edgeError } from './errors.ts'
import { callerError } from './errors-callers.ts'
import type { Caller, Handlers } from './operations.ts'
import { prelude } from './prelude.ts'
import { refuse } from './refusal.ts'
import { respond } from './respond.ts'

const METHOD_ORDER = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/** The application: the dispatch query on its short way, one route per operation of the contract, everything else a problem document. */
export function createApp(edge: Edge): DispatchQuery {
  proveComplete(edge.contract, edge.handlers)
  const app = express()
  routes(app, edge)
  return new DispatchQuery(edge, app)
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

/** `/v1/requests` of `/v1/requests/{id}/close`, `/problems` of `/problems/{code}`. */
const prefixOf = (path: string) =>
  path
    .replace(/\/\{.*/, '')
    .split('/')
    .slice(0, 3)
    .join('/')

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
