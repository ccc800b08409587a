import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { backup } from '../../src/commands/backup.ts'
import { restore } from '../../src/commands/restore.ts'
import { openService } from '../../src/service.ts'
import { openStore } from '../../src/store/open.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

const RECEIVED = { channel: 'phone', customer: 'c-1', service: SERVICE, area: AREA }

let city: City
let folder: string
let said = ''
const file = () => join(folder, 'city.backup')
const restored = () => join(folder, 'restored')
/** Runs a command as if the process had that data folder; what it prints is kept from the test's output. */
async function run(command: (args: string[]) => Promise<number>, dataDir: string): Promise<number> {
  vi.stubEnv('XINQIAO_DATA', dataDir)
  const print = vi.spyOn(console, 'log').mockImplementation(line => {
    said += line
  })
  const bar = vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
  try {
    return await command([file()])
  } finally {
    for (const spy of [print, bar]) spy.mockRestore()
    vi.unstubAllEnvs()
  }
}

beforeAll(async () => {
  city = await City.open()
  expect((await city.post('/v1/requests', 'dispatcher', RECEIVED)).status).toBe(201)
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-backup-'))
})
afterAll(async () => {
  await city.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('a backup', () => {
  it('is taken while the service writes, and holds one state of the ledger', async () => {
    let writing = true
    const before = (await city.service.ledger.head()).seq
    const writer = (async () => {
      let acknowledged = 0
      while (writing) {
        expect((await city.post('/v1/requests', 'dispatcher', RECEIVED)).status).toBe(201)
        acknowledged++
      }
      return acknowledged
    })()
    expect(await run(backup, city.folder)).toBe(0)
    writing = false
    expect(await writer).toBeGreaterThan(0)
    const { seq, hash } = JSON.parse(readFileSync(`${file()}.json`, 'utf8'))
    expect(seq).toBeGreaterThanOrEqual(before)
    const { ledger } = city.service.ledger.store.tables
    const entry = (await city.service.ledger.read(db => db.select().from(ledger))).find(row => row.seq === seq)
    expect(entry?.hash).toBe(hash)
  })

  it('is not written over another one', async () => {
    await expect(run(backup, city.folder)).rejects.toThrow(/is there already/)
  })

  it('is restored into an empty place only', async () => {
    await expect(run(restore, city.folder)).rejects.toThrow(/is there already/)
  })

  it('continues as a service of its own, with the same keys', async () => {
    expect(await run(restore, restored())).toBe(0)
    const store = await openStore({ dataDir: restored() })
    const config = { port: 0, host: '127.0.0.1', checkResponses: true, log: 'silent' as const }
    const service = await openService({ store, config, clock: { now: () => city.clock.ms } })
    await service.listen()
    const { port } = service.server.address() as { port: number }
    const answer = await fetch(`http://127.0.0.1:${port}/v1/requests`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${city.keys.dispatcher}` },
      body: JSON.stringify(RECEIVED),
    })
    expect(answer.status).toBe(201)
    const { seq } = JSON.parse(readFileSync(`${file()}.json`, 'utf8'))
    expect((await service.ledger.head()).seq).toBe(seq + 1)
    await service.close()
  })

  it('that was changed by a single byte of an entry is refused, and nothing is left behind', async () => {
    const bytes = readFileSync(file())
    const place = bytes.lastIndexOf('"channel":"phone"')
    bytes.write('"channel":"phonf"', place)
    writeFileSync(file(), bytes)
    const elsewhere = join(folder, 'elsewhere')
    expect(await run(restore, elsewhere)).toBe(1)
    expect(said).toContain('its content does not give its hash')
    expect(said).toContain('NOT RESTORED')
    expect(existsSync(join(elsewhere, 'xinqiao.sqlite'))).toBe(false)
  })

  it.each(['with its manifest', 'without one'])('that lost all its bytes is refused %s', async manifest => {
    writeFileSync(file(), '')
    if (manifest === 'without one') rmSync(`${file()}.json`)
    said = ''
    const elsewhere = join(folder, 'elsewhere')
    expect(await run(restore, elsewhere)).toBe(1)
    expect(said).toContain('NOT RESTORED')
    expect(existsSync(join(elsewhere, 'xinqiao.sqlite'))).toBe(false)
  })
})
