/** Bare node:http that sends the same bytes with the same headers, and does nothing else. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { argument, patient, serveQuestions } from '../harness/process.ts'

const { body, headers } = argument() as { body: string; headers: Record<string, string> }
const bytes = Buffer.from(body)

const server = patient(
  createServer((_req, res) => {
    res.writeHead(200, headers)
    res.end(bytes)
  }),
)

async function open() {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return { port: () => ({ port: (server.address() as AddressInfo).port }) }
}

serveQuestions(open())
