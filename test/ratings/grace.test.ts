import { describe, expect, it } from 'vitest'
import { referenceDrafts } from '../../src/founding/reference.ts'
import { dayStart } from '../../src/ledger/clock.ts'
import { eraseLapsed } from '../../src/ratings/evidence/erasure.ts'
import { loadMethodology } from '../../src/ratings/rules/methodology.ts'
import { openLedger } from '../../src/service.ts'
import type { Store } from '../../src/store/store.ts'
import { databases } from '../store/databases.ts'

const m = loadMethodology()
/** A minor sanction of this day is over on TERM_ENDS. */
const SANCTIONED = 2411
const TERM_ENDS = 2501
const TEN_YEARS = 3652
const CLOCKS = referenceDrafts().filter(draft => draft.type === 'clock.defined')

/** A ledger with one sanction; `grace`: editions of the grace period, those of the data if absent. */
async function sanctioned(store: Store, grace?: object[]) {
  const clock = { day: 2500 }
  const { ledger } = await openLedger(store, { now: () => dayStart(clock.day) })
  const isGrace = (draft: (typeof CLOCKS)[number]) => draft.payload.id === 'erasure.grace'
  const editions = CLOCKS.filter(isGrace).flatMap(draft =>
    (grace ?? [{}]).map(change => ({ ...draft, payload: { ...draft.payload, ...change } })),
  )
  const seq = await ledger.write('test', async tx => {
    for (const draft of [...CLOCKS.filter(draft => !isGrace(draft)), ...editions]) await tx.append(draft)
    const sealed = { authority: '市场监督管理局', document: '1号' }
    const payload = { provider: 'p', day: SANCTIONED, class: 'minor' }
    return (await tx.append({ type: 'evidence.sanction', subject: 'p', payload, sealed })).seq
  })
  return {
    ledger,
    seq,
    erasedOn(day: number) {
      clock.day = day
      return eraseLapsed(ledger, m)
    },
    async hasTexts() {
      const { sealed } = store.tables
      const rows = await store.read(db => db.select().from(sealed))
      return rows.filter(row => row.seq === seq).every(row => row.text !== null)
    },
    noted: async () =>
      (await store.read(db => db.select().from(store.tables.erasuresDue))).map(row => [row.noticed, row.due]),
  }
}

describe.each(databases)('the grace period of an erasure on $name', ({ open }) => {
  it('begins when a service first sees that the term is over, and ends with the texts', async () => {
    const store = await open()
    const { erasedOn, hasTexts, noted } = await sanctioned(store)
    expect(await erasedOn(TERM_ENDS - 1)).toBe(0)
    expect(await noted()).toEqual([])
    // Nobody looked on the first two days.
    expect(await erasedOn(TERM_ENDS + 2)).toBe(0)
    expect(await noted()).toEqual([[TERM_ENDS + 2, TERM_ENDS + 32]])
    expect(await erasedOn(TERM_ENDS + 31)).toBe(0)
    expect(await hasTexts()).toBe(true)
    expect(await erasedOn(TERM_ENDS + 32)).toBe(1)
    expect(await hasTexts()).toBe(false)
    expect([await erasedOn(TERM_ENDS + 33), await noted()]).toEqual([0, []])
    await store.close()
  })

  it('lets a clock that is ten years ahead erase nothing, and forgets it when the clock is right again', async () => {
    const store = await open()
    const { erasedOn, hasTexts, noted } = await sanctioned(store)
    for (const day of [0, 1, 29]) expect(await erasedOn(2500 + TEN_YEARS + day)).toBe(0)
    expect(await erasedOn(2500)).toBe(0)
    expect([await hasTexts(), await noted()]).toEqual([true, []])
    await store.close()
  })

  it('is as long as the edition says that is in force when it begins', async () => {
    const store = await open()
    const { erasedOn } = await sanctioned(store, [
      { duration: 7, validUntil: '2026-10-31' },
      { duration: 60, validFrom: '2026-11-01' },
    ])
    expect(await erasedOn(TERM_ENDS)).toBe(0)
    expect([await erasedOn(TERM_ENDS + 59), await erasedOn(TERM_ENDS + 60)]).toEqual([0, 1])
    await store.close()
  })

  it('lasts thirty days on a ledger that began before it was kept as data', async () => {
    const store = await open()
    const { erasedOn } = await sanctioned(store, [])
    expect(await erasedOn(TERM_ENDS)).toBe(0)
    expect([await erasedOn(TERM_ENDS + 29), await erasedOn(TERM_ENDS + 30)]).toEqual([0, 1])
    await store.close()
  })
})
