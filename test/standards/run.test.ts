import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLedger } from '../../src/service.ts'
import { conforms } from '../../src/standards/conformance.ts'
import { ConformanceIndex } from '../../src/standards/conformance-index.ts'
import { runConformance } from '../../src/standards/conformance-run.ts'
import { factsOf } from '../../src/standards/rows-facts.ts'
import { databases } from '../store/databases.ts'
import { City } from '../support/city.ts'

const DAY = 2_519 // 2026-11-24

let city: City
beforeAll(async () => {
  city = await City.open()
  await city
    .call('put', `/v1/providers/${city.providers[0]}/facts/05`, 'firm')
    .send({ facts: { licenceDisplayed: true, servicesPublished: true, feesPublished: true, contractSigned: false } })
})
afterAll(() => city.close())

describe('all standards against all firms', () => {
  it('evaluates every pair once, and counts what the gate would be told', async () => {
    const { ledger } = city.service
    const { tables } = ledger.store
    const run = await ledger.read(db => runConformance(db, tables, '2026-11-24'))
    expect([run.standards, run.firms, run.pairs]).toEqual([605, 2, 1210])
    expect(run.evaluations).toBeGreaterThan(7_000)
    const cleaning = run.categories.find(({ category }) => category === '05')!
    expect(cleaning.firms).toBe(2)
    const counted = Object.values(cleaning.outcomes).reduce((sum, n) => sum + n, 0)
    expect(counted).toBe(cleaning.standards * 2)
    const index = await ledger.read(db => ConformanceIndex.read(db, tables))
    const tally: Record<string, number> = {}
    for (const provider of city.providers)
      for (const { edition, categories } of index.editions.values()) {
        if (categories[0] !== '05') continue
        const facts = (await ledger.read(db => factsOf(db, tables, [provider], DAY))).get(provider) ?? new Map()
        const { outcome, counts } = await ledger.read(db => conforms(db, tables, provider, edition.id, DAY))
        expect(index.outcome(edition.id, facts, [])).toBe(outcome)
        if (counts) tally[outcome] = (tally[outcome] ?? 0) + 1
      }
    expect(cleaning.outcomes).toMatchObject(tally)
  })
})

describe.each(databases)('declarations on $name', ({ open }) => {
  it('are numbered one after another, and the newest up to a day counts', async () => {
    const store = await open()
    const { ledger } = await openLedger(store, { now: () => Date.parse('2026-11-24T12:00:00+08:00') })
    const declare = (category: string, workers: number) => ({
      type: 'facts.declared',
      subject: 'p',
      payload: { provider: 'p', category, by: 'firm', facts: { workers } },
    })
    await ledger.write('test', tx => tx.appendAll([declare('05', 1), declare('05', 2), declare('06', 3)]))
    const rows = await ledger.read(db => factsOf(db, store.tables, null, DAY))
    const newest = [...rows.get('p')!.values()].map(({ category, version, facts }) => [category, version, facts])
    expect(newest).toEqual([
      ['05', 2, '{"workers":2}'],
      ['06', 1, '{"workers":3}'],
    ])
    expect((await ledger.read(db => factsOf(db, store.tables, ['p'], DAY - 1))).size).toBe(0)
    await store.close()
  })
})
