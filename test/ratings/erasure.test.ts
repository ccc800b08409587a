import { describe, expect, it } from 'vitest'
import { referenceDrafts } from '../../src/founding/reference.ts'
import { dayStart } from '../../src/ledger/clock.ts'
import { rebuild } from '../../src/ledger/rebuild.ts'
import { entriesAfter } from '../../src/ledger/rows.ts'
import { verifyLedger } from '../../src/ledger/verify.ts'
import { eraseLapsed, withheldEntries } from '../../src/ratings/evidence/erasure.ts'
import { lapsedSanctions } from '../../src/ratings/evidence/rows-sanctions.ts'
import { loadMethodology } from '../../src/ratings/rules/methodology.ts'
import { openLedger } from '../../src/service.ts'
import { databases } from '../store/databases.ts'

const m = loadMethodology()

describe.each(databases)('erasure on $name', ({ open }) => {
  it('withholds, erases, verifies and rebuilds', async () => {
    const store = await open()
    const clock = { ms: dayStart(2500) }
    const { ledger } = await openLedger(store, { now: () => clock.ms })
    const { tables } = store
    const clocks = referenceDrafts().filter(draft => draft.type === 'clock.defined')
    const sanction = (day: number) => ({
      type: 'evidence.sanction',
      subject: 'p',
      payload: { provider: 'p', day, class: 'minor' },
      sealed: { authority: '市场监督管理局', document: `${day}号` },
    })
    const [old, young] = await ledger.write('test', async tx => {
      for (const clock of clocks) await tx.append(clock)
      return [(await tx.append(sanction(2411))).seq, (await tx.append(sanction(2450))).seq]
    })
    const hidden = (day: number) => ledger.read(db => lapsedSanctions(db, tables, m, 'p', day))
    expect(await hidden(2500)).toEqual([])
    expect(await hidden(2501)).toEqual([old])
    clock.ms = dayStart(2501)
    const entries = await ledger.read(db => entriesAfter(db, tables, 0, 100))
    expect([...(await ledger.read(db => withheldEntries(db, tables, m, entries, 2501)))]).toEqual([old])
    expect(await eraseLapsed(ledger, m)).toBe(0)
    clock.ms = dayStart(2531)
    expect([await eraseLapsed(ledger, m), await eraseLapsed(ledger, m)]).toEqual([1, 0])
    const seals = await ledger.read(db =>
      db.select().from(tables.sealed).orderBy(tables.sealed.seq, tables.sealed.field),
    )
    expect(seals.map(seal => [seal.seq, seal.text])).toEqual([
      [old, null],
      [old, null],
      [young, '市场监督管理局'],
      [young, '2450号'],
    ])
    await ledger.read(async db => verifyLedger(db, tables, await ledger.head()))
    const again = await openLedger(await open())
    await rebuild(ledger, again.ledger)
    expect((await again.ledger.head()).hash).toBe((await ledger.head()).hash)
    await again.ledger.store.close()
    await store.close()
  })
})
