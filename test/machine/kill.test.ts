import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { proveLedger } from '../../src/ledger/copy.ts'
import { compareStores, rebuild } from '../../src/ledger/rebuild.ts'
import { openLedger } from '../../src/service.ts'
import { openStore } from '../../src/store/open.ts'
import { ServiceProcess } from './process.ts'

const ROUNDS = Number(process.env.XINQIAO_KILLS ?? 100)
const CLIENTS = 16
/** The kill falls at random into this many acknowledged writes, and then into the time that a write takes. */
const LOAD = 60
const WRITE_MS = 10

const folder = mkdtempSync(join(tmpdir(), 'xinqiao-kill-'))
const env = { XINQIAO_DATA: folder }
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Writes until the connection breaks; what was acknowledged. */
async function load(service: ServiceProcess, client: number, acknowledged: Set<string>): Promise<void> {
  for (let i = 0; ; i++) {
    try {
      const { status, body } = await service.receive(`client-${client}-${i}`)
      if (status === 201) acknowledged.add(body.id!)
    } catch {
      return
    }
  }
}

describe(`a service that is killed ${ROUNDS} times under load`, () => {
  const acknowledged = new Set<string>()
  let keys: Record<string, string> = {}

  it(
    'starts again without help, and has everything that it acknowledged',
    async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const service = await ServiceProcess.start(env, { keys })
        keys = service.keys
        const mine = new Set<string>()
        const clients = Promise.all(Array.from({ length: CLIENTS }, (_, i) => load(service, i, mine)))
        let ended = false
        void clients.then(() => (ended = true))
        const most = Math.random() * LOAD
        while (mine.size < most && !ended) await pause(1)
        await pause(Math.random() * WRITE_MS)
        await service.end('SIGKILL')
        await clients
        for (const id of mine) acknowledged.add(id)
      }
      const service = await ServiceProcess.start(env, { keys })
      expect((await service.send('GET', '/readyz', 'dispatcher')).status).toBe(200)
      expect(await service.end('SIGTERM')).toBe(0)
    },
    ROUNDS * 60_000,
  )

  it('has lost nothing, holds nothing by halves, and its ledger verifies', async () => {
    const store = await openStore({ dataDir: folder })
    const { requests } = store.tables
    const held = new Set((await store.read(db => db.select({ id: requests.id }).from(requests))).map(row => row.id))
    expect(acknowledged.size).toBeGreaterThan(ROUNDS)
    expect([...acknowledged].filter(id => !held.has(id))).toEqual([])
    await proveLedger(store, null)
    const again = await openStore({ dataDir: join(folder, 'again') })
    const [from, to] = [await openLedger(store), await openLedger(again)]
    await rebuild(from.ledger, to.ledger)
    expect((await compareStores(store, again)).differences).toEqual([])
    console.log(
      `${ROUNDS} kills, ${acknowledged.size} acknowledged, ${held.size - acknowledged.size} more were durable before their answer left`,
    )
    await again.close()
    await store.close()
  })
})
