import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadDemo, setClock } from '../../src/demo/load.ts'
import { businessDay } from '../../src/ledger/clock.ts'
import { entriesAfter } from '../../src/ledger/rows.ts'
import { allSanctions } from '../../src/ratings/evidence/rows-sanctions.ts'
import { impactRowsOf } from '../../src/ratings/versions/rows-impact.ts'
import { openLedger } from '../../src/service.ts'
import { openStore } from '../../src/store/open.ts'

const NOW = Date.parse('2026-11-24T12:00:00+08:00')

it('the demo city has sanctions of every class, a repair, one that has ended, a link and cleared alarms, and ends with the impact run of 1.1', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'xinqiao-demo-'))
  const store = await openStore({ dataDir: folder })
  const clock = setClock(0)
  const opened = await openLedger(store, clock)
  await loadDemo(opened, clock, NOW, () => {}, { firms: 1_200, volunteers: 20 })
  const { ledger, ratings } = opened
  const entries = (type: string) => ledger.read(db => entriesAfter(db, store.tables, 0, 100, { type }))
  const found = await ledger.read(db => allSanctions(db, store.tables, ratings.methodology, businessDay(NOW)))
  expect(new Set(found.filter(s => !s.lapsed).map(s => s.class))).toEqual(new Set(['minor', 'general', 'serious']))
  expect(found.filter(s => s.repairedBy >= 0)).toHaveLength(1)
  expect(found.filter(s => s.lapsed && s.repairedBy < 0)).toHaveLength(1)
  expect(await entries('text.erased')).toHaveLength(1)
  expect(await entries('action.link')).toHaveLength(1)
  expect((await entries('action.alarm-cleared')).length).toBeGreaterThan(0)
  expect(await entries('methodology.drafted')).toHaveLength(1)
  const [run] = await ledger.read(db => impactRowsOf(db, store.tables, '1.1.0', ['finished']))
  expect(run).toMatchObject({ base: '1.0.0', seq: ledger.committedSeq })
  expect(JSON.parse(run!.result!).newAlarms.total).toBeGreaterThan(0)
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})
