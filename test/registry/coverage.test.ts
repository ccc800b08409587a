import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gapsIn } from '../../src/registry/rules-coverage.ts'
import type { DutyFact } from '../../src/registry/rules-duties.ts'
import { DUTY } from '../api/cases/duties.ts'
import { City } from '../support/city.ts'

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

interface Row {
  area: string
  service: string
  finding: string
  leads: { department: string }[]
}
const coverage = async (more = '') => (await city.get(`/v1/responsibilities/coverage?limit=200${more}`)).body
const ofCity = async (more = '') => (await coverage(`&area=3302${more}`)).items as Row[]

describe('coverage of public services', () => {
  it('lists the items with no lead and with several, and counts them for every area', async () => {
    const body = await coverage()
    expect(body.areas.map(({ area }: Row) => area)).toEqual([
      '3302',
      '330203',
      '330205',
      '330206',
      '330211',
      '330212',
      '330213',
      '330225',
      '330226',
      '330281',
      '330282',
    ])
    for (const { needed, oneLead, noLead, severalLeads } of body.areas)
      expect(oneLead + noLead + severalLeads).toBe(needed)
    const items = await ofCity()
    expect(items).toContainEqual(expect.objectContaining({ service: '29-011', finding: 'no-lead', leads: [] }))
    const lost = items.find(({ service }) => service === '28-018')!
    expect([lost.finding, lost.leads.map(({ department }) => department)]).toEqual(['several-leads', ['metro', 'bus']])
    // Two duties of the housing fund, one department; and an item that only firms serve.
    for (const service of ['29-007', '05-001']) expect(items.map(item => item.service)).not.toContain(service)
  })

  it('comes page by page', async () => {
    const whole = (await coverage('&finding=no-lead')).items
    const first = (await city.get('/v1/responsibilities/coverage?limit=7&finding=no-lead')).body
    const second = (await city.get(`/v1/responsibilities/coverage?limit=7&finding=no-lead&cursor=${first.next}`)).body
    expect([...first.items, ...second.items]).toEqual(whole.slice(0, 14))
  })

  it('knows a new duty of one district there and nowhere else, from its day', async () => {
    const duty = { ...DUTY, matter: '生育服务登记', services: ['29-011'], area: '330203', validFrom: '2026-12-01' }
    const { status } = await city.post('/v1/departments/health-commission/duties', 'registrar', duty)
    expect(status).toBe(201)
    const open = async (area: string, on: string) => {
      const { items } = await coverage(`&area=${area}&on=${on}`)
      return items.some(({ service }: Row) => service === '29-011')
    }
    expect(await open('330203', '2026-11-30')).toBe(true)
    expect(await open('330203', '2026-12-01')).toBe(false)
    expect(await open('330205', '2026-12-01')).toBe(true)
  })

  it('sees two leads become one when a transfer brings them together', async () => {
    const move = { to: 'metro', on: '2027-01-01', requestsInFlight: 'stay' }
    await city.post('/v1/duties/lost-property-on-buses/transfers', 'registrar', move)
    const has = (items: Row[]) => items.some(({ service }) => service === '28-018')
    expect(has(await ofCity('&on=2026-12-31'))).toBe(true)
    expect(has(await ofCity('&on=2027-01-01'))).toBe(false)
  })

  it('agrees with looking at every duty one by one', () => {
    const duty = fc.record({
      id: fc.uuid(),
      department: fc.constantFrom('a', 'b'),
      role: fc.constantFrom('lead' as const, 'assisting' as const),
      services: fc.subarray(['29', '29-001', '28']),
      area: fc.constantFrom('3302', '330203'),
      validFrom: fc.constantFrom(null, '2026-06-01'),
      validUntil: fc.constantFrom(null, '2026-06-30'),
    })
    fc.assert(
      fc.property(fc.array(duty, { maxLength: 6 }), fc.constantFrom('3302', '330203'), (duties: DutyFact[], area) => {
        const date = '2026-06-15'
        const covers = (code: string, at: string) =>
          duties.filter(d => d.role === 'lead' && d.area === at && d.services.includes(code)).map(d => d.department)
        const places = area === '3302' ? ['3302'] : ['330203', '3302']
        const nearest =
          places.flatMap(at => [covers('29-001', at), covers('29', at)]).find(list => list.length > 0) ?? []
        const expected = nearest.length === 0 ? ['no-lead'] : new Set(nearest).size > 1 ? ['several-leads'] : []
        const found = gapsIn(duties, ['29-001'], area, date, d => d.department)
        expect(found.map(({ finding }) => finding)).toEqual(expected)
      }),
    )
  })
})
