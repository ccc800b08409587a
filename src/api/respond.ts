/** One request of a known caller to one operation: its head is judged, its body is read, its turn comes, its answer goes out. */
import type { Request, Response } from 'express'
import { type Answered, type Asked, answer, judgeHead } from './answer.ts'
import type { Edge } from './app.ts'
import type { Operation } from './contract.ts'
import type { Caller } from './operations.ts'
import { charge } from './prelude.ts'
import { type TurnLimits, Turns } from './turns.ts'

/**
 * Ordinary reads: each costs some tenths of a millisecond of the event loop. So many at once are what others wait for at the most, beside
 * dispatch, which takes no turns.
 */
const STRANGERS: TurnLimits = { atOnce: 8, waiting: 1_024, ofOne: 256 }
const CALLERS: TurnLimits = { atOnce: 16, waiting: 1_024, ofOne: 256 }
/** Imports and runs of drafts, in parts between which others have their turn. */
const HEAVY_WRITES: TurnLimits = { atOnce: 2, waiting: 8, ofOne: 2 }
const HEAVY_READS: TurnLimits = { atOnce: 1, waiting: 64, ofOne: 16 }

/** Turns by the kind of work. */
export class Lanes {
  readonly strangers = new Turns(STRANGERS)
  readonly callers = new Turns(CALLERS)
  readonly heavyWrites = new Turns(HEAVY_WRITES)
  readonly heavyReads = new Turns(HEAVY_READS)

  /** The turns that a request waits for; null for none. */
  of({ load, method }: Operation, { role }: Caller): Turns | null {
    if (load === 'vital' || load === 'dispatch') return null
    if (load === 'heavy') return method === 'get' ? this.heavyReads : this.heavyWrites
    // Writes share commits: the more of them at once, the better.
    if (method !== 'get') return null
    return role === 'public' ? this.strangers : this.callers
  }
}

export async function respond(edge: Edge, operation: Operation, req: Request, res: Response): Promise<void> {
  res.locals.operation = operation
  const { load } = operation
  edge.load.check(load)
  const asked = judgeHead(operation, req, res.locals as Asked)
  const body = operation.bodyType ? await edge.bodies.read(operation, req, res) : undefined
  edge.load.enter(load)
  try {
    const answered = await inTurn(edge, operation, asked, req, res, body)
    send(edge, req, res, answered)
  } finally {
    edge.load.leave()
  }
}

function inTurn(
  edge: Edge,
  operation: Operation,
  asked: ReturnType<typeof judgeHead>,
  req: Request,
  res: Response,
  body: Uint8Array | undefined,
): Promise<Answered> {
  const { caller } = asked
  const work = async () => {
    const started = performance.now()
    try {
      return await answer(edge, operation, req, asked, body)
    } finally {
      if (operation.load === 'heavy') charge(edge, res, Math.round(performance.now() - started))
    }
  }
  const turns = edge.lanes.of(operation, caller)
  return turns ? turns.run(res.locals.account.who, () => res.closed, work) : work()
}

function send(edge: Edge, req: Request, res: Response, { status, body, headers }: Answered): void {
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
  res.status(status)
  if (body === null) return void res.end()
  const length = Buffer.byteLength(body)
  if (typeof body === 'string') res.setHeader('Content-Type', 'application/json; charset=utf-8')
  res.setHeader('Content-Length', length)
  res.end(req.method === 'HEAD' ? undefined : body)
  edge.load.mustBeRead(res, length)
}
