import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideFromRows } from '../../src/eligibility/facts.ts'
import { businessDay, dayToDate } from '../../src/ledger/clock.ts'
import { conforms } from '../../src/standards/conformance.ts'
import { PLEDGE } from '../api/cases/credentials.ts'
import { EDITION } from '../api/cases/standards.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

const STANDARD = 'xq-g-2026'
const DAYS = 12
const CLAUSES = [
  {
    number: '4.1',
    text: '公示收费',
    rule: { properties: { facts: { required: ['feesPublished'], properties: { feesPublished: { const: true } } } } },
  },
  {
    number: '5.1',
    text: '有效保险',
    rule: { properties: { credentials: { contains: { properties: { type: { const: 'liability-insurance' } } } } } },
  },
]

describe('a standard that a gate asks for', () => {
  let city: City
  beforeAll(async () => {
    city = await City.open()
    const edition = EDITION('XQ-G-2026', { inForceFrom: '2026-01-01', clauses: CLAUSES })
    expect((await city.post('/v1/standards', 'registrar', edition)).status).toBe(201)
    const conditions = [{ kind: 'standard', standard: STANDARD, clause: 'XQ-G-2026' }]
    const gate = await city.call('put', '/v1/gates/05', 'registrar').send({ validFrom: '2026-11-24', conditions })
    expect(gate.status).toBe(200)
  })
  afterAll(() => city.close())

  const today = () => businessDay(city.clock.ms)
  const passes = (provider: string, day: number) => {
    const { reasons } = city.service.index.decide(provider, SERVICE, AREA, day)
    return !reasons.some(reason => reason.code === 'gate-standard-not-met')
  }
  const declare = (provider: string, feesPublished: boolean) =>
    city.call('put', `/v1/providers/${provider}/facts/05`, 'registrar').send({ facts: { feesPublished } })
  const insure = (provider: string, number: string, validFrom: string, validUntil: string) => {
    const insurance = { ...PLEDGE, type: 'liability-insurance', number, validFrom, validUntil }
    return city.post(`/v1/providers/${provider}/credentials`, 'registrar', insurance)
  }

  it('is met by an assessment without a certificate, from the entry that completes it to the midnight that breaks it', async () => {
    const [provider] = city.providers
    expect(passes(provider, today())).toBe(false)
    await insure(provider, 'a', '2026-11-24', '2026-11-25')
    expect(passes(provider, today())).toBe(false)
    expect((await declare(provider, true)).status).toBe(200)
    expect([0, 1, 2].map(ahead => passes(provider, today() + ahead))).toEqual([true, true, false])
    await declare(provider, false)
    expect(passes(provider, today())).toBe(false)
  })

  it('asks again when its clauses are written anew', async () => {
    const [provider] = city.providers
    await declare(provider, true)
    const { ledger } = city.service
    const { standards } = ledger.store.tables
    const [row] = (await ledger.read(db => db.select().from(standards))).filter(({ id }) => id === STANDARD)
    const { version: _, transitionUntil: __, ...edition } = row!
    const clauses = CLAUSES.slice(1).map(clause => ({ ...clause, textEn: 'x', source: 'assumption' }))
    const payload = { ...edition, services: JSON.parse(edition.services), clauses }
    expect(passes(provider, today() + 2)).toBe(false)
    await insure(provider, 'b', '2026-11-26', '2026-11-26')
    await declare(provider, false)
    expect(passes(provider, today() + 2)).toBe(false)
    await ledger.write('test', tx => tx.append({ type: 'standard.defined', subject: `standard:${STANDARD}`, payload }))
    expect(passes(provider, today() + 2)).toBe(true)
  })

  it('says of every day what the assessment of that day says', async () => {
    const { ledger, ratings } = city.service
    const { tables } = ledger.store
    const terms = fc.array(fc.tuple(fc.nat(DAYS), fc.nat(5)), { maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(terms, async insured => {
        const provider = await city.register()
        for (const [n, [ahead, length]] of insured.entries())
          await insure(provider, `r${n}`, dayToDate(today() + ahead), dayToDate(today() + ahead + length))
        for (let day = today(); day < today() + DAYS; day++) {
          const { outcome } = await ledger.read(db => conforms(db, tables, provider, STANDARD, day))
          expect(passes(provider, day)).toBe(outcome === 'met')
          const question = { provider, service: SERVICE, area: AREA }
          const byRows = await ledger.read(db => decideFromRows(db, tables, ratings.methodology, question, day))
          expect(byRows.reasons.some(r => r.code === 'gate-standard-not-met')).toBe(outcome !== 'met')
        }
      }),
      { numRuns: 8 },
    )
  })
})
