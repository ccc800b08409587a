import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemo, setClock } from '../../src/demo/load.ts'
import { decideFromRows } from '../../src/eligibility/facts.ts'
import { businessDay } from '../../src/ledger/clock.ts'
import { openLedger } from '../../src/service.ts'
import { openStore } from '../../src/store/open.ts'

const NOW = Date.parse('2026-11-25T09:00:00+08:00')
const TYPES = ['gate-credentials-missing', 'gate-standard-not-met', 'gate-facts-not-verified']

/** A small demo city of that name, closed when the tests end. */
async function openCity(folder: string) {
  const store = await openStore({ dataDir: folder })
  const clock = setClock(0)
  const city = await openLedger(store, clock)
  await loadDemo(city, clock, NOW, () => {}, { firms: 400, volunteers: 20, years: 1 })
  return { store, ...city }
}

describe('what the providers of the demo city hold', () => {
  const folder = mkdtempSync(join(tmpdir(), 'xinqiao-demo-'))
  let city: Awaited<ReturnType<typeof openCity>>
  beforeAll(async () => {
    city = await openCity(join(folder, 'a'))
  })
  afterAll(async () => {
    await city.store.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Of the providers that offer a service: the share, in per cent, whose papers the gate accepts on a day. */
  async function accepted(service: string, day: number): Promise<number> {
    const { store, ratings } = city
    const rows = await store.read(db => db.select().from(store.tables.providers))
    const offering = rows.filter(row =>
      [service, service.slice(0, 2)].some(code => row.offerings.includes(`"${code}"`)),
    )
    expect(offering.length).toBeGreaterThan(9)
    let passed = 0
    for (const { id: provider } of offering) {
      const question = { provider, service, area: '330203' }
      const { reasons } = await store.read(db => decideFromRows(db, store.tables, ratings.methodology, question, day))
      if (!reasons.some(({ code }) => TYPES.includes(code))) passed++
    }
    return (100 * passed) / offering.length
  }

  it('lets most care for mothers and babies, and nearly all clean carpets; some lack a paper', async () => {
    const today = businessDay(NOW)
    const [babies, carpets] = [await accepted('02-001', today), await accepted('05-006', today)]
    expect(babies).toBeGreaterThan(60)
    expect(babies).toBeLessThan(100)
    expect(carpets).toBeGreaterThan(85)
    // Nothing is renewed by itself: a year later all have run out.
    expect(await accepted('02-001', today + 400)).toBe(0)
  })

  it('is asked for from the last day of the history on, not before', async () => {
    const { store } = city
    const gates = await store.read(db => db.select().from(store.tables.gates))
    expect(new Set(gates.map(gate => gate.validFrom))).toEqual(new Set(['2026-11-24']))
  })
})
