import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideFromRows } from '../../src/eligibility/facts.ts'
import { businessDay } from '../../src/ledger/clock.ts'
import { EDITION } from '../api/cases/standards.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

const STANDARD = 'xq-g-2026'
const rule = { properties: { facts: { required: ['feesPublished'], properties: { feesPublished: { const: true } } } } }

describe('a standard that a firm meets by its own declaration', () => {
  let city: City
  beforeAll(async () => {
    city = await City.open()
    const clauses = [{ number: '4.1', text: '公示收费', rule }]
    const edition = EDITION('XQ-G-2026', { inForceFrom: '2026-01-01', clauses })
    expect((await city.post('/v1/standards', 'registrar', edition)).status).toBe(201)
    const conditions = [{ kind: 'standard', standard: STANDARD, clause: 'XQ-G-2026' }]
    const gate = await city.call('put', '/v1/gates/05', 'registrar').send({ validFrom: '2026-11-24', conditions })
    expect(gate.status).toBe(200)
  })
  afterAll(() => city.close())

  const today = () => businessDay(city.clock.ms)
  const declare = (provider: string, feesPublished: boolean) =>
    city.call('put', `/v1/providers/${provider}/facts/05`, 'registrar').send({ facts: { feesPublished } })
  const ledgerDecision = (provider: string) => {
    const { ledger, ratings } = city.service
    const question = { provider, service: SERVICE, area: AREA }
    return ledger.read(db => decideFromRows(db, ledger.store.tables, ratings.methodology, question, today()))
  }

  it('says of whom it knows by declaration only, and demands more where the gate does', async () => {
    const provider = await city.register()
    await declare(provider, true)
    const decided = async () => {
      const items = [{ provider, service: SERVICE, area: AREA }]
      const { body } = await city.post('/v1/eligibility-decisions', 'dispatcher', { items })
      const { reasons } = await ledgerDecision(provider)
      const said = body.items[0].reasons.filter((r: { clause: string }) => r.clause === 'XQ-G-2026')
      expect(reasons.filter(r => r.clause === 'XQ-G-2026')).toMatchObject(
        said.map(({ code }: { code: string }) => ({ code })),
      )
      return [
        body.items[0].eligible,
        ...said.map(({ code, needs }: { code: string; needs: string[] }) => [code, needs]),
      ]
    }
    const verify = (version: number) =>
      city.post(`/v1/providers/${provider}/facts/05/verifications`, 'registrar', {
        version,
        verifiedBy: '准入科',
        verifiedHow: 'documents-seen',
      })
    const listed = async () => {
      const list = await city.get(`/v1/eligible-providers?service=${SERVICE}&area=${AREA}&limit=200`, 'dispatcher')
      return list.body.items.find((item: { provider: { id: string } }) => item.provider.id === provider)?.reasons
    }
    expect(await decided()).toEqual([true, ['self-declared', [STANDARD]]])
    expect(await listed()).toContain('self-declared')
    const demanding = [{ kind: 'standard', standard: STANDARD, verified: true, clause: 'XQ-G-2026' }]
    const gate = { validFrom: '2026-11-25', conditions: demanding }
    expect((await city.call('put', '/v1/gates/05', 'registrar').send(gate)).status).toBe(200)
    city.later(86_400_000)
    expect(await decided()).toEqual([false, ['gate-facts-not-verified', [STANDARD]]])
    expect(await listed()).toBeUndefined()
    const conformance = async () =>
      (await city.get(`/v1/providers/${provider}/conformance?standard=${STANDARD}`, 'regulator')).body.verifiedOn
    expect(await conformance()).toBeNull()
    expect((await verify(1)).body.verified).toEqual({ on: '2026-11-25', by: '准入科', how: 'documents-seen' })
    expect(await conformance()).toBe('2026-11-25')
    expect(await decided()).toEqual([true])
    expect(await listed()).not.toContain('self-declared')
    await declare(provider, true)
    expect(await decided()).toEqual([false, ['gate-facts-not-verified', [STANDARD]]])
    expect((await verify(1)).body.code).toBe('facts-declared-anew')
    expect((await verify(2)).status).toBe(201)
    expect((await verify(2)).body.code).toBe('facts-verified')
    expect(await decided()).toEqual([true])
    expect(await city.differences()).toEqual([])
  }, 30_000)
})
