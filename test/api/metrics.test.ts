import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadContract } from '../../src/api/contract.ts'
import { Metrics } from '../../src/api/metrics.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

describe('metrics', () => {
  let city: City
  beforeAll(async () => {
    city = await City.open()
  })
  afterAll(() => city.close())

  it('count every answer by operation and status, on the short way of the dispatch query too', async () => {
    const path = `/v1/eligible-providers?service=${SERVICE}&area=${AREA}`
    for (let i = 0; i < 3; i++) await city.get(path, 'dispatcher')
    await city.get('/v1/areas?colour=red')
    const { text, headers } = await city.get('/metrics', 'admin')
    expect(headers['content-type']).toContain('text/plain')
    expect(text).toContain('xinqiao_requests_total{operation="listEligibleProviders",status="200"} 3')
    expect(text).toContain('xinqiao_requests_total{operation="listAreas",status="400"} 1')
    expect(text).toContain('xinqiao_request_seconds_count{operation="listEligibleProviders"} 3')
    expect(text).toMatch(/^xinqiao_index_providers 2$/m)
    expect(Number(/^xinqiao_wal_bytes (\d+)$/m.exec(text)?.[1])).toBeGreaterThan(0)
    expect(text).toMatch(/^xinqiao_ledger_seq \d+$/m)
  })

  it.each([
    [undefined, 401],
    ['dispatcher', 403],
    ['firm', 403],
    ['regulator', 200],
  ] as const)('are for who watches the service: %s gets %i', async (role, status) => {
    expect((await city.get('/metrics', role)).status).toBe(status)
  })

  it('sum up: every bucket holds those below', () => {
    const metrics = new Metrics()
    for (const ms of [0.1, 3, 3, 9_000]) metrics.observe('x', 200, ms)
    const buckets = [...metrics.text([]).matchAll(/bucket\{operation="x",le="([^"]+)"\} (\d+)/g)].map(m => [m[1], m[2]])
    expect(buckets[0]).toEqual(['0.0005', '1'])
    expect(buckets.find(([le]) => le === '0.005')).toEqual(['0.005', '3'])
    expect(buckets.at(-1)).toEqual(['+Inf', '4'])
  })
})

it('every validator of the contract compiles, though most are compiled at their first use only', () => {
  for (const { parameters, body, responses } of loadContract().operations) {
    expect([typeof parameters.path, typeof parameters.query, typeof parameters.header]).toEqual(
      Array(3).fill('function'),
    )
    expect(typeof body).toBe('function')
    for (const response of responses.values()) response.validator()
  }
})
