import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareStores } from '../../src/ledger/rebuild.ts'
import { methodologyActivation } from '../../src/ratings/versions/methodology-entries.ts'
import { openLedger } from '../../src/service.ts'
import { databases } from '../store/databases.ts'

const START = Date.parse('2026-01-02T08:00:00+08:00')
const WEEK_MS = 7 * 86_400_000

const piece = fc.record({
  provider: fc.constantFrom('p-1', 'p-2', 'p-3'),
  customer: fc.constantFrom('c-1', 'c-2', 'c-3', 'c-4', 'c-5', 'c-6'),
  kind: fc.constantFrom('order', 'review', 'complaint', 'inspection'),
  good: fc.boolean(),
})
type Piece = typeof piece extends fc.Arbitrary<infer T> ? T : never

function draft({ provider, customer, kind, good }: Piece, day: number) {
  const facts = {
    order: { customer, completed: good, answeredWithin300s: !good },
    review: { customer, stars: good ? 5 : 1, verified: true },
    complaint: { customer, upheld: good },
    inspection: { score: good ? 95 : 40 },
  }[kind]!
  return { type: `evidence.${kind}`, subject: provider, payload: { provider, day, ...facts } }
}

/** The same weeks of evidence into a fresh database: many at once, or one by one. */
async function fill(open: (typeof databases)[number]['open'], weeks: Piece[][], atOnce: boolean) {
  const store = await open()
  const clock = { ms: START }
  const { ledger, ratings } = await openLedger(store, { now: () => clock.ms })
  await ledger.write('test', tx => tx.append(methodologyActivation(ratings.methodology)))
  await ledger.write('test', tx =>
    tx.append({ type: 'action.link', subject: 'p-3', payload: { provider: 'p-3', predecessor: 'p-2' } }),
  )
  for (const pieces of weeks) {
    await ledger.write('test', async tx => {
      const drafts = pieces.map(p => draft(p, tx.day))
      if (atOnce) await tx.appendAll(drafts)
      else for (const one of drafts) await tx.append(one)
    })
    clock.ms += WEEK_MS
  }
  return { store, hash: (await ledger.head()).hash }
}

describe.each(databases)('evidence taken in many pieces at once on $name', ({ name, open }) => {
  it('leaves the rows and the hashes that it leaves one by one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(piece, { minLength: 1, maxLength: 40 }), { maxLength: 4 }), async weeks => {
        const a = await fill(open, weeks, true)
        const b = await fill(open, weeks, false)
        expect(a.hash).toBe(b.hash)
        expect((await compareStores(a.store, b.store)).differences).toEqual([])
        await a.store.close()
        await b.store.close()
      }),
      { numRuns: name === 'SQLite' ? 25 : 2 },
    )
  })

  it('is refused as a whole when one piece is refused', async () => {
    const { store } = await fill(open, [], true)
    const { ledger } = await openLedger(store, { now: () => START })
    const { seq } = await ledger.head()
    const good = draft({ provider: 'p-1', customer: 'c-1', kind: 'order', good: true }, 2190)
    const wrong = { ...good, payload: { ...good.payload, day: 2_999 } }
    await expect(ledger.write('test', tx => tx.appendAll([good, good, wrong, good]))).rejects.toThrow(
      'day-out-of-range',
    )
    expect((await ledger.head()).seq).toBe(seq)
    await store.close()
  })
})
