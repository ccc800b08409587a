import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AskedCondition, assessed, certified, failedConditions } from '../../src/eligibility/rules-conditions.ts'
import { acceptedEditions, editionOn } from '../../src/eligibility/rules-gate-editions.ts'
import { CERTIFICATE, PLEDGE } from '../api/cases/credentials.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

const FACTS = { state: 'probation' as const, grade: 'B', credentials: [] as string[] }
const judge = (condition: Omit<AskedCondition, 'clause'>, facts: Partial<typeof FACTS> = {}) =>
  failedConditions({ ...FACTS, ...facts }, [{ ...condition, clause: '6.4' } as AskedCondition])
const sets = { kind: 'credentials', anyOf: [['a', 'b'], ['c']] } as Omit<AskedCondition, 'clause'>
const standard = { kind: 'standard', standard: 's1', accepts: ['s1', 's2'] } as Omit<AskedCondition, 'clause'>
const grade = (minGrade: string, unrated = false) =>
  ({ kind: 'grade', minGrade, unrated }) as Omit<AskedCondition, 'clause'>

describe('a condition of a gate', () => {
  it('is met by any one complete set of credentials, and names what the nearest set lacks', () => {
    expect(judge(sets)).toEqual([{ code: 'gate-credentials-missing', clause: '6.4', needs: ['c'] }])
    expect(judge(sets, { credentials: ['a'] })[0]?.needs).toEqual(['b'])
    expect(judge(sets, { credentials: ['b', 'a'] })).toEqual([])
    expect(judge(sets, { credentials: ['c'] })).toEqual([])
  })

  it('about a standard is met by a certificate or an assessment of any edition that counts', () => {
    expect(judge(standard)).toEqual([{ code: 'gate-standard-not-met', clause: '6.4', needs: ['s2'] }])
    expect(judge(standard, { credentials: [certified('s1')] })).toEqual([])
    expect(judge(standard, { credentials: [certified('s3'), 'certificate-of-conformance'] })).toHaveLength(1)
    expect(judge(standard, { credentials: [assessed('s2')] })).toEqual([])
  })

  it('about credit knows the order of grades and states, and says whether NR passes', () => {
    expect(judge(grade('B'))).toEqual([])
    expect(judge(grade('BB'))).toEqual([{ code: 'gate-grade-below', clause: '6.4', needs: ['BB'] }])
    expect(judge(grade('CCC'), { grade: 'AAA' })).toEqual([])
    expect(judge(grade('D'), { grade: 'NR' })).toHaveLength(1)
    expect(judge(grade('AAA', true), { grade: 'NR' })).toEqual([])
    const state = { kind: 'state', minState: 'full' } as Omit<AskedCondition, 'clause'>
    expect(judge(state)).toEqual([{ code: 'gate-state-below', clause: '6.4', needs: ['full'] }])
  })

  it('is never failed by holding more', () => {
    const types = fc.subarray(['a', 'b', 'c', 'd'])
    fc.assert(
      fc.property(
        fc.array(fc.subarray(['a', 'b', 'c'], { minLength: 1 }), { minLength: 1 }),
        types,
        types,
        (anyOf, held, more) => {
          const condition = { kind: 'credentials', anyOf } as Omit<AskedCondition, 'clause'>
          const fails = judge(condition, { credentials: held })
          expect(fails.length === 0).toBe(anyOf.some(set => set.every(type => held.includes(type))))
          if (fails.length === 0) expect(judge(condition, { credentials: [...held, ...more] })).toEqual([])
          // What is said to be lacking is enough.
          else expect(judge(condition, { credentials: [...held, ...fails[0]!.needs] })).toEqual([])
        },
      ),
    )
  })
})

describe('editions', () => {
  it('of a gate: the newest that has begun holds', () => {
    const editions = ['2026-01-01', '2026-06-01'].map(validFrom => ({ validFrom, conditions: [] }))
    expect(
      ['2025-12-31', '2026-01-01', '2026-05-31', '2026-06-01'].map(day => editionOn(editions, day)?.validFrom),
    ).toEqual([undefined, '2026-01-01', '2026-01-01', '2026-06-01'])
  })

  it('of a standard: the named one while it counts, and its successors from their day on', () => {
    const term = (id: string, replacedBy: string | null, from: string, until: string) =>
      [id, { id, replacedBy, counts: (day: string) => from <= day && day <= until }] as const
    const terms = new Map([term('a', 'b', '2015', '2025-06'), term('b', 'a', '2025-03', '9999')])
    expect(['2025-02', '2025-04', '2025-07'].map(day => acceptedEditions(terms, 'a', day))).toEqual([
      ['a'],
      ['a', 'b'],
      ['b'],
    ])
    expect(acceptedEditions(new Map([term('a', null, '2015', '2020')]), 'a', '2021')).toEqual([])
  })
})

describe('gates of a city', () => {
  let city: City
  beforeAll(async () => {
    city = await City.open()
  })
  afterAll(() => city.close())

  const set = (code: string, body: object) => city.call('put', `/v1/gates/${code}`, 'registrar').send(body)
  const pledge = { kind: 'credentials', clause: '集成服务承诺 1', anyOf: [['service-pledge']] }
  const conforming = { kind: 'standard', clause: 'GB/T 31772-2015 5', standard: 'gb-t-31772-2015' }
  const at = (time: string) => {
    city.clock.ms = Date.parse(`${time}+08:00`)
  }
  const listed = async () =>
    (await city.get(`/v1/eligible-providers?service=${SERVICE}&area=${AREA}`, 'dispatcher')).body.items.length
  const reasons = async () => {
    const items = [{ provider: city.providers[0], service: SERVICE, area: AREA }]
    return (await city.post('/v1/eligibility-decisions', 'dispatcher', { items })).body.items[0].reasons
  }

  it('come into force at midnight with nothing running, name what fails with its clause, and let in again', async () => {
    expect(await listed()).toBe(2)
    expect((await set('05', { validFrom: '2026-11-26', conditions: [pledge] })).status).toBe(200)
    expect((await set(SERVICE, { validFrom: '2026-11-27', conditions: [conforming] })).status).toBe(200)
    at('2026-11-25T23:59:59')
    expect(await listed()).toBe(2)
    at('2026-11-26T00:00:00')
    expect(await listed()).toBe(0)
    expect(await reasons()).toEqual([
      {
        code: 'gate-credentials-missing',
        clause: '集成服务承诺 1',
        needs: ['service-pledge'],
        text: '缺少当日有效的凭证',
      },
    ])
    at('2026-11-27T00:00:00')
    expect((await reasons()).map((r: { clause: string }) => r.clause)).toEqual(['集成服务承诺 1', 'GB/T 31772-2015 5'])
  })

  it('an assignment through them is refused with the same reasons', async () => {
    const request = { channel: 'phone', customer: 'c-9', service: SERVICE, area: AREA }
    const { body } = await city.post('/v1/requests', 'dispatcher', request)
    const refusal = await city.post(`/v1/requests/${body.id}/assignments`, 'dispatcher', {
      provider: city.providers[0],
    })
    expect([refusal.status, refusal.body.reasons.map((r: { code: string }) => r.code)]).toEqual([
      409,
      ['gate-credentials-missing', 'gate-standard-not-met'],
    ])
  })

  it('a credential counts before the write is answered, and until its last midnight', async () => {
    const room = `/v1/providers/${city.providers[0]}/credentials`
    await city.post(room, 'registrar', { ...PLEDGE, validUntil: '2026-11-28' })
    const { body } = await city.post(room, 'registrar', { ...CERTIFICATE, standard: 'gb-t-31772-2015' })
    expect(await listed()).toBe(1)
    at('2026-11-28T23:59:59')
    expect(await listed()).toBe(1)
    at('2026-11-29T00:00:00')
    expect(await listed()).toBe(0)
    await city.post(room, 'registrar', { ...PLEDGE, number: 'JC-2', validFrom: '2026-11-29' })
    expect(await listed()).toBe(1)
    await city.post(`/v1/credentials/${body.id}/revocations`, 'registrar', { reason: '抽查不合格' })
    expect((await reasons()).map((r: { code: string }) => r.code)).toEqual(['gate-standard-not-met'])
  })

  it('show their editions, and correct one that has not begun', async () => {
    const future = { validFrom: '2027-01-01', conditions: [] }
    expect((await set('05', { ...future, conditions: [pledge, pledge] })).body.version).toBe(2)
    expect((await set('05', future)).body.version).toBe(3)
    const { body } = await city.get('/v1/gates/05')
    expect(body.conditions).toEqual([pledge])
    expect(body.editions).toEqual([
      { validFrom: '2026-11-26', validUntil: '2026-12-31', conditions: [pledge] },
      { validFrom: '2027-01-01', validUntil: null, conditions: [] },
    ])
    expect((await city.get('/v1/gates?limit=1')).body.items[0].code).toBe('05')
  })

  it.each<[string, number, string, object]>([
    ['standard-unknown', 422, '#/conditions/0/standard', { conditions: [{ ...conforming, standard: 'gb-t-1-1' }] }],
    [
      'standard-not-in-force',
      422,
      '#/conditions/0/standard',
      { conditions: [{ ...conforming, standard: 'gb-t-31771-2015' }] },
    ],
    ['gate-past-dated', 422, '#/validFrom', { validFrom: '2026-11-28' }],
    ['gate-edition-overlaps', 409, '#/validFrom', { validFrom: '2026-12-24' }],
    ['body-invalid', 400, '#/conditions/0', { conditions: [{ ...pledge, anyOf: [] }] }],
  ])('%s is refused and leaves nothing', async (code, status, pointer, change) => {
    await set('06', { validFrom: '2026-12-25', conditions: [] })
    const { seq } = await city.service.ledger.head()
    const answer = await set('06', { validFrom: '2026-12-31', conditions: [], ...change })
    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([
      status,
      code,
      expect.stringContaining(pointer),
    ])
    expect((await city.service.ledger.head()).seq).toBe(seq)
  })

  it('a standard that is to come cannot be named before its day, and can from it on', async () => {
    const edition = {
      id: 'x-2027',
      code: 'X-2027',
      level: 'centre',
      title: '试行',
      titleEn: 'Trial',
      inForceFrom: '2027-02-01',
      inForceUntil: null,
      replaces: null,
      replacedBy: null,
      services: ['06'],
      source: 'demo',
    }
    await city.service.ledger.write('test', tx =>
      tx.append({ type: 'standard.defined', subject: 'standard:x-2027', payload: edition }),
    )
    const body = (validFrom: string) => ({ validFrom, conditions: [{ ...conforming, standard: 'x-2027' }] })
    expect((await set('08', body('2027-01-31'))).body.code).toBe('standard-not-in-force')
    expect((await set('08', body('2027-02-01'))).status).toBe(200)
  })

  it('come out the same from the ledger', async () => expect(await city.differences()).toEqual([]))
})
