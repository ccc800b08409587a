import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadDemo, setClock } from '../../src/demo/load.ts'
import { businessDay } from '../../src/ledger/clock.ts'
import { listAppealRows } from '../../src/ratings/evidence/rows-appeals.ts'
import { openLedger } from '../../src/service.ts'
import { eq } from '../../src/store/drizzle.ts'
import { openStore } from '../../src/store/open.ts'

const NOW = Date.parse('2026-11-25T09:00:00+08:00')

it('the demo city has appeals in every state, some overdue, none decided by who recorded the evidence, and replies', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'xinqiao-demo-'))
  const store = await openStore({ dataDir: folder })
  const clock = setClock(0)
  const opened = await openLedger(store, clock)
  await loadDemo(opened, clock, NOW, () => {}, { firms: 300, volunteers: 0 })
  const { tables } = store
  await opened.ledger.read(async db => {
    const list = (filter: { overdue?: boolean }) =>
      listAppealRows(db, tables, filter, { before: null, limit: 500, today: businessDay(NOW) })
    const all = await list({})
    expect([...new Set(all.map(row => row.state))].sort()).toEqual([
      'filed',
      'rejected',
      'under-review',
      'upheld',
      'withdrawn',
    ])
    expect((await list({ overdue: true })).length).toBeGreaterThan(0)
    expect((await db.select().from(tables.reviewReplies)).length).toBeGreaterThan(10)
    for (const { closedSeq, evidence, state } of all) {
      if (state !== 'upheld' && state !== 'rejected') continue
      const actor = async (seq: number) =>
        (await db.select().from(tables.ledger).where(eq(tables.ledger.seq, seq)))[0]!.actor
      expect(await actor(closedSeq!)).not.toBe(await actor(evidence))
    }
  })
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})
