/** The server before the service is ready: it holds the port, and refuses with `starting` until the service takes over. */
import { randomUUID } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import express, { type Request, type Response } from 'express'
import { leaveUnread } from './bodies.ts'
import { languageOf } from './caller.ts'
import { serviceError } from './errors-service.ts'
import { sendProblem } from './problem.ts'
import { answerUnparsed, wellFormed } from './unparsed.ts'

export interface Place {
  port: number
  host: string
}

/** Texts for an operator, by the error code of the system. */
const REFUSALS: Record<string, string> = {
  EADDRINUSE: '端口已被占用，请以 PORT 另选 the port is in use: choose another with PORT',
  EACCES: '无权监听该端口，请以 PORT 另选 no permission for this port: choose another with PORT',
  EADDRNOTAVAIL: '本机没有该地址，请检查 HOST this machine has no such address: check HOST',
  ENOTFOUND: '本机没有该地址，请检查 HOST this machine has no such address: check HOST',
}

/** Listens at a place. @throws Error that an operator understands if the port cannot be had */
export async function openDoor(place: Place): Promise<Server> {
  return listenAt(handOver(newServer(), startingApp()), place)
}

/** Node's own limits leave slow and idle connections open for minutes. Bodies have a minimum rate of their own (bodies.ts). */
const SERVER_LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 600_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  // Asked for in `wellFormed`, which has words for it.
  requireHostHeader: false,
}

/** A body that waits for `100 Continue` is asked for when its headers are found good, not before. */
export const REQUEST_EVENTS = ['request', 'checkContinue', 'checkExpectation']

export const newServer = (): Server => answerUnparsed(createServer(SERVER_LIMITS))

/** Makes a listener the only one of a server. */
export function handOver(server: Server, listener: RequestListener): Server {
  const given = wellFormed(listener)
  for (const event of REQUEST_EVENTS) server.removeAllListeners(event).on(event, given)
  return server
}

export function listenAt(server: Server, { port, host }: Place): Promise<Server> {
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException) => {
      const text = REFUSALS[error.code ?? '']
      reject(text ? new Error(`${text} (${host}:${port})`, { cause: error }) : error)
    }
    server.once('error', refused)
    server.listen(port, host, () => {
      server.off('error', refused)
      resolve(server)
    })
  })
}

/** Alive, but not ready. */
function startingApp() {
  const app = express()
  app.disable('x-powered-by')
  app.get('/healthz', (_req: Request, res: Response) => {
    res.setHeader('Cache-Control', 'no-store')
    res.json({ status: 'ok' })
  })
  app.use((req: Request, res: Response) => {
    res.once('finish', () => leaveUnread(req))
    const language = languageOf(req.headers['accept-language'])
    sendProblem(res, serviceError('starting'), language, randomUUID())
  })
  return app
}
