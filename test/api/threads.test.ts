import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { loadContract } from '../../src/api/contract.ts'
import type { OperationId } from '../../src/api/operations.ts'
import { QueryThreads } from '../../src/api/query-threads.ts'
import { databases } from '../store/databases.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

const MODULE = new URL('../support/strange-thread.ts', import.meta.url)

describe('a thread for heavy queries', () => {
  let threads: QueryThreads
  const open = (queryMs?: number) => {
    threads = new QueryThreads({ store: {}, count: 1, module: MODULE, ...(queryMs ? { queryMs } : {}) })
  }
  afterEach(() => threads.close())
  const ask = (input?: string) =>
    threads.run({ operation: 'listProviders', input, caller: NOBODY, language: 'en', now: 0 })

  it('leaves the event loop to others', async () => {
    open()
    await ask()
    let turns = 0
    const circling = ask('circle').catch(error => error.message)
    for (const until = performance.now() + 50; performance.now() < until; turns++) await new Promise(setImmediate)
    expect(turns).toBeGreaterThan(10)
    await threads.close()
    expect(await circling).toBe('draining')
  })

  it('is given up with a query that takes too long; the next query has another', async () => {
    open(300)
    await expect(ask('circle')).rejects.toMatchObject({ code: 'query-too-long', status: 503 })
    expect(threads.lost).toBe(1)
    expect(await ask()).toEqual({ status: 200, cost: 7 })
  })

  it.each([
    ['break', 'broken'],
    ['leave', 'draining'],
    ['fault', 'inside'],
  ])('that does %s fails its query alone', async (input, message) => {
    open()
    await expect(ask(input)).rejects.toThrow(message)
    expect((await ask()).status).toBe(200)
  })
})

const NOBODY = { role: 'public' as const, keyId: null, provider: null, actor: 'public' }

/** A database inside this process has no way in for a thread. */
const outside = databases.filter(({ name }) => name !== 'PostgreSQL in process')

describe.each(outside)('heavy queries over $name', ({ openFounded }) => {
  let city: City
  let plain: City
  beforeAll(async () => {
    city = await City.open({ store: await openFounded(), threads: 1 })
    plain = await city.beside()
  })
  afterAll(async () => {
    await plain.service.close()
    await city.close()
  })

  const own = () => `/v1/providers/${city.providers[0]}`
  /** A question for each of them. */
  const QUESTIONS: Partial<Record<OperationId, () => string>> = {
    listStandards: () => `/v1/standards?service=${SERVICE}`,
    listProviders: () => `/v1/providers?q=${encodeURIComponent('宁波')}&service=${SERVICE}&area=${AREA}&grade=NR`,
    listResponsibilities: () => `/v1/responsibilities?q=${encodeURIComponent('线程')}`,
    getCoverage: () => `/v1/responsibilities/coverage?area=${AREA}&limit=5`,
    getDepartmentPerformance: () => '/v1/departments/human-resources/performance',
    getProviderPerformance: () => `${own()}/performance`,
    getRating: () => `${own()}/rating?asOfSeq=${city.service.ledger.committedSeq - 1}`,
    explainRating: () => `${own()}/rating/explanation`,
    listRatingHistory: () => `${own()}/rating/history`,
    listEvidence: () => `${own()}/evidence`,
    listRequests: () => '/v1/requests?state=received',
    listSurges: () => '/v1/surges',
    listLedgerEntries: () => `/v1/ledger/entries?after=${city.service.ledger.committedSeq - 5}`,
  }

  it('have a question each', () => {
    const heavy = loadContract().operations.filter(
      o => o.method === 'get' && (o.load === 'heavy' || o.heavyIf.length > 0),
    )
    expect(Object.keys(QUESTIONS).sort()).toEqual(heavy.map(({ id }) => id).sort())
  })

  const changes: [string, () => PromiseLike<unknown>][] = [
    ['at first', async () => {}],
    [
      'after a review',
      () => city.post('/v1/reviews', 'dispatcher', { provider: city.providers[0], customer: 'c', stars: 5 }),
    ],
    [
      'after a request',
      () => city.post('/v1/requests', 'dispatcher', { channel: 'phone', customer: 'c', service: SERVICE, area: AREA }),
    ],
    [
      'after a new duty',
      () =>
        city.post('/v1/departments/human-resources/duties', 'registrar', {
          matter: '线程核对',
          keywords: ['线程'],
          services: [],
          area: AREA,
          role: 'lead',
          validFrom: '2020-01-01',
        }),
    ],
    ['after many entries', () => manyEntries()],
    ['after a week', async () => city.later(7 * 86_400_000)],
  ]

  async function manyEntries() {
    const [provider] = city.providers
    const change = (n: number) => ({
      type: 'provider.changed',
      subject: provider,
      payload: { provider, phone: `0574-${n}` },
    })
    await city.service.ledger.write('test', tx => tx.appendAll(Array.from({ length: 2_100 }, (_, n) => change(n))))
  }

  it.each(changes)('are answered by a thread as by the service itself, %s', async (_, change) => {
    await change()
    for (const [id, question] of Object.entries(QUESTIONS)) {
      const path = question()
      const before = city.service.queries!.answered
      const [there, here] = [await city.get(path, 'regulator'), await plain.get(path, 'regulator')]
      expect([id, there.status, there.body]).toEqual([id, 200, here.body])
      expect([id, there.headers.etag]).toEqual([id, here.headers.etag])
      expect([id, city.service.queries!.answered - before]).toEqual([id, 1])
    }
  })

  it('cost their caller what they took', async () => {
    const left = async (path: string) =>
      Number(/r=(\d+)/.exec((await city.get(path, 'regulator')).headers.ratelimit!)?.[1])
    const before = await left('/v1/areas')
    await left('/v1/responsibilities/coverage')
    expect(before - (await left('/v1/areas'))).toBeGreaterThan(3)
  })

  it('are refused as ever', async () => {
    const answer = await city.get('/v1/providers?area=330204')
    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([422, 'area-unknown', '?area'])
    expect(answer.body.detail).toMatch(/330204/)
  })
})
