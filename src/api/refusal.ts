/** Errors on their way out, as problem documents. */
import { setTimeout as pause } from 'node:timers/promises'
import type { NextFunction, Request, Response } from 'express'
import { DomainError } from '../store/domain-error.ts'
import type { Operation } from './contract.ts'
import type { Edge } from './edge.ts'
import { edgeError } from './errors.ts'
import { serviceError } from './errors-service.ts'
import { sendProblem } from './problem.ts'

/** Refusals that a client in a loop would ask for again at once. */
const PACED: readonly number[] = [429, 503]
const PACED_CODE = 'key-invalid'

export async function refuse(edge: Edge, error: unknown, req: Request, res: Response, next: NextFunction) {
  if (res.headersSent) {
    next(error)
    return
  }
  const known = ofExpress(error) ?? error
  if (!(known instanceof DomainError)) edge.failed?.(known, res.locals.id)
  else if (PACED.includes(known.status) || known.code === PACED_CODE) await pace(edge, req, res)
  // A client that waits for `100 Continue` may send its next request where the body would have been.
  if (req.headers.expect !== undefined && !req.complete) res.setHeader('Connection', 'close')
  sendProblem(res, listed(edge, known, res), res.locals.language ?? 'zh-CN', res.locals.id)
}

/** In tests and on demand: an error that the operation does not list is a fault of ours. */
function listed({ checkResponses }: Edge, error: unknown, { locals }: Response): unknown {
  const operation = locals.operation as Operation | undefined
  if (!checkResponses || !operation || !(error instanceof DomainError) || operation.problems.has(error.code))
    return error
  const { id } = operation
  return serviceError('response-invalid', {
    operation: id,
    status: error.status,
    rule: `x-problems lacks ${error.code}`,
  })
}

/** The first refusal over a connection goes out at once, the next ones wait. */
async function pace(edge: Edge, req: Request, res: Response): Promise<void> {
  const ms = edge.connections.pace(req.socket, performance.now())
  if (ms <= 0 || edge.draining()) return
  await pause(ms, undefined, { ref: false })
  await new Promise<void>(resolve => edge.strangers.refuse(req, res, resolve))
}

/** Express throws errors with a status: the one that a caller can cause. */
function ofExpress(error: unknown): DomainError | null {
  if (error instanceof DomainError) return null
  const { status } = error as { status?: number }
  const isOfPath = status === 400 && error instanceof Error && /decode param/i.test(error.message)
  return isOfPath || error instanceof URIError ? edgeError('url-malformed') : null
}
