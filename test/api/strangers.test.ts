import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { CONNECTION_LIMITS } from '../../src/api/connections.ts'
import { Load } from '../../src/api/load.ts'
import { DEFAULT_QUOTAS } from '../../src/api/quota.ts'
import { AREA, City, SERVICE } from '../support/city.ts'
import { type RawAnswer, RawClient } from '../support/socket.ts'

const LIST = `/v1/eligible-providers?service=${SERVICE}&area=${AREA}`
const VITAL = ['/healthz', '/readyz']
const NOBODY = `Bearer xq_${'x'.repeat(49)}`
const PACE_MS = 300

let city: City
const clients: RawClient[] = []
beforeAll(async () => {
  city = await City.open({
    quotas: { ...DEFAULT_QUOTAS, public: 100, admin: 1 },
    connectionLimits: { ...CONNECTION_LIMITS, ofAddress: 12, paceMs: PACE_MS },
  })
})
afterEach(() => {
  for (const client of clients.splice(0)) client.close()
})
afterAll(() => city.close())

async function open(): Promise<RawClient> {
  const client = await RawClient.open((city.service.server.address() as AddressInfo).port)
  clients.push(client)
  return client
}
const lines = (path: string, ...more: string[]) => [`GET ${path} HTTP/1.1`, 'Host: x', ...more]
const late = (ms: number) => {
  for (let i = 0; i < 3; i++) city.service.load.note(ms)
}
/** What is left to somebody without a key; asking costs one. */
const left = async () => Number(/r=(\d+)/.exec((await city.get('/v1/clocks')).headers.ratelimit!)?.[1])

describe('the quota of an address', () => {
  // In this order: the last ones use the quota up.
  it.each([
    ['what it asks for', '/v1/areas', 1],
    ['a path that leads nowhere', '/v1/nothing', 1],
    ['a path that names nothing', '/v1/providers/7', 1],
    ['what it may not read', '/metrics', 1],
    ['a page of the documents', '/docs/start.js', 1],
  ])('pays for %s', async (_, path, units) => {
    const before = await left()
    await city.get(path)
    expect(before - (await left())).toBe(units + 1)
  })

  it('pays for a large document by its size', async () => {
    const before = await left()
    const { text } = await city.get('/openapi.json')
    expect(before - (await left())).toBe(2 + Math.floor(Buffer.byteLength(text) / 16_384))
  })

  it('does not pay for what asks whether the service is alive', async () => {
    const before = await left()
    for (const path of VITAL) await city.get(path)
    expect(before - (await left())).toBe(1)
  })

  it('is another for keys that nobody has, each of which costs ten', async () => {
    const before = await left()
    const statuses: number[] = []
    for (let i = 0; i < 11; i++) statuses.push((await city.get('/v1/areas').set('Authorization', NOBODY)).status)
    expect(statuses).toEqual([...new Array(10).fill(401), 429])
    expect(before - (await left())).toBe(1)
    expect((await city.get(LIST, 'dispatcher')).status).toBe(200)
  })

  it('when it is used up refuses everything but whether the service is alive, and nobody with a key', async () => {
    while ((await left()) > 0);
    for (const path of ['/v1/areas', '/v1/nothing', '/docs', '/openapi.json', '/metrics'])
      expect([path, (await city.get(path)).status]).toEqual([path, 429])
    for (const path of VITAL) expect([path, (await city.get(path)).status]).toEqual([path, 200])
    expect((await city.get(LIST, 'dispatcher')).status).toBe(200)
  })
})

describe('whether the service is alive', () => {
  it.each(VITAL)('%s is answered under any load', async path => {
    late(5_000)
    city.service.load.inFlight += 1e6
    const [alive, dispatch] = [await city.get(path), await city.get(LIST, 'dispatcher')]
    city.service.load.inFlight -= 1e6
    late(0)
    expect([alive.status, dispatch.status]).toEqual([200, 503])
  })
})

describe('a connection', () => {
  it('that is refused again and again is answered now and then; others do not wait for it', async () => {
    const loop = await open()
    const [first, second] = [lines('/metrics'), lines('/metrics')]
    const other = await open()
    const started = performance.now()
    expect((await loop.send(first).answer()).status).toBe(429)
    const order: string[] = []
    const answered = (name: string) => (answer: RawAnswer) => {
      expect(answer.status).toBe(429)
      order.push(name)
    }
    await Promise.all([
      loop.send(second).answer().then(answered('the loop')),
      other.send(first).answer().then(answered('the other')),
    ])
    expect(order).toEqual(['the other', 'the loop'])
    expect(performance.now() - started).toBeGreaterThanOrEqual(PACE_MS - 1)
  })

  it('that sends a heap of requests without waiting for answers is cut off', async () => {
    const before = city.service.connections.cutOff
    const client = await open()
    client.socket.write(`${lines('/metrics').join('\r\n')}\r\n\r\n`.repeat(1_000))
    await client.closed()
    expect(city.service.connections.cutOff).toBe(before + 1)
    expect((await city.get(LIST, 'dispatcher')).status).toBe(200)
  })

  it('without a key gives way to new ones when its address has too many; one with a key stays', async () => {
    const keyed = await open()
    const ask = () => keyed.send(lines(LIST, `Authorization: Bearer ${city.keys.dispatcher}`)).answer()
    expect((await ask()).status).toBe(200)
    const oldest = await open()
    await Promise.all(Array.from({ length: 12 }, open))
    await oldest.closed()
    expect(city.service.connections.strangers).toBeLessThanOrEqual(12)
    expect((await ask()).status).toBe(200)
  })
})

describe('an answer that its client does not take', () => {
  it('counts until it is taken', async () => {
    const { load } = city.service
    const client = await open()
    client.socket.pause()
    // The system keeps some megabytes for a connection.
    while (load.unread === 0) {
      client.send(lines('/openapi.json', `Authorization: Bearer ${city.keys.dispatcher}`))
      await once(city.service.server, 'request')
      await new Promise(setImmediate)
    }
    expect(load.unread).toBeGreaterThan(100_000)
    client.close()
    while (load.unread > 0) await new Promise(setImmediate)
  })

  it('has the others refused before dispatch when there are many', () => {
    const load = new Load()
    const over = () => (['heavy', 'ordinary', 'dispatch', 'vital'] as const).filter(c => load.isOver(c))
    load.unread = 50 * 2 ** 20
    expect(over()).toEqual(['heavy'])
    load.unread = 100 * 2 ** 20
    expect(over()).toEqual(['heavy', 'ordinary'])
    load.unread = 300 * 2 ** 20
    expect(over()).toEqual(['heavy', 'ordinary', 'dispatch'])
  })
})
