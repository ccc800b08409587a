import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { admissionChecks } from '../../src/eligibility/rules-checks.ts'
import type { GateCondition } from '../../src/eligibility/rules-conditions.ts'
import { PLEDGE } from '../api/cases/credentials.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

const FIRM = {
  kind: 'firm',
  name: '宁波新来家政有限公司',
  uscc: '91440101MA5CJQ4N59',
  phone: null,
  address: null,
  area: AREA,
  areas: [AREA],
  offerings: ['05'],
  founded: null,
  validUntil: null,
}
const DAY = 86_400_000

describe('the checks of an admission', () => {
  const conditions: GateCondition[] = [
    { kind: 'credentials', clause: '保险 2', anyOf: [['liability-insurance']] },
    { kind: 'grade', clause: '等级 3', minGrade: 'A', unrated: false },
  ]
  const gates = { gates: new Map([['05', [{ validFrom: '2026-01-01', conditions }]]]), standards: new Map() }
  const check = (credentials: string[], change: object = {}) => {
    const facts = { state: 'probation' as const, grade: 'NR', credentials }
    const candidate = {
      usccStatus: 'valid',
      registration: 'operating',
      validUntil: null,
      offerings: ['05', '06'],
      ...change,
    }
    return admissionChecks(candidate, facts, gates, '2026-11-24').map(c => `${c.check} ${c.outcome} ${c.needs}`.trim())
  }

  it('read registration, pledge and gates, and never credit', () => {
    expect(check([])).toEqual([
      'registration-code passed',
      'registration-status passed',
      'registration-term passed',
      'service-pledge failed service-pledge',
      'gate failed liability-insurance',
    ])
    expect(check(['service-pledge', 'liability-insurance'])).toEqual([
      'registration-code passed',
      'registration-status passed',
      'registration-term passed',
      'service-pledge passed',
      'gate passed',
    ])
  })

  it('note a code that a person accepted, and fail a term that has ended', () => {
    expect(check([], { usccStatus: 'overridden', validUntil: '2026-11-23' }).slice(0, 3)).toEqual([
      'registration-code noted',
      'registration-status passed',
      'registration-term failed',
    ])
    expect(check([], { validUntil: '2026-11-24' })[2]).toBe('registration-term passed')
    expect(check([], { registration: 'dormant' })[1]).toBe('registration-status failed')
  })
})

describe('from registration to the first order', () => {
  let city: City
  let firm: string
  let application: string
  beforeAll(async () => {
    city = await City.open()
  })
  afterAll(() => city.close())

  const apply = () => city.call('post', `/v1/providers/${firm}/applications`, 'registrar')
  const decide = (body: object) => city.post(`/v1/applications/${application}/decisions`, 'registrar', body)
  const recheck = (body: object) => city.post(`/v1/providers/${firm}/rechecks`, 'registrar', body)
  const due = async (within: number) => (await city.get(`/v1/rechecks?within=${within}`, 'registrar')).body.items
  const listed = async () => {
    const { body } = await city.get(`/v1/eligible-providers?service=${SERVICE}&area=${AREA}`, 'dispatcher')
    return body.items.find((item: { provider: { id: string } }) => item.provider.id === firm)
  }
  const gate = async () => {
    const items = [{ provider: firm, service: SERVICE, area: AREA }]
    const [item] = (await city.post('/v1/eligibility-decisions', 'dispatcher', { items })).body.items
    return [item.eligible, ...item.reasons.map((r: { code: string }) => r.code)]
  }

  it('who is registered is not dispatched yet', async () => {
    const { body } = await city.post('/v1/providers', 'registrar', FIRM)
    expect(body.admission).toBe('registered')
    firm = body.id
    expect(await listed()).toBeUndefined()
    expect(await gate()).toEqual([false, 'provider-not-admitted'])
    expect((await recheck({ outcome: 'confirmed', reasons: [] })).body.code).toBe('provider-not-admitted')
  })

  it('an application is checked at once, and refused with a reason', async () => {
    const { body } = await apply()
    application = body.id
    expect(body.checks.map((c: { outcome: string }) => c.outcome)).toEqual(['passed', 'passed', 'passed', 'failed'])
    expect((await apply()).body.code).toBe('application-open')
    expect(await gate()).toEqual([false, 'provider-not-admitted'])
    expect((await decide({ outcome: 'refused', reasons: [] })).body.code).toBe('admission-reasons')
    expect((await decide({ outcome: 'admitted', reasons: [] })).body.code).toBe('admission-reasons')
    const refused = await decide({ outcome: 'refused', reasons: ['pledge-missing'], text: '请先签署承诺' })
    expect(refused.body).toMatchObject({ status: 'refused', reasons: ['pledge-missing'], text: '请先签署承诺' })
  })

  it('is decided once', async () => {
    const { seq } = await city.service.ledger.head()
    const again = await decide({ outcome: 'admitted', reasons: ['condition-waived'] })
    expect([again.status, again.body.code]).toEqual([409, 'application-decided'])
    expect((await city.service.ledger.head()).seq).toBe(seq)
  })

  it('an open application shows its checks as of today', async () => {
    application = (await apply()).body.id
    await city.post(`/v1/providers/${firm}/credentials`, 'registrar', PLEDGE)
    const { body } = await city.get('/v1/applications?status=open', 'registrar')
    expect(body.items.map((a: { id: string }) => a.id)).toEqual([application])
    expect(body.items[0].checks.map((c: { outcome: string }) => c.outcome)).toEqual([
      'passed',
      'passed',
      'passed',
      'passed',
    ])
  })

  it('who is admitted without credit history is on probation, before the decision is answered', async () => {
    expect((await decide({ outcome: 'admitted', reasons: [] })).status).toBe(201)
    expect(await listed()).toMatchObject({ state: 'probation', grade: 'NR', reasons: ['credit-not-rated'] })
    expect((await apply()).body.code).toBe('provider-already-admitted')
    const request = { channel: 'phone', customer: 'c-1', service: SERVICE, area: AREA }
    const { body } = await city.post('/v1/requests', 'dispatcher', request)
    const assigned = await city.post(`/v1/requests/${body.id}/assignments`, 'dispatcher', { provider: firm })
    expect(assigned.status).toBe(201)
    const all = await city.get(`/v1/providers/${firm}/applications`, 'regulator')
    expect(all.body.items.map((a: { status: string }) => a.status)).toEqual(['refused', 'admitted'])
  })

  it('is checked again on the day that the clock says, and sooner when it is overdue', async () => {
    expect(await due(364)).toEqual([])
    expect(await due(365)).toEqual([
      {
        provider: firm,
        name: FIRM.name,
        admittedOn: '2026-11-24',
        recheckedOn: null,
        dueOn: '2027-11-24',
        overdue: false,
      },
    ])
    city.later(366 * DAY)
    expect((await due(0))[0].overdue).toBe(true)
    // The pledge has run out: to confirm nevertheless needs a reason.
    expect((await recheck({ outcome: 'confirmed', reasons: [] })).body.code).toBe('admission-reasons')
    const confirmed = await recheck({ outcome: 'confirmed', reasons: ['condition-waived'], text: '续签办理中' })
    expect(confirmed.body).toMatchObject({ admission: 'admitted', dueOn: '2028-11-24' })
    expect(await due(364)).toEqual([])
    expect((await due(365))[0]).toMatchObject({ admittedOn: '2026-11-24', recheckedOn: '2027-11-25' })
  })

  it('loses its place the moment its admission is revoked, and may apply again', async () => {
    expect(await listed()).toBeDefined()
    expect((await recheck({ outcome: 'revoked', reasons: ['pledge-missing'] })).body.dueOn).toBeNull()
    expect(await listed()).toBeUndefined()
    expect(await due(366)).toEqual([])
    expect((await apply()).status).toBe(201)
  })

  it('who was taken over stays, and joins the schedule with the first re-check', async () => {
    firm = city.providers[0]
    expect((await city.get(`/v1/providers/${firm}`)).body.admission).toBe('taken-over')
    expect((await apply()).body.code).toBe('provider-already-admitted')
    expect((await recheck({ outcome: 'confirmed', reasons: ['condition-waived'] })).body.admission).toBe('admitted')
    expect(await due(366)).toHaveLength(1)
    await city.post(`/v1/providers/${firm}/withdrawals`, 'registrar', { reason: '歇业' })
    expect((await recheck({ outcome: 'confirmed', reasons: ['other'] })).body.code).toBe('provider-withdrawn')
  })

  it('comes out the same from the ledger', async () => expect(await city.differences()).toEqual([]))
})
