import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { referenceDrafts } from '../../src/founding/reference.ts'
import { dateToDay, dayToDate } from '../../src/ledger/clock.ts'
import { loadMethodology } from '../../src/ratings/rules/methodology.ts'
import { type ClockEdition, clockFaults, clockOn, endOf, runsOut } from '../../src/registry/rules-clocks.ts'
import { City } from '../support/city.ts'

const CLOCKS = referenceDrafts()
  .filter(draft => draft.type === 'clock.defined')
  .map(draft => draft.payload as unknown as ClockEdition & { source: string; status: string })
const LAW = dateToDay('2026-04-01')
const edition = (change: Partial<ClockEdition> = {}): ClockEdition => ({
  id: 'a.b',
  validFrom: '2020-01-01',
  validUntil: null,
  duration: 1,
  unit: 'day',
  ...change,
})

describe('the clocks of the data', () => {
  it('leave no gap and no overlap', () => expect(clockFaults(CLOCKS)).toEqual([]))

  it('are in force on every day from 2020 on, one edition each', () => {
    const ids = [...new Set(CLOCKS.map(c => c.id))]
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.integer({ min: 0, max: 40_000 }), (id, day) => {
        const date = dayToDate(day)
        const inForce = CLOCKS.filter(c => c.id === id && c.validFrom <= date && (c.validUntil ?? '9999') >= date)
        expect(inForce).toEqual([clockOn(CLOCKS, id, date)])
      }),
    )
  })

  it.each(['minor', 'general', 'serious'] as const)('say of a %s sanction what the methodology says', name => {
    const { termDays, repairAfterDays } = loadMethodology().parameters.sanctions.classes[name]
    for (const day of [0, LAW - 1, LAW, LAW + 2_000]) {
      expect(endOf(CLOCKS, `sanction.${name}.expiry`, day)).toBe(day + termDays)
      expect(endOf(CLOCKS, `sanction.${name}.repair`, day)).toBe(day + repairAfterDays)
      // What has no effect any more must not be published any more.
      expect(endOf(CLOCKS, `sanction.${name}.publication`, day)).toBeLessThanOrEqual(day + termDays)
    }
  })

  it('name the law from the day on which it is in force, and say what is an assumption', () => {
    const source = (date: string) => clockOn(CLOCKS, 'sanction.general.expiry', date)
    expect(source('2026-04-01')).toMatchObject({
      status: 'stated',
      source: expect.stringContaining('信用修复管理办法'),
    })
    expect(source('2026-03-31').status).toBe('assumption')
    expect(clockOn(CLOCKS, 'appeal.filing', '2026-11-24').status).toBe('assumption')
  })
})

describe('the rules of clocks', () => {
  it('find gaps and overlaps', () => {
    const next = edition({ validFrom: '2021-01-03' })
    expect(clockFaults([next, edition({ validUntil: '2021-01-02' })])).toEqual([])
    expect(clockFaults([next, edition({ validUntil: '2021-01-01' })])).toHaveLength(1)
    expect(clockFaults([next, edition()])).toHaveLength(1)
  })

  it('refuse a day without an edition and a unit that nobody can count', () => {
    expect(() => clockOn([edition()], 'a.b', '2019-12-31')).toThrow('no clock')
    expect(() => runsOut(edition({ unit: 'moon' }), 1)).toThrow('moon')
  })
})

describe('GET /v1/clocks', () => {
  let city: City
  beforeAll(async () => {
    city = await City.open()
  })
  afterAll(() => city.close())

  it('shows every edition, or those in force on a day', async () => {
    const { body } = await city.get('/v1/clocks?limit=200')
    expect(body.items).toHaveLength(CLOCKS.length)
    const on = await city.get('/v1/clocks?limit=200&on=2026-03-31')
    expect(on.body.items).toHaveLength(new Set(CLOCKS.map(c => c.id)).size)
    expect(on.body.items.find((c: ClockEdition) => c.id === 'sanction.minor.expiry').validUntil).toBe('2026-03-31')
  })

  it('comes out of the ledger', async () => expect(await city.differences()).toEqual([]))
})
