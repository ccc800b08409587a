import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { answerOf, type ClientOptions } from '../../clients/typescript/src/index.ts'
import { DEFAULT_QUOTAS } from '../../src/api/quota.ts'
import { AREA, City, SERVICE } from '../support/city.ts'
import { addressOf, clientOf } from './city-clients.ts'
import { LosingProxy, type Loss } from './losing-proxy.ts'

const BODY = { channel: 'phone', customer: 'c-retry', service: SERVICE, area: AREA } as const
const QUESTION = { params: { query: { service: SERVICE, area: AREA } } }
const LOSSES: Loss[] = ['before', 'after', 'within']

let city: City
let proxy: LosingProxy
beforeAll(async () => {
  city = await City.open()
  proxy = await LosingProxy.open(addressOf(city))
})
beforeEach(() => {
  proxy.losses.length = 0
  proxy.passed.length = 0
})
afterAll(async () => {
  await proxy.close()
  await city.close()
})

/** A client whose pauses are noted and not waited for; `meanwhile` is what happens in a pause. */
function impatient(
  role: 'dispatcher' | 'admin',
  meanwhile = (_ms: number) => {},
  options: Partial<ClientOptions> = {},
) {
  const pauses: number[] = []
  const pause = async (ms: number) => {
    pauses.push(ms)
    meanwhile(ms)
  }
  return { client: clientOf(city, role, { retry: { pause }, ...options }), pauses }
}
const throughProxy = (role: 'dispatcher' | 'admin', retry: ClientOptions['retry'] = {}) =>
  impatient(role, () => {}, { address: proxy.address, retry: { pause: async () => {}, ...retry } }).client
const requestsOf = async (customer: string) => {
  const { items } = await answerOf(
    clientOf(city, 'dispatcher').GET('/v1/requests', { params: { query: { limit: 200 } } }),
  )
  return items.filter(item => item.customer === customer).length
}

describe('a lost connection', () => {
  it.each(LOSSES)('%s the answer: a write under a key is sent again with the same key and is done once', async loss => {
    const customer = `c-lost-${loss}`
    proxy.losses.push(loss, loss)
    const body = { ...BODY, customer }
    const { state } = await answerOf(throughProxy('dispatcher').POST('/v1/requests', { body }))
    expect(state).toBe('classified')
    const [first, ...others] = proxy.passed
    expect(others).toHaveLength(2)
    expect(first!.key).toMatch(/^[0-9a-f-]{36}$/)
    for (const { key, body } of others) expect([key, body]).toEqual([first!.key, first!.body])
    expect(await requestsOf(customer)).toBe(1)
  })

  it.each(LOSSES)('%s the answer: a read is sent again', async loss => {
    proxy.losses.push(loss)
    const { items } = await answerOf(throughProxy('dispatcher').GET('/v1/eligible-providers', QUESTION))
    expect([items.length, proxy.passed.length]).toEqual([2, 2])
  })

  it('leaves a write that takes no key as it is: nobody knows whether it was done', async () => {
    const body = { role: 'dispatcher', name: 'lost' } as const
    // A key that the caller adds changes nothing: the service does not read it.
    const headers = { 'Idempotency-Key': 'k-1' }
    proxy.losses.push('after')
    await expect(throughProxy('admin').POST('/v1/keys', { body, headers })).rejects.toThrow(TypeError)
    expect(proxy.passed.map(({ key, status }) => [key, status])).toEqual([[undefined, 201]])
  })

  it('is given up after the last try', async () => {
    proxy.losses.push('before', 'before', 'before', 'before')
    const client = throughProxy('dispatcher', { tries: 3 })
    await expect(client.GET('/v1/eligible-providers', QUESTION)).rejects.toThrow(TypeError)
    expect(proxy.passed).toHaveLength(3)
  })

  it('is not what the caller aborts', async () => {
    const stop = new AbortController()
    stop.abort()
    const { client, pauses } = impatient('dispatcher')
    const call = client.GET('/v1/eligible-providers', { ...QUESTION, signal: stop.signal })
    await expect(call).rejects.toThrow('aborted')
    expect(pauses).toEqual([])
  })
})

describe('an overloaded service', () => {
  /** As many requests under way as make the service refuse. */
  const busy = (requests: number) => {
    city.service.load.inFlight += requests
  }

  it('is asked again after its Retry-After, and a write is done once', async () => {
    busy(1e6)
    const { client, pauses } = impatient('dispatcher', () => busy(-1e6))
    const body = { ...BODY, customer: 'c-busy' }
    const { response } = await client.POST('/v1/requests', { body })
    expect([response.status, pauses]).toEqual([201, [1_000]])
    expect(await requestsOf('c-busy')).toBe(1)
  })

  it('that stays so is a problem after the last try', async () => {
    busy(1e6)
    const { client, pauses } = impatient('dispatcher')
    const { error, response } = await client.GET('/v1/eligible-providers', QUESTION)
    busy(-1e6)
    expect([response.status, error?.code, pauses]).toEqual([503, 'overloaded', [1_000, 1_000, 1_000]])
  })
})

describe('a quota that is used up', () => {
  it('is waited for as long as the service says', async () => {
    const clock = performance.now.bind(performance)
    let ahead = 0
    const pauses: number[] = []
    const pause = async (ms: number) => {
      pauses.push(ms)
      ahead += ms
    }
    const poor = await City.open({ quotas: { ...DEFAULT_QUOTAS, dispatcher: 1 } })
    vi.spyOn(performance, 'now').mockImplementation(() => clock() + ahead)
    try {
      const client = clientOf(poor, 'dispatcher', { retry: { pause } })
      for (const _ of [1, 2]) await answerOf(client.GET('/v1/eligible-providers', QUESTION))
    } finally {
      vi.restoreAllMocks()
      await poor.close()
    }
    expect(pauses).toHaveLength(1)
    expect(pauses[0]).toBeGreaterThan(50_000)
  })

  it('is not waited for beyond the longest pause', async () => {
    const fetch = async () => new Response('{}', { status: 429, headers: { 'Retry-After': '61' } })
    const { client, pauses } = impatient('dispatcher', () => {}, { fetch })
    expect([(await client.GET('/v1/areas')).response.status, pauses]).toEqual([429, []])
  })

  it('is not waited for when the caller aborts', { timeout: 20_000 }, async () => {
    const stop = new AbortController()
    const fetch = async () => {
      setImmediate(() => stop.abort())
      return new Response('{}', { status: 429, headers: { 'Retry-After': '60' } })
    }
    const call = clientOf(city, null, { fetch }).GET('/v1/areas', { signal: stop.signal })
    await expect(call).rejects.toThrow('aborted')
  })
})

describe('reads after a write', () => {
  const reads = () => proxy.passed.filter(({ method }) => method === 'GET').map(({ minVersion }) => minVersion)

  it('ask for an answer that shows it', async () => {
    const client = throughProxy('dispatcher')
    await client.GET('/v1/eligible-providers', QUESTION)
    const { response } = await client.POST('/v1/requests', { body: { ...BODY, customer: 'c-own' } })
    await answerOf(client.GET('/v1/requests'))
    const version = response.headers.get('Registry-Version')
    expect(Number(version)).toBeGreaterThan(0)
    expect(reads()).toEqual([undefined, version])
  })

  it('ask for nothing where the caller does not want it', async () => {
    const client = clientOf(city, 'dispatcher', { address: proxy.address, readsOwnWrites: false })
    await client.POST('/v1/requests', { body: { ...BODY, customer: 'c-other' } })
    await client.GET('/v1/requests')
    expect(reads()).toEqual([undefined])
  })
})
