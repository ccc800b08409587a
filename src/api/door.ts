/** The server before the service is ready: it holds the port, and refuses with `starting` until the service takes over. */
import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import express, { type Request, type Response } from 'express'
import { languageOf } from './caller.ts'
import { serviceError } from './errors-service.ts'
import { sendProblem } from './problem.ts'

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
  const server = newServer()
  server.on('request', startingApp())
  return listenAt(server, place)
}

/** Node's own limits leave slow and idle connections open for minutes. */
export function newServer(): Server {
  const server = createServer()
  server.headersTimeout = 10_000
  server.requestTimeout = 60_000
  server.keepAliveTimeout = 5_000
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
    const language = languageOf(req.headers['accept-language'])
    sendProblem(res, serviceError('starting'), language, randomUUID())
  })
  return app
}
