/** The first checks of every request: free capacity, the caller, and the caller's quota. */
import { randomUUID } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'
import { addressOf } from './address.ts'
import { leaveUnread } from './bodies.ts'
import { identify, languageOf } from './caller.ts'
import type { Operation } from './contract.ts'
import type { Edge } from './edge.ts'
import { callerError } from './errors-callers.ts'
import { serviceError } from './errors-service.ts'
import type { Caller } from './operations.ts'
import { type Account, type Allowance, rateLimit, rateLimitPolicy } from './quota.ts'
import { VITAL_PATHS } from './strangers.ts'

/** Units of a key that is not known here: looking for it costs a look at the database. */
const UNKNOWN_KEY_UNITS = 10

export function prelude(edge: Edge) {
  return async (req: Request, res: Response, next: NextFunction) => {
    const started = performance.now()
    const { method, path } = req
    const address = addressOf(req.socket)
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
      const key = (res.locals.caller as Caller | undefined)?.keyId ?? null
      edge.finished?.({ method, path, operation, status: res.statusCode, ms, id: res.locals.id, key, address })
      leaveUnread(req)
    })
    const isVital = VITAL_PATHS.includes(path)
    // Past every limit nothing more is spent on a request than this.
    if (!isVital) edge.load.check('dispatch')
    if (edge.strangers.isTooMany(req)) throw serviceError('overloaded')
    if (edge.draining() && path !== '/healthz') throw serviceError('draining')
    res.locals.caller = isVital
      ? identify(edge.keys, req, edge.ledger.clock.now())
      : await counted(edge, req, res, address)
    res.locals.era = edge.keys.era
    next()
  }
}

/** The caller of a request, which takes a unit of the caller's quota. A key that nobody has takes from its address. */
async function counted(edge: Edge, req: Request, res: Response, address: string): Promise<Caller> {
  const { authorization } = req.headers
  if (authorization !== undefined && !edge.keys.ofHeader(req.socket, authorization)) {
    take(edge, res, { role: 'public', who: `unknown keys of ${address}` }, UNKNOWN_KEY_UNITS)
    // A key that another process has just issued is known after a look at the database.
    if (edge.keys.mayExist(authorization)) await edge.freshness.freshen()
  }
  const caller = identify(edge.keys, req, edge.ledger.clock.now())
  if (caller.keyId !== null) edge.connections.identified(req.socket)
  take(edge, res, { role: caller.role, who: caller.keyId ?? address }, 1)
  return caller
}

function take(edge: Edge, res: Response, account: Account, units: number): void {
  res.locals.account = account
  const allowance = edge.quotas.take(account, units, performance.now())
  showAllowance(res, allowance)
  if (allowance.exceeded) throw callerError('quota-exceeded', { quota: allowance.quota, reset: allowance.reset })
}

/** Takes more units from whom a request has taken its first, for what it turned out to cost. */
export function charge(edge: Edge, res: Response, units: number): void {
  const account = res.locals.account as Account | undefined
  if (account && units > 0) showAllowance(res, edge.quotas.take(account, units, performance.now()))
}

function showAllowance(res: Response, allowance: Allowance): void {
  if (res.headersSent) return
  res.setHeader('RateLimit-Policy', rateLimitPolicy(allowance))
  res.setHeader('RateLimit', rateLimit(allowance))
}
