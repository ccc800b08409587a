/** One request of a known caller to one operation: its head is judged, its body is read, its turn comes, its answer goes out. */
import type { Request, Response } from 'express'
import { type Answered, type Asked, answer, type Judged, judgeHead } from './answer.ts'
import type { Operation } from './contract.ts'
import type { Edge } from './edge.ts'
import type { OperationId } from './operations.ts'
import { charge } from './prelude.ts'

export async function respond(edge: Edge, operation: Operation, req: Request, res: Response): Promise<void> {
  res.locals.operation = operation
  for (const [name, value] of Object.entries(operation.deprecation ?? {})) res.setHeader(name, value)
  edge.load.check(operation.load)
  const asked = judgeHead(operation, req, res.locals as Asked)
  const { load } = asked
  const body = operation.bodyType ? await edge.bodies.read(operation, req, res) : undefined
  edge.load.enter(load)
  try {
    const demanded = req.headers['min-version'] as string | undefined
    // Before its turn: who waits for a version holds no place that others could have. Health checks have no account.
    if (demanded !== undefined) await edge.freshness.reach(demanded, res.locals.account?.who ?? operation.id)
    const answered = await inTurn(edge, operation, asked, req, res, body)
    send(edge, req, res, answered)
  } finally {
    edge.load.leave()
  }
}

function inTurn(
  edge: Edge,
  operation: Operation,
  asked: Judged<OperationId>,
  req: Request,
  res: Response,
  body: Uint8Array | undefined,
): Promise<Answered> {
  const { caller, load } = asked
  const work = async () => {
    const started = performance.now()
    let answered: Answered | null = null
    try {
      answered = await answer(edge, operation, req, asked, body)
      return answered
    } finally {
      if (load === 'heavy') charge(edge, res, answered?.cost ?? Math.round(performance.now() - started))
    }
  }
  const turns = edge.lanes.of(load, operation, caller)
  return turns ? turns.run(res.locals.account.who, () => res.closed, work) : work()
}

function send(edge: Edge, req: Request, res: Response, { status, body, headers }: Answered): void {
  // An operation that will go has told its successor in a Link already.
  for (const [name, value] of Object.entries(headers)) res[name === 'Link' ? 'appendHeader' : 'setHeader'](name, value)
  res.status(status)
  if (body === null) return void res.end()
  const length = Buffer.byteLength(body)
  if (!('Content-Type' in headers)) res.setHeader('Content-Type', 'application/json; charset=utf-8')
  res.setHeader('Content-Length', length)
  res.end(req.method === 'HEAD' ? undefined : body)
  edge.load.mustBeRead(res, length)
}
