import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { conforms } from '../../src/standards/conformance.ts'
import { factsCategories } from '../../src/standards/facts-schemas.ts'
import { EDITION } from '../api/cases/standards.ts'
import { City } from '../support/city.ts'

let city: City
const fact = (name: string, schema: object) => ({
  properties: { facts: { required: [name], properties: { [name]: schema } } },
})
const CLAUSES = [
  { number: '4.1', text: '公示收费', rule: fact('feesPublished', { const: true }) },
  { number: '4.2', text: '持证占比', rule: fact('certifiedShare', { minimum: 800 }) },
  {
    number: '5.1',
    text: '有效保险',
    rule: {
      properties: { credentials: { contains: { properties: { type: { const: 'liability-insurance' } } } } },
    },
  },
  { number: '6', text: '服务态度良好' },
]

beforeAll(async () => {
  city = await City.open()
  const { status } = await city.post(
    '/v1/standards',
    'registrar',
    EDITION('XQ-D-2026', { inForceFrom: '2026-01-01', clauses: CLAUSES }),
  )
  expect(status).toBe(201)
})
afterAll(() => city.close())

const own = () => `/v1/providers/${city.providers[0]}`
const declare = (facts: object, role: 'firm' | 'registrar' = 'firm') =>
  city.call('put', `${own()}/facts/05`, role).send({ facts })
const report = async (query = '') => (await city.get(`${own()}/conformance?standard=xq-d-2026${query}`, 'firm')).body
const outcomes = (body: { clauses: { outcome: string }[] }) => body.clauses.map(clause => clause.outcome)

describe('conformance of a provider', () => {
  it('cannot be told of what nobody declared', async () => {
    const body = await report()
    expect(outcomes(body)).toEqual(['not-assessable', 'not-assessable', 'not-met', 'not-checked'])
    expect(body).toMatchObject({ outcome: 'not-met', status: 'in-force', category: '05', declaredOn: null })
    expect(body.clauses[0].missing).toEqual(['/facts/feesPublished'])
    expect(body.clauses[0].why).toBe('无法判定，缺少申报事项：/facts/feesPublished')
  })

  it('names the pointer and the value of what does not do', async () => {
    const { status, body: declared } = await declare({ feesPublished: true, certifiedShare: 640 })
    expect([status, declared.declaredBy, declared.declaredOn, declared.version]).toEqual([200, 'firm', '2026-11-24', 1])
    const body = await report()
    expect(outcomes(body)).toEqual(['met', 'not-met', 'not-met', 'not-checked'])
    expect(body.clauses[1].failed).toEqual([
      { pointer: '/facts/certifiedShare', value: 640, keyword: 'minimum', expected: 800 },
    ])
    expect(body.totals).toEqual({ met: 1, notMet: 2, notAssessable: 0, notChecked: 1 })
    const english = await city.get(`${own()}/conformance?standard=xq-d-2026`, 'firm').set('Accept-Language', 'en')
    expect(english.body.clauses[1].why).toBe('Not met: /facts/certifiedShare is 640, minimum 800')
  })

  it('changes with facts, and with credentials on their days alone', async () => {
    await declare({ feesPublished: true, certifiedShare: 900 }, 'registrar')
    await city.post(`${own()}/credentials`, 'registrar', {
      type: 'liability-insurance',
      issuer: '保险公司',
      number: 'I-1',
      validFrom: '2026-12-01',
      validUntil: '2026-12-31',
      verifiedBy: '准入审核科',
      verifiedHow: 'original-seen',
    })
    expect((await report()).outcome).toBe('not-met')
    expect((await report('&on=2026-12-01')).outcome).toBe('met')
    expect((await report('&on=2027-01-01')).outcome).toBe('not-met')
    // What was declared today was not known yesterday.
    expect(outcomes(await report('&on=2026-11-23'))[0]).toBe('not-assessable')
  })

  it('is the same for a gate that asks inside a transaction', async () => {
    const { ledger } = city.service
    const day = 2_535 // 2026-12-10
    const answer = await ledger.read(db => conforms(db, ledger.store.tables, city.providers[0], 'xq-d-2026', day))
    expect(answer).toEqual({ outcome: 'met', counts: true, notMet: [], notAssessable: [] })
  })

  it('refuses facts that the category does not know, with the pointer', async () => {
    const unknown = await declare({ starLevels: ['1'] })
    expect([unknown.status, unknown.body.code]).toEqual([422, 'facts-invalid'])
    expect(unknown.body.errors[0].pointer).toBe('#/facts/starLevels')
    const nested = await declare({ insurance: { perCaseYuan: -1 } })
    expect(nested.body.errors[0].pointer).toBe('#/facts/insurance/perCaseYuan')
    expect((await declare(JSON.parse('{"__proto__":{"feesPublished":true}}'))).status).toBe(422)
    expect((await declare({ workers: 1.5 })).status).toBe(422)
  })

  it('names a fact by its title, in the language of the reader', async () => {
    const { body } = await declare({ workers: -1 })
    expect([body.detail, body.errors[0].detail]).toEqual(['从业人员数：不得小于 0', '从业人员数：不得小于 0'])
  })

  it('has a schema of facts for each of the 31 categories', async () => {
    expect(factsCategories()).toHaveLength(31)
    const { body } = await city.get('/v1/facts-schemas/02')
    expect(Object.keys(body.properties)).toEqual(expect.arrayContaining(['feesPublished', 'caretakersCertifiedShare']))
    expect(JSON.stringify(body)).not.toContain('$ref')
  })

  it('keeps every declaration and rebuilds to the same rows', async () => {
    expect((await city.get(`${own()}/facts/05`, 'regulator')).body).toMatchObject({
      version: 2,
      declaredBy: 'registrar',
    })
    expect(await city.differences()).toEqual([])
  })
})
