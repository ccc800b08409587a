import { describe, expect, it } from 'vitest'
import { dayStart } from '../../src/ledger/clock.ts'
import { inspectionsOf, raisedDays, watchedRows } from '../../src/ratings/answers/rows-watches.ts'
import { findProvider } from '../../src/registry/rows.ts'
import { predecessorCandidates } from '../../src/registry/rows-match-keys.ts'
import { openLedger } from '../../src/service.ts'
import { databases } from '../store/databases.ts'

const DAY = 2500

describe.each(databases)('on $name', ({ open }) => {
  it('finds candidates for a link by their matchKeys, and who is under watch', async () => {
    const store = await open()
    const { tables } = store
    const { ledger } = await openLedger(store, { now: () => dayStart(DAY) })
    const place = { address: null, area: '330203', areas: ['330203'], founded: null, validUntil: null }
    const facts = { kind: 'firm', name: '宁波家政', usccStatus: 'valid', offerings: ['05'], ...place }
    const append = (type: string, provider: string, payload: object) =>
      ledger.write('test', tx => tx.append({ type, subject: provider, payload: { provider, ...payload } }))
    for (const [id, phone] of [
      ['a', '0574-87000001'],
      ['b', '(0574) 87000001'],
      ['c', null],
    ] as const)
      await append('provider.registered', id, { ...facts, uscc: id, phone })
    const candidates = () =>
      ledger.read(async db => predecessorCandidates(db, tables, (await findProvider(db, tables, 'b'))!, []))
    expect((await candidates()).map(c => [c.provider.id, c.matchKeys])).toEqual([['a', ['phone']]])
    await append('provider.changed', 'a', { phone: null })
    expect(await candidates()).toEqual([])

    for (const provider of ['a', 'c'])
      for (let i = 0; i < 30; i++)
        await append('evidence.review', provider, {
          day: DAY,
          customer: `${provider}${i}`,
          stars: i < 20 ? 5 : 1,
          verified: true,
        })
    await append('evidence.inspection', 'c', { day: DAY, score: 50 })
    const watched = (after: [number, string] | null) =>
      ledger.read(async db => (await watchedRows(db, tables, DAY - 365, after, 10)).map(row => row.provider))
    expect(await watched(null)).toEqual(['a', 'c'])
    expect(await watched([DAY, 'a'])).toEqual(['c'])
    const [inspection] = await ledger.read(db => inspectionsOf(db, tables, 'c'))
    expect(inspection).toMatchObject({ score: 50 })
    expect(await ledger.read(db => raisedDays(db, tables, [inspection!.seq]))).toEqual(
      new Map([[inspection!.seq, DAY]]),
    )
    await store.close()
  })
})
