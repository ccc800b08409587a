import type { AddressInfo } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { addressOf } from '../../src/api/address.ts'
import { BODY_LIMITS, type BodyLimits } from '../../src/api/bodies.ts'
import { DEFAULT_QUOTAS } from '../../src/api/quota.ts'
import { AREA, City, SERVICE } from '../support/city.ts'
import { RawClient } from '../support/socket.ts'

const REQUEST = JSON.stringify({ channel: 'phone', customer: 'c-1', service: SERVICE, area: AREA })
const JSON_TYPE = 'Content-Type: application/json'

/** A city with limits of its own, and clients that are closed after each test. */
function cityWith(limits: Partial<BodyLimits> = {}, quotas?: typeof DEFAULT_QUOTAS) {
  const clients: RawClient[] = []
  const held = {} as { city: City }
  beforeAll(async () => {
    held.city = await City.open({ bodyLimits: { ...BODY_LIMITS, ...limits }, ...(quotas ? { quotas } : {}) })
  })
  afterEach(() => {
    for (const client of clients.splice(0)) client.close()
  })
  afterAll(() => held.city.close())
  const open = async () => {
    const client = await RawClient.open((held.city.service.server.address() as AddressInfo).port)
    clients.push(client)
    return client
  }
  const keyOf = (role: keyof City['keys'] | undefined) =>
    role ? [`Authorization: Bearer ${held.city.keys[role]}`] : []
  /** Sends a head that promises a body, and a part of the body. */
  const begin = async (
    role: keyof City['keys'] | undefined,
    { path = '/v1/requests', lines = [JSON_TYPE], length = 1_000, part = '{"' as string | Buffer } = {},
  ) => {
    const head = [`POST ${path} HTTP/1.1`, 'Host: x', ...keyOf(role), ...lines, `Content-Length: ${length}`]
    return (await open()).send(head, part)
  }
  return { held, open, begin, keyOf }
}

const city = cityWith({}, { ...DEFAULT_QUOTAS, firm: 1 })

describe('a body that never comes', () => {
  const { held, begin } = city
  const gzipped = { lines: [JSON_TYPE, 'Content-Encoding: gzip'], part: gzipSync(Buffer.alloc(1_000_000)) }

  it.each([
    ['without a key', 401, 'key-missing', () => begin(undefined)],
    ['without a key, compressed', 401, 'key-missing', () => begin(undefined, { ...gzipped, length: 9_000 })],
    ['without a key, of any type and size', 401, 'key-missing', () => begin(undefined, { lines: [], length: 1e12 })],
    ['of a role that may not', 403, 'role-not-allowed', () => begin('firm')],
    [
      'of a type that is not taken',
      415,
      'content-type-unsupported',
      () => begin('dispatcher', { lines: ['Content-Type: image/png'] }),
    ],
    [
      'of an encoding that is not known',
      415,
      'content-type-unsupported',
      () => begin('dispatcher', { lines: [JSON_TYPE, 'Content-Encoding: zip'] }),
    ],
    ['that would be too long', 413, 'body-too-large', () => begin('dispatcher', { length: 65_537 })],
    [
      'with a query that is not known',
      400,
      'query-unknown',
      () => begin('dispatcher', { path: '/v1/requests?colour=red' }),
    ],
    ['with a path that leads nowhere', 404, 'route-not-found', () => begin('dispatcher', { path: '/v1/nothing' })],
    [
      'with a path that names nothing',
      404,
      'resource-not-found',
      () => begin('registrar', { path: '/v1/providers/7/suspensions' }),
    ],
    ['of a key that has used its quota up', 429, 'quota-exceeded', () => begin('firm')],
  ])('%s: %i %s', async (_, status, code, send) => {
    const answer = await (await send()).answer()
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([status, code])
    expect(held.city.service.bodies.sum).toEqual({ open: 0, bytes: 0 })
  })

  it('of a key that nobody has: 401', async () => {
    const client = await begin(undefined, { lines: [JSON_TYPE, `Authorization: Bearer xq_${'x'.repeat(49)}`] })
    expect((await client.answer()).status).toBe(401)
  })

  it('costs its connection soon after the answer', async () => {
    const client = await begin(undefined)
    await client.answer()
    await client.closed()
  })

  it('costs a connection that asked something else nothing, if it comes after all', async () => {
    const client = await begin(undefined, { length: 3, part: '{"' })
    await client.answer()
    client.socket.write('}')
    expect((await client.send(['GET /healthz HTTP/1.1', 'Host: x']).answer()).status).toBe(200)
  })

  it('is not asked for when a client waits for 100 Continue', async () => {
    const client = await begin(undefined, { lines: [JSON_TYPE, 'Expect: 100-continue'], part: '' })
    const answer = await client.answer()
    expect([answer.status, /connection: close/i.test(answer.head)]).toEqual([401, true])
  })
})

describe('a body of a good caller', () => {
  const { held, begin, open, keyOf } = city
  const send = (lines: string[], body: string | Buffer) =>
    begin('dispatcher', { lines: [JSON_TYPE, ...lines], length: body.length, part: body })

  it('is asked for when its client waits for 100 Continue', async () => {
    const client = await begin('dispatcher', {
      lines: [JSON_TYPE, 'Expect: 100-continue'],
      length: REQUEST.length,
      part: '',
    })
    expect((await client.answer()).status).toBe(100)
    client.socket.write(REQUEST)
    expect((await client.answer()).status).toBe(201)
  })

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ])('may be compressed with %s', async (encoding, compress) => {
    const client = await send([`Content-Encoding: ${encoding}`], compress(REQUEST))
    expect((await client.answer()).status).toBe(201)
  })

  it('may come in chunks', async () => {
    const head = [
      'POST /v1/requests HTTP/1.1',
      'Host: x',
      ...keyOf('dispatcher'),
      JSON_TYPE,
      'Transfer-Encoding: chunked',
    ]
    const half = REQUEST.length >> 1
    const chunks = [REQUEST.slice(0, half), REQUEST.slice(half), ''].map(
      part => `${part.length.toString(16)}\r\n${part}\r\n`,
    )
    expect((await (await open()).send(head, chunks.join('')).answer()).status).toBe(201)
  })

  it('may not become longer than is allowed', async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000, ' '))
    const answer = await (await send(['Content-Encoding: gzip'], bomb)).answer()
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([413, 'body-too-large'])
  })

  it('must be what it says it is', async () => {
    const answer = await (await send(['Content-Encoding: gzip'], REQUEST)).answer()
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([400, 'body-undecodable'])
  })

  it('does not count as work while it comes, and is forgotten when its client goes', async () => {
    const { service } = held.city
    const client = await begin('dispatcher')
    while (service.bodies.sum.open === 0) await new Promise(setImmediate)
    expect([service.bodies.sum.bytes, service.load.inFlight]).toEqual([1_000, 0])
    client.close()
    while (service.bodies.sum.bytes > 0) await new Promise(setImmediate)
    expect(service.bodies.sum).toEqual({ open: 0, bytes: 0 })
  })

  it('is refused if its key is revoked while it comes', async () => {
    const { service } = held.city
    const issued = await held.city.post('/v1/keys', 'admin', { role: 'dispatcher', name: 'x' })
    const lines = [JSON_TYPE, `Authorization: Bearer ${issued.body.key}`]
    const client = await begin(undefined, { lines, length: REQUEST.length, part: REQUEST.slice(0, 5) })
    while (service.bodies.sum.open === 0) await new Promise(setImmediate)
    await held.city.call('delete', `/v1/keys/${issued.body.id}`, 'admin')
    client.socket.write(REQUEST.slice(5))
    expect((await client.answer()).status).toBe(401)
  })
})

describe('a body that comes too slowly', () => {
  const { begin } = cityWith({ graceMs: 40 })

  it('is given up: 408', async () => {
    const answer = await (await begin('dispatcher')).answer()
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([408, 'body-too-slow'])
  })
})

describe('open bodies', () => {
  const limits = { addressOpen: 3, addressBytes: 20_000_000, open: { heavy: 2, ordinary: 2, dispatch: 9, vital: 0 } }
  const { held, begin } = cityWith(limits)
  const areOpen = async (count: number) => {
    while (held.city.service.bodies.sum.open !== count) await new Promise(setImmediate)
  }
  const refusal = async (client: RawClient) => {
    const { status, head, body } = await client.answer()
    return [status, JSON.parse(body).code, /retry-after: (\d+)/i.exec(head)?.[1]]
  }

  it('are few: first of other work, then of one address; room comes back when a body is there', async () => {
    const first = await begin('dispatcher', { length: REQUEST.length, part: '{' })
    await begin('dispatcher')
    await areOpen(2)
    expect(await refusal(await begin('registrar', { path: '/v1/providers' }))).toEqual([503, 'overloaded', '1'])
    await begin('dispatcher')
    await areOpen(3)
    expect(await refusal(await begin('dispatcher'))).toEqual([429, 'bodies-too-many', '5'])
    first.socket.write(REQUEST.slice(1))
    expect((await first.answer()).status).toBe(201)
    await areOpen(2)
    const fourth = await begin('dispatcher', { length: REQUEST.length, part: REQUEST })
    expect((await fourth.answer()).status).toBe(201)
  })

  it('hold few bytes: a stalled import counts with all that it announced', async () => {
    await areOpen(0)
    const imports = { path: '/v1/provider-imports', lines: ['Content-Type: text/csv'], length: 15_000_000 }
    await begin('registrar', imports)
    await areOpen(1)
    expect(await refusal(await begin('registrar', imports))).toEqual([429, 'bodies-too-many', '5'])
  })
})

describe('an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s counts as %s', (remoteAddress, expected) => expect(addressOf({ remoteAddress })).toBe(expected))
})
