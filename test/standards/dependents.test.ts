import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EDITION } from '../api/cases/standards.ts'
import { City } from '../support/city.ts'

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

const DAY = 86_400_000
const OLD = 'gb-t-31771-2024'
const certificate = (provider: string, number: string, validUntil: string | null = '2028-12-31', standard = OLD) =>
  city.post(`/v1/providers/${provider}/credentials`, 'registrar', {
    type: 'certificate-of-conformance',
    issuer: '评价中心',
    number,
    standard,
    validFrom: '2026-01-01',
    validUntil,
    verifiedBy: '准入审核科',
    verifiedHow: 'issuer-register',
  })
const dependents = async (query = '') => (await city.get(`/v1/standards/${OLD}/dependents${query}`, 'registrar')).body
const gate = { validFrom: '2026-11-25', conditions: [{ kind: 'standard', standard: OLD, clause: 'XQ-02 5.2' }] }

describe('what rests on an edition', () => {
  it('is the gates that name it, the certificates that are not over, and the grades that they are part of', async () => {
    const put = await city.call('put', '/v1/gates/02', 'registrar').send(gate)
    expect([put.status, put.body]).toEqual([200, put.body])
    await certificate(city.providers[0], 'HK-1')
    await certificate(city.providers[1], 'HK-2', '2026-11-24')
    await certificate(city.providers[1], 'HK-3', null, 'gb-t-31772-2015')
    const body1 = await dependents()
    expect(body1).toMatchObject({ status: 'in-force', replacedBy: null, transitionUntil: null, next: null })
    expect(body1.gates).toEqual([{ code: '02', validFrom: '2026-11-25' }])
    expect(body1.items.map((item: { provider: string }) => item.provider).sort()).toEqual([...city.providers].sort())
    expect(body1.items[0]).toMatchObject({ grade: 'NR' })
    expect(body1.items[0].evidence).toBeGreaterThan(0)
    city.later(DAY)
    expect((await dependents()).items).toHaveLength(1)
  })

  it('comes page by page', async () => {
    for (const n of [4, 5, 6]) await certificate(await city.register(), `HK-${n}`)
    const seen: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const body = await dependents(`?limit=1${next ? `&cursor=${encodeURIComponent(next)}` : ''}`)
      seen.push(...body.items.map((item: { credential: string }) => item.credential))
      next = body.next
    }
    expect(new Set(seen).size).toBe(4)
    expect(seen).toHaveLength(4)
  })

  it('is listed when the edition is replaced, and counts until the end of its transition', async () => {
    const next = EDITION('GB/T 31771-2027', {
      level: 'national',
      replaces: OLD,
      inForceFrom: '2027-01-01',
      services: ['02'],
    })
    expect((await city.post('/v1/standards', 'registrar', next)).status).toBe(201)
    await city.post(`/v1/standards/${OLD}/transitions`, 'registrar', { until: '2027-03-31' })
    expect(await dependents()).toMatchObject({
      status: 'in-force',
      inForceUntil: '2026-12-31',
      replacedBy: 'gb-t-31771-2027',
      transitionUntil: '2027-03-31',
    })
    city.later(40 * DAY)
    expect((await dependents()).status).toBe('in-transition')
    city.later(90 * DAY)
    expect(await dependents()).toMatchObject({ status: 'not-in-force', gates: [{ code: '02' }] })
    expect(await city.differences()).toEqual([])
  })
})
