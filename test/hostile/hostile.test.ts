import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadContract } from '../../src/api/contract.ts'
import { City } from '../support/city.ts'
import { assault, type Result, ROLES } from './assault.ts'

/**
 * Cases of each role in one city, how many cities have them one after another, and where the choices begin: `npm run test:hostile` sets
 * many. A city is on SQLite, or on the server of XINQIAO_TEST_DATABASE_URL.
 */
const CASES = Number(process.env.XINQIAO_HOSTILE_CASES ?? 300)
/** Time for the cases of one city, ms. */
const HOURS = 6 * 3_600_000
const CITIES = Number(process.env.XINQIAO_HOSTILE_CITIES ?? 1)
const SEED = Number(process.env.XINQIAO_HOSTILE_SEED ?? 1)
const seeds = Array.from({ length: CITIES }, (_, i) => SEED + i)

/**
 * From so many cases of each role on, over all cities, every operation comes about in every role that may call it. In a single city of
 * 10,000 one or two of some hundred pairs may be missing by chance.
 */
const ENOUGH = 50_000

/** `role operation` of everything that a role may do and that came about in no city. */
function neverSucceeded(succeeded: Set<string>): string[] {
  const rights = loadContract().operations.flatMap(({ id, roles }) =>
    ROLES.filter(role => roles.includes('public') || roles.includes(role as 'firm')).map(role => `${role} ${id}`),
  )
  return rights.filter(right => !succeeded.has(right))
}

/** `role operation` of what came about in any of the cities so far. */
const succeeded = new Set<string>()

describe.each(seeds)(`a city under ${CASES} generated cases of every role, seed %i`, seed => {
  let city: City
  let result: Result
  beforeAll(async () => {
    city = await City.open()
    const started = performance.now()
    result = await assault(city, CASES, seed)
    for (const right of result.succeeded) succeeded.add(right)
    const seconds = Math.round((performance.now() - started) / 1000)
    console.log(`${result.sent} cases in ${seconds} s: ${JSON.stringify(result.statuses)}`)
  }, HOURS)
  afterAll(() => city.close())

  it('answers every one of them, and none with a fault of its own', () => {
    expect(result.faults).toEqual([])
    expect(result.sent).toBeGreaterThanOrEqual(CASES * ROLES.length)
  })

  it('was written to: the cases are not all refused at the door', () => {
    const share = (status: number) => (result.statuses[status] ?? 0) / result.sent
    expect(share(201)).toBeGreaterThan(0.01)
    expect(share(200)).toBeGreaterThan(0.1)
    expect(share(422)).toBeGreaterThan(0.01)
  })

  it('is alive', async () => {
    expect((await city.get('/healthz')).status).toBe(200)
    expect((await city.get('/v1/catalogue')).status).toBe(200)
  })

  it('rebuilds to the same rows', async () => expect(await city.differences()).toEqual([]))

  it('starts again on the same database', async () => {
    await city.service.close()
    city = await city.beside()
    expect((await city.get('/healthz')).status).toBe(200)
    expect((await city.get('/v1/eligible-providers?service=05-001&area=330203', 'dispatcher')).status).toBe(200)
  })
})

describe('all cities together', () => {
  it('let every role do what it may, or there were too few cases to tell', () => {
    if (CASES * CITIES >= ENOUGH) expect(neverSucceeded(succeeded)).toEqual([])
  })
})
