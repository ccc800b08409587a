import { randomUUID } from 'node:crypto'
import { createServer, connect as dial, type Server, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { proveLedger } from '../../src/ledger/copy.ts'
import { openStore } from '../../src/store/open.ts'
import { ServiceProcess } from '../machine/process.ts'

const databaseUrl = process.env.XINQIAO_TEST_DATABASE_URL!
const schema = `f${randomUUID().replaceAll('-', '')}`
const CLIENTS = 8
const OUTAGES = 5

/** Stands between the services and their database, and can take it away: what a failover looks like from this side. */
class Wire {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #up = true

  private constructor(server: Server) {
    this.#server = server
  }

  static async lay(to: { host: string; port: number }): Promise<Wire> {
    const server = createServer()
    const wire = new Wire(server)
    server.on('connection', near => {
      if (!wire.#up) return void near.destroy()
      const far = dial(to)
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        wire.#sockets.add(socket)
        socket.on('error', () => {})
        socket.on('close', () => {
          wire.#sockets.delete(socket)
          other.destroy()
        })
        socket.pipe(other)
      }
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
    return wire
  }

  get port(): number {
    return (this.#server.address() as { port: number }).port
  }
  cut(): void {
    this.#up = false
    for (const socket of this.#sockets) socket.destroy()
  }
  mend(): void {
    this.#up = true
  }
  close(): void {
    this.cut()
    this.#server.close()
  }
}

let admin: pg.Client
let wire: Wire
const services: ServiceProcess[] = []

beforeAll(async () => {
  admin = new pg.Client({ connectionString: databaseUrl })
  await admin.connect()
  await admin.query(`create schema ${schema}`)
  const { hostname, port } = new URL(databaseUrl)
  wire = await Wire.lay({ host: hostname, port: Number(port) })
  const url = new URL(databaseUrl)
  url.port = String(wire.port)
  url.searchParams.set('options', `-c search_path=${schema}`)
  const first = await ServiceProcess.start({ DATABASE_URL: url.href })
  services.push(first, await ServiceProcess.start({ DATABASE_URL: url.href }, { keys: first.keys }))
})
afterAll(async () => {
  for (const service of services) await service.end('SIGKILL')
  wire?.close()
  await admin.query(`drop schema ${schema} cascade`)
  await admin.end()
})

const statuses = new Map<string, number>()
const acknowledged = new Set<string>()
let loading = true

async function client(service: ServiceProcess): Promise<void> {
  while (loading) {
    const { status, body } = await service.receive()
    const kind = status === 201 ? '201' : `${status} ${body.code}`
    statuses.set(kind, (statuses.get(kind) ?? 0) + 1)
    if (status === 201) acknowledged.add(body.id!)
    else await pause(5)
  }
}

/** Until both services answer writes again. */
async function recovered(): Promise<void> {
  const until = performance.now() + 20_000
  for (const service of services)
    while ((await service.receive()).status !== 201) {
      expect(performance.now(), 'not recovered after 20 s').toBeLessThan(until)
      await pause(20)
    }
}

describe('two processes over one PostgreSQL that is lost and comes back', () => {
  it('answer every write with 201 or 503, and recover by themselves', async () => {
    const clients = services.flatMap(service => Array.from({ length: CLIENTS }, () => client(service)))
    for (let i = 0; i < OUTAGES; i++) {
      const before = acknowledged.size
      while (acknowledged.size < before + 20) await pause(5)
      wire.cut()
      await pause(50)
      wire.mend()
      await recovered()
    }
    // A connection that the server ends in the midst of its work, as an administrator or a failover does.
    await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'xinqiao'`)
    await recovered()
    loading = false
    await Promise.all(clients)
    expect([...statuses.keys()].sort()).toEqual(['201', '503 store-unavailable'])
  })

  it('have lost nothing that they acknowledged, and share one ledger that verifies', async () => {
    const store = await openStore({ databaseUrl, schema })
    const { requests } = store.tables
    const held = new Set((await store.read(db => db.select({ id: requests.id }).from(requests))).map(row => row.id))
    expect([...acknowledged].filter(id => !held.has(id))).toEqual([])
    await proveLedger(store, null)
    await store.close()
  })

  it('each show what the other has written', async () => {
    const [a, b] = services as [ServiceProcess, ServiceProcess]
    for (let i = 0; i < 10; i++) {
      const [writer, other] = i % 2 ? [a, b] : [b, a]
      const { body } = await writer.receive()
      expect((await other.send('GET', `/v1/requests/${body.id}`, 'dispatcher')).status).toBe(200)
    }
  })
})
