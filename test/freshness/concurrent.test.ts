import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { DEFAULT_QUOTAS } from '../../src/api/quota.ts'
import { Random } from '../../src/demo/random.ts'
import { businessDay, dayStart, dayToDate } from '../../src/ledger/clock.ts'
import { openService, type Service } from '../../src/service.ts'
import { openStore } from '../../src/store/open.ts'
import type { StoreOptions } from '../../src/store/store.ts'
import { AREA, SERVICE } from '../support/city.ts'
import { FOUNDED, found } from '../support/founded.ts'

const PATH = `/v1/eligible-providers?service=${SERVICE}&area=${AREA}&limit=200`
const WRITERS = 8
const READERS = 8
const PROVIDERS = 24
const WRITES = 25
const MIDNIGHTS = 4

/** What is known of a provider: whether the newest acknowledged write lets it be sent, and how many writes have begun. */
interface Known {
  id: string
  listed: boolean
  begun: number
  /** Whether a write is under way. */
  busy: boolean
  /** Last day of its registration. */
  until: number
}

/** Several processes over one database, as far as one process can play them: each has its own connections, ledger, ratings and index. */
class Town {
  readonly clock = { ms: FOUNDED }
  readonly random = new Random(3)
  readonly agent = new Agent({ keepAlive: true })
  services: Service[] = []
  known: Known[] = []
  keys = { dispatcher: '', registrar: '' }
  /** The newest version that any answer to a write has borne. */
  acknowledged = 0
  checked = 0

  async open(options: StoreOptions, processes: number): Promise<this> {
    const clock = { now: () => this.clock.ms }
    await (await found(await openStore(options))).close()
    const config = { port: 0, host: '127.0.0.1', checkResponses: true, log: 'silent' as const, quotas: DEFAULT_QUOTAS }
    for (let i = 0; i < processes; i++) {
      const service = await openService({ store: await openStore(options), config, clock })
      service.load.stop()
      await service.listen()
      this.services.push(service)
    }
    const [{ ledger, keys }] = this.services as [Service]
    for (const role of ['dispatcher', 'registrar'] as const)
      this.keys[role] = await ledger.write('test', async tx => (await keys.issue(tx, role, null, role)).key)
    for (let i = 0; i < PROVIDERS; i++) this.known.push(await this.#register(i))
    return this
  }

  /** A third of the registrations end on one of the days to come. */
  async #register(n: number): Promise<Known> {
    const { ledger } = this.services[0]!
    const id = ledger.newId()
    const until = businessDay(FOUNDED) + (n % 3 === 0 ? n % MIDNIGHTS : 1_000)
    const facts = {
      kind: 'firm',
      name: `宁波并发${n}`,
      uscc: `test${n}`,
      usccStatus: 'overridden',
      phone: null,
      address: null,
    }
    const place = { area: AREA, areas: [AREA], offerings: ['05'], founded: null, validUntil: dayToDate(until) }
    await ledger.write('test', tx =>
      tx.append({ type: 'provider.registered', subject: id, payload: { provider: id, ...facts, ...place } }),
    )
    return { id, listed: true, begun: 0, busy: false, until }
  }

  send(method: 'GET' | 'POST', path: string, key: string, body?: object) {
    const service = this.random.pick(this.services)
    const { port } = service.server.address() as AddressInfo
    const headers = { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) }
    return new Promise<{ status: number; version: number; body: string }>((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, method, path, headers, agent: this.agent }, res => {
        let text = ''
        res.setEncoding('utf8')
        res.on('data', part => {
          text += part
        })
        res.on('end', () =>
          resolve({ status: res.statusCode!, version: Number(res.headers['registry-version']), body: text }),
        )
      })
      sent.on('error', reject).end(body && JSON.stringify(body))
    })
  }

  /** Suspends and reinstates providers that nobody else writes to. */
  async write(own: Known[]): Promise<void> {
    for (let i = 0; i < WRITES; i++) {
      const provider = this.random.pick(own)
      provider.begun++
      provider.busy = true
      const path = `/v1/providers/${provider.id}/${provider.listed ? 'suspensions' : 'reinstatements'}`
      const { status, version, body } = await this.send('POST', path, this.keys.registrar, { reason: '核查' })
      expect([status, body.slice(0, 200)]).toEqual([201, expect.anything()])
      provider.listed = !provider.listed
      provider.busy = false
      this.acknowledged = Math.max(this.acknowledged, version)
    }
  }

  /** Reads, and holds the answer against what had been acknowledged before the question was sent. */
  async read(): Promise<void> {
    const before = this.known.map(k => ({ ...k }))
    const { acknowledged } = this
    const day = businessDay(this.clock.ms)
    const answer = await this.send('GET', PATH, this.keys.dispatcher)
    expect([answer.status, answer.body.slice(0, 200)]).toEqual([200, expect.anything()])
    const { items, registryVersion } = JSON.parse(answer.body)
    expect(registryVersion).toBeGreaterThanOrEqual(acknowledged)
    expect(registryVersion).toBe(answer.version)
    const listed = new Set(items.map((item: { provider: { id: string } }) => item.provider.id))
    const sameDay = businessDay(this.clock.ms) === day
    for (const [i, was] of before.entries()) {
      const now = this.known[i]!
      // What changed while the question was under way may be answered either way.
      if (was.busy || now.begun !== was.begun) continue
      this.checked++
      if (was.until < day || !was.listed) expect([was, listed.has(was.id)]).toEqual([was, false])
      else if (sameDay || was.until > day + 1) expect([was, listed.has(was.id)]).toEqual([was, true])
    }
  }

  async close(): Promise<void> {
    for (const service of this.services) await service.close()
    this.agent.destroy()
  }
}

describe('no answer is stale: many writers, many readers, midnights', () => {
  const folder = mkdtempSync(join(tmpdir(), 'xinqiao-fresh-'))
  const closing: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
    rmSync(folder, { recursive: true, force: true })
  })

  const databaseUrl = process.env.XINQIAO_TEST_DATABASE_URL
  const settings: [string, StoreOptions, number][] = [
    ['one process over SQLite', { dataDir: join(folder, 'one') }, 1],
    ['two processes over one SQLite file', { dataDir: join(folder, 'two') }, 2],
  ]
  const onServer: typeof settings = [
    ['two processes over one PostgreSQL', { databaseUrl, schema: `f${Date.now()}` }, 2],
  ]

  it.each(databaseUrl ? onServer : settings)('%s', async (_, options, processes) => {
    const town = await new Town().open(options, processes)
    closing.push(() => town.close())
    let writing = WRITERS
    const share = PROVIDERS / WRITERS
    const writers = Array.from({ length: WRITERS }, async (_, w) => {
      await town.write(town.known.slice(w * share, (w + 1) * share))
      writing--
    })
    let reads = 0
    const readers = Array.from({ length: READERS }, async () => {
      while (writing > 0) {
        await town.read()
        reads++
        // Midnight comes while everybody is at work.
        if (reads % 60 === 0 && reads / 60 <= MIDNIGHTS) town.clock.ms = dayStart(businessDay(town.clock.ms) + 1)
      }
    })
    await Promise.all([...writers, ...readers])
    town.clock.ms = dayStart(businessDay(FOUNDED) + MIDNIGHTS)
    for (let i = 0; i < 10; i++) await town.read()
    expect(reads).toBeGreaterThan(WRITERS * 5)
    expect(town.checked).toBeGreaterThan(reads)
    expect(town.services.reduce((sum, service) => sum + service.dispatch.answered, 0)).toBeGreaterThan(reads / 10)
  })
})
