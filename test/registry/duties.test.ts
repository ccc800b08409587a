import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadReference } from '../../src/founding/load-reference.ts'
import { holderOn, isInForce, leadsFor, responderOn, type Transfer } from '../../src/registry/rules-duties.ts'
import { DUTY } from '../api/cases/duties.ts'
import { City } from '../support/city.ts'

const DAY_MS = 86_400_000
let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

/** Every duty that answers, with its department. */
const search = async (q: string, more = '') => {
  const { body } = await city.get(`/v1/responsibilities?q=${encodeURIComponent(q)}${more}`)
  return (body.items as { department: { id: string }; duties: object[] }[]).flatMap(
    ({ department, duties }) => duties.map(duty => ({ department, ...duty })),
    // biome-ignore lint/suspicious/noExplicitAny: an answer as it came
  ) as any[]
}
const record = async (department: string, body: object = DUTY) =>
  city.post(`/v1/departments/${department}/duties`, 'registrar', body)
const entries = async () => (await city.service.ledger.head()).seq

describe('a duty', () => {
  it('is found from its first day to its last, with nothing running at midnight', async () => {
    const { headers } = await record('agriculture')
    const matters = (await search('流浪狗收容')).map((item: { duty: { matter: string } }) => item.duty.matter)
    expect(matters).not.toContain(DUTY.matter)
    const [first] = await search('流浪狗收容', '&on=2026-12-01')
    expect([first.department.id, first.duty.matter, first.role]).toEqual(['agriculture', DUTY.matter, 'lead'])
    expect(first.matched.keywords).toEqual(expect.arrayContaining(['流浪狗', '收容']))
    await city.call('patch', headers.location!, 'registrar').send({ validUntil: '2026-12-31' }).expect(200)
    expect((await search('流浪狗收容', '&on=2026-12-31'))[0].duty.matter).toBe(DUTY.matter)
    expect((await search('流浪狗收容', '&on=2027-01-01'))[0]?.duty.matter).not.toBe(DUTY.matter)
  })

  it.each([
    ['legal-basis-missing', { legalBasis: undefined }],
    ['legal-basis-missing', { legalBasis: '　 ' }],
    ['assists-wrong', { role: 'assisting' }],
    ['assists-wrong', { role: 'assisting', assists: 'nothing' }],
    ['assists-wrong', { role: 'assisting', assists: 'farming-advice' }],
    ['assists-wrong', { assists: 'power-cuts' }],
    ['duty-ends-before-it-begins', { validUntil: '2026-11-30' }],
    ['day-past', { validFrom: null, validUntil: '2026-11-23' }],
    ['area-unknown', { area: '330204' }],
    ['service-unknown', { services: ['27', '99-001'] }],
  ])('is refused with %s, and nothing is written', async (code, wrong) => {
    const before = await entries()
    const { status, body } = await record('agriculture', { ...DUTY, ...wrong })
    expect([status, body.code]).toEqual([422, code])
    expect(await entries()).toBe(before)
  })

  it('moves to another department at 00:00 of its day, by the date alone', async () => {
    const on = '2026-11-26'
    const move = { to: 'city-management', on, requestsInFlight: 'move' }
    const moved = await city.post('/v1/duties/public-toilets/transfers', 'registrar', move)
    expect(moved.body).toMatchObject({ department: 'sanitation', transfers: [{ ...move, from: 'sanitation' }] })
    const holder = async () => (await search('公厕'))[0].department.id
    const before = await entries()
    const midnight = Date.parse(`${on}T00:00:00+08:00`)
    city.later(midnight - 1 - city.clock.ms)
    expect(await holder()).toBe('sanitation')
    const { etag } = (await city.get('/v1/duties/public-toilets')).headers
    city.later(1)
    expect(await holder()).toBe('city-management')
    expect(await entries()).toBe(before)
    expect((await city.get('/v1/duties/public-toilets')).headers.etag).not.toBe(etag)
    const duties = async (id: string) =>
      (await city.get(`/v1/departments/${id}`)).body.duties.map((duty: { id: string }) => duty.id)
    expect(await duties('city-management')).toContain('public-toilets')
    expect(await duties('sanitation')).not.toContain('public-toilets')
  })

  it('is refused a transfer to its holder, to nobody, into the past, or before one that is known', async () => {
    const transfer = async (body: object) => {
      const { status, body: answer } = await city.post('/v1/duties/public-toilets/transfers', 'registrar', body)
      return [status, answer.code]
    }
    const later = { to: 'sanitation', on: '2027-06-01', requestsInFlight: 'stay' }
    expect(await transfer({ ...later, to: 'city-management' })).toEqual([409, 'duty-held-already'])
    expect(await transfer({ ...later, to: 'nobody' })).toEqual([422, 'department-unknown'])
    expect(await transfer({ ...later, on: '2026-11-26' })).toEqual([422, 'day-past'])
    expect((await transfer(later))[0]).toBe(201)
    expect(await transfer({ ...later, on: '2027-05-01' })).toEqual([409, 'transfer-known'])
  })

  it('is the same after a rebuild, and reference data that is loaded again leaves it as it was amended', async () => {
    await city
      .call('patch', '/v1/duties/power-cuts', 'registrar')
      .send({ keywords: ['停电', '没电了'] })
      .expect(200)
    expect(await loadReference(city.service.ledger, 'test')).toBe(0)
    expect((await city.get('/v1/duties/power-cuts')).body.duty.keywords).toEqual(['停电', '没电了'])
    expect(await city.differences()).toEqual([])
  })
})

const duty = {
  id: 'd',
  department: 'a',
  role: 'lead',
  services: ['29'],
  area: '3302',
  validFrom: null,
  validUntil: null,
} as const
const date = fc
  .integer({ min: 0, max: 40 })
  .map(n => new Date(Date.UTC(2026, 0, 1) + n * DAY_MS).toISOString().slice(0, 10))
const chain = fc
  .uniqueArray(
    fc.record({ on: date, to: fc.constantFrom('a', 'b', 'c'), requestsInFlight: fc.constantFrom('move', 'stay') }),
    {
      selector: ({ on }) => on,
      maxLength: 6,
    },
  )
  .map(list => list.toSorted((a, b) => (a.on < b.on ? -1 : 1)) as Transfer[])

describe('the rules of duties', () => {
  it('hold what was moved with its duty, and leave what stayed where it was', () => {
    fc.assert(
      fc.property(chain, date, date, (transfers, since, today) => {
        const given = { department: holderOn(duty, transfers, since), since }
        const passed = transfers.filter(({ on }) => on > since && on <= today)
        const responder = responderOn(duty, transfers, given, today)
        if (passed.every(({ requestsInFlight }) => requestsInFlight === 'move'))
          expect(responder).toBe(holderOn(duty, transfers, [today, since].toSorted()[1]!))
        if (passed.every(({ requestsInFlight }) => requestsInFlight === 'stay'))
          expect(responder).toBe(given.department)
        expect([given.department, ...passed.map(({ to }) => to)]).toContain(responder)
      }),
    )
  })

  it('leave with another department what was never with the holder', () => {
    const transfers: Transfer[] = [
      { on: '2026-01-05', from: 'a', to: 'b', requestsInFlight: 'stay' },
      { on: '2026-01-09', from: 'b', to: 'c', requestsInFlight: 'move' },
    ]
    const since = '2026-01-01'
    expect(responderOn(duty, transfers, { department: 'a', since }, '2026-02-01')).toBe('a')
    expect(responderOn(duty, transfers, { department: 'b', since: '2026-01-06' }, '2026-01-08')).toBe('b')
    expect(responderOn(duty, transfers, { department: 'b', since: '2026-01-06' }, '2026-01-09')).toBe('c')
  })

  it('lead by the narrowest area, then by the item before its category', () => {
    const city = { ...duty, id: 'city' }
    const item = { ...duty, id: 'item', services: ['29-001'] }
    const district = { ...duty, id: 'district', area: '330203' }
    const leads = (area: string) => leadsFor([city, item, district], '29-001', area, '2026-01-01').map(({ id }) => id)
    expect(leads('330203')).toEqual(['district'])
    expect(leads('330205')).toEqual(['item'])
    expect(leadsFor([city, { ...city, id: 'two' }], '29-002', '3302', '2026-01-01')).toHaveLength(2)
    expect(leadsFor([city], '28-001', '3302', '2026-01-01')).toEqual([])
  })

  it('count both days of validity', () => {
    const validity = { validFrom: '2026-01-02', validUntil: '2026-01-03' }
    const days = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04']
    expect(days.map(day => isInForce(validity, day))).toEqual([false, true, true, false])
  })
})
