import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GateCondition } from '../../src/eligibility/rules-conditions.ts'
import { lossesBetween } from '../../src/eligibility/rules-losses.ts'
import { PLEDGE } from '../api/cases/credentials.ts'
import { City } from '../support/city.ts'

const needs = (...types: string[]): GateCondition => ({ kind: 'credentials', clause: types.join('+'), anyOf: [types] })
const gate = (...conditions: GateCondition[]) => [{ validFrom: '2026-01-01', conditions }]
const gates = {
  gates: new Map([
    ['05', gate(needs('a'))],
    ['05-001', gate(needs('b'))],
    ['06-002', gate(needs('b'))],
  ]),
  standards: new Map(),
}
const losses = (offerings: string[], held: string[], kept: string[]) => {
  const facts = (credentials: string[]) => ({ state: 'full' as const, grade: 'A', credentials })
  const [before, after] = [
    { day: '2026-11-30', facts: facts(held) },
    { day: '2026-12-01', facts: facts(kept) },
  ]
  return lossesBetween(gates, new Set(offerings), before, after).map(loss => `${loss.service}: ${loss.clauses}`)
}

describe('what an expiry takes away', () => {
  it('is the whole category, or the item that alone asks for it', () => {
    expect(losses(['05'], ['a', 'b'], ['b'])).toEqual(['05: a'])
    expect(losses(['05'], ['a', 'b'], ['a'])).toEqual(['05-001: b'])
    expect(losses(['05-001', '05-002'], ['a', 'b'], [])).toEqual(['05-001: a,b', '05-002: a'])
    expect(losses(['06-001'], ['a', 'b'], [])).toEqual([])
  })

  it('is nothing where the gate was not passed before, or nothing ends', () => {
    expect(losses(['05-001'], ['a'], [])).toEqual([])
    const types = fc.subarray(['a', 'b'])
    fc.assert(
      fc.property(fc.subarray(['05', '05-001', '06']), types, (offered, held) => {
        expect(losses(offered, held, held)).toEqual([])
      }),
    )
  })
})

describe('expiries', () => {
  let city: City
  beforeAll(async () => {
    city = await City.open()
  })
  afterAll(() => city.close())

  const record = (n: 0 | 1, change: object) =>
    city.post(`/v1/providers/${city.providers[n]}/credentials`, 'registrar', { ...PLEDGE, ...change })
  const expiries = async (role: 'dispatcher' | 'firm' | 'otherFirm', query = '') =>
    (await city.get(`/v1/expiries${query}`, role)).body.items.map(
      (x: { provider: string; number: string; losesOn: string; loses: { service: string; clauses: string[] }[] }) =>
        `${city.providers.indexOf(x.provider)} ${x.number} ${x.losesOn} ${x.loses.map(l => `${l.service} ${l.clauses}`)}`,
    )

  it('are known ahead, day by day, with what is lost by them', async () => {
    const pledge = { kind: 'credentials', clause: '承诺 1', anyOf: [['service-pledge']] }
    await city.call('put', '/v1/gates/05', 'registrar').send({ validFrom: '2026-11-24', conditions: [pledge] })
    await record(0, { validUntil: '2026-12-01', number: 'a' })
    await record(1, { validUntil: '2026-11-24', number: 'b' })
    await record(1, { validUntil: '2026-12-24', number: 'c', type: 'liability-insurance' })
    await record(1, { validUntil: null, number: 'd' })
    expect(await expiries('dispatcher')).toEqual(['1 b 2026-11-25 ', '0 a 2026-12-02 05 承诺 1'])
    expect(await expiries('dispatcher', '?within=31')).toHaveLength(3)
    expect(await expiries('dispatcher', '?within=1')).toEqual(['1 b 2026-11-25 '])
  })

  it('are page by page the same', async () => {
    const pages: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const at = `/v1/expiries?within=366&limit=1${next ? `&cursor=${next}` : ''}`
      const { body } = await city.get(at, 'dispatcher')
      pages.push(...body.items.map((x: { number: string }) => x.number))
      next = body.next
    }
    expect(pages).toEqual(['b', 'a', 'c'])
  })

  it('of others are not the business of a firm', async () => {
    expect(await expiries('firm', '?within=366')).toEqual(['0 a 2026-12-02 05 承诺 1'])
    expect(await expiries('otherFirm', '?within=366')).toHaveLength(2)
  })

  it('come true at midnight', async () => {
    const decide = async () => {
      const items = [{ provider: city.providers[0], service: '05-001', area: '330203' }]
      return (await city.post('/v1/eligibility-decisions', 'dispatcher', { items })).body.items[0].eligible
    }
    city.clock.ms = Date.parse('2026-12-01T23:59:59+08:00')
    expect(await decide()).toBe(true)
    city.later(1000)
    expect(await decide()).toBe(false)
    expect(await expiries('firm')).toEqual([])
  })

  it('a revoked credential has nothing left to expire', async () => {
    const { body } = await record(0, { validUntil: '2026-12-10', number: 'e' })
    expect(await expiries('firm')).toHaveLength(1)
    await city.post(`/v1/credentials/${body.id}/revocations`, 'registrar', { reason: '作废' })
    expect(await expiries('firm')).toEqual([])
  })
})
