import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backup } from '../../src/commands/backup.ts'
import {
  type Check,
  checkDatabase,
  checkLedger,
  checkRows,
  checkSecrets,
  isSound,
  runChecks,
} from '../../src/commands/prove.ts'
import { rebuild } from '../../src/commands/rebuild.ts'
import { restore } from '../../src/commands/restore.ts'
import { verify } from '../../src/commands/verify.ts'
import { openSnapshot, openStore } from '../../src/store/open.ts'
import { SQLITE_FILE } from '../../src/store/sqlite-copy.ts'
import { AREA, City, SERVICE } from '../support/city.ts'
import { runCommand } from '../support/command.ts'
import { foundedFile } from '../support/founded.ts'

/** A city with a little of everything, in one SQLite file; each test has a copy to damage. */
const folder = mkdtempSync(join(tmpdir(), 'xinqiao-verify-'))
/** Rows that nothing else depends on, and that are gone within two days. */
const UNKEPT = new Set(['idempotency', 'kept_texts', 'key_use', 'impact_runs'])
let sound: Buffer
let copies = 0
afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeAll(async () => {
  const dataDir = place(await foundedFile())
  const city = await City.open({ store: await openStore({ dataDir }) })
  for (let i = 0; i < 30; i++) {
    const call = { channel: 'phone', customer: `c-${i}`, service: SERVICE, area: AREA, words: '请尽快' }
    const { body } = await city.post('/v1/requests', 'dispatcher', call)
    // A firm on probation has few at a time.
    if (i > 2) continue
    const sent = await city.post(`/v1/requests/${body.id}/assignments`, 'dispatcher', { provider: city.providers[0] })
    expect(sent.status).toBe(201)
  }
  await city.close()
  sound = readFileSync(join(dataDir, SQLITE_FILE))
})

/** A folder with a database of these bytes. */
function place(bytes: Uint8Array): string {
  const dataDir = join(folder, `copy-${copies++}`)
  mkdirSync(dataDir)
  writeFileSync(join(dataDir, SQLITE_FILE), bytes)
  return dataDir
}

async function expectDamage(dataDir: string, named: RegExp) {
  const { status, output } = await runCommand(verify, dataDir, [])
  expect([status, output]).toEqual([1, expect.stringMatching(named)])
  expect(output).toContain('THE DATA ARE DAMAGED')
}

describe('data that are sound', () => {
  it('are verified, rebuilt to the same, and backed up with what was checked', async () => {
    const dataDir = place(sound)
    const file = join(dataDir, 'backup')
    const verified = await runCommand(verify, dataDir, [])
    expect([verified.status, verified.output]).toEqual([0, expect.stringContaining('everything is sound')])
    expect(await runCommand(rebuild, dataDir, [])).toMatchObject({ status: 0 })
    expect(await runCommand(backup, dataDir, [file])).toMatchObject({ status: 0 })
    const manifest = JSON.parse(readFileSync(`${file}.json`, 'utf8'))
    expect(manifest).toMatchObject({ rowsCompared: true, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
  })

  it('may be backed up without the comparison of rows, and the backup says so', async () => {
    const dataDir = place(sound)
    const { status, output } = await runCommand(backup, dataDir, [join(dataDir, 'quick'), '--quick'])
    expect([status, output]).toEqual([0, expect.stringContaining('the rows were not compared')])
    expect(JSON.parse(readFileSync(join(dataDir, 'quick.json'), 'utf8')).rowsCompared).toBe(false)
  })
})

/** The page of a table or index that holds most: the last in the file, so that no root of several is hit. */
function leafOf(name: string): number {
  const db = new Database(join(place(sound), SQLITE_FILE), { readonly: true })
  const page = db
    .prepare("select max(pageno) from dbstat where name = ? and pagetype = 'leaf' and payload > 200")
    .pluck()
    .get(name)
  db.close()
  return page as number
}

/** A copy in which one bit of a page was flipped, in the bytes that the last cells of the page fill. */
function flipped(page: number, fromEnd: number): string {
  const bytes = Buffer.from(sound)
  const pageSize = bytes.readUInt16BE(16)
  bytes[page * pageSize - fromEnd]! ^= 1
  return place(bytes)
}

describe('a database in which nothing was ever made', () => {
  it.each([
    ['verify', verify, []],
    ['rebuild', rebuild, []],
    ['backup', backup, ['never.backup']],
  ])('is no city for %s, which says so', async (_, command, args) => {
    const dataDir = place(Buffer.alloc(0))
    const { status, error } = await runCommand(command, dataDir, args)
    expect([status, error]).toEqual([null, expect.stringContaining(`no city in ${dataDir}`)])
  })
})

describe('one flipped bit', () => {
  // The last bytes of a page are in use; what they hold differs from page to page.
  it.each(['ledger', 'sealed', 'providers', 'standards', 'requests', 'name_grams', 'sqlite_schema'])(
    'in a page of %s is found',
    async table => expectDamage(flipped(leafOf(table), 20), /损坏 DAMAGED/),
  )

  it('in an index is found, although every row is as it was', async () => {
    const dataDir = flipped(leafOf('sqlite_autoindex_requests_1'), 20)
    await expectDamage(dataDir, /database {2}损坏 DAMAGED\n.*requests_1[\s\S]*rows {2}\d+ 行 rows {2}完好/)
  })

  it('anywhere is found, or has changed nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(sound.length - 1), fc.nat(7), async (at, bit) => {
        const bytes = Buffer.from(sound)
        bytes[at]! ^= 1 << bit
        const dataDir = place(bytes)
        const checks = await runChecks(() => judge(dataDir))
        if (isSound(checks)) expect(readings(dataDir)).toEqual(readings(place(sound)))
        rmSync(dataDir, { recursive: true })
      }),
      { numRuns: 60 },
    )
  })
})

/** The checks of `verify`, with the sound city in the place of one that was replayed. */
async function judge(dataDir: string): Promise<Check[]> {
  const snapshot = await openSnapshot({ dataDir })
  const whole = await openSnapshot({ dataDir: place(sound) })
  try {
    const checks = [await checkDatabase(snapshot), await checkSecrets(snapshot), await checkLedger(snapshot)]
    return [...checks, await checkRows(snapshot, whole)]
  } finally {
    await Promise.all([snapshot.close(), whole.close()])
  }
}

/** Every table that is history, and the secrets, as they are read through each of their indexes. */
function readings(dataDir: string): Record<string, unknown[]> {
  const db = new Database(join(dataDir, SQLITE_FILE), { readonly: true })
  const found: Record<string, unknown[]> = {}
  for (const table of db.prepare("select name from sqlite_schema where type = 'table'").pluck().all() as string[]) {
    if (UNKEPT.has(table)) continue
    const indexes = db.prepare('select name from pragma_index_list(?) where not partial').pluck().all(table)
    for (const way of ['not indexed', ...indexes.map(index => `indexed by "${index}"`)]) {
      const rows = db.prepare(`select * from "${table}" ${way}`).raw().all()
      found[`${table} ${way}`] = rows.map(row => JSON.stringify(row)).sort()
    }
  }
  db.close()
  return found
}

/** A copy that a statement has changed. */
function changed(statement: string): string {
  const dataDir = place(sound)
  const db = new Database(join(dataDir, SQLITE_FILE))
  expect(db.prepare(statement).run().changes).toBeGreaterThan(0)
  db.close()
  return dataDir
}

describe('damage that no check of the database can see', () => {
  it.each([
    ['a text that is gone', "update sealed set text = null where field = 'words'", /text of words is gone/],
    ['a text that was changed', "update sealed set text = 'x' where field = 'words'", /not the one that was sealed/],
    ['a row that was changed', "update providers set name = 'x' where name like '%测试%'", /rows[\s\S]*providers/],
    ['a row that is gone', 'delete from open_requests', /rows[\s\S]*open_requests/],
    ['a row too many', "insert into offerings values ('p', '05')", /rows[\s\S]*offerings/],
    ['an entry that was changed', "update ledger set actor = 'x' where seq = 7", /broken at entry 7/],
    ['the last entries, gone', 'delete from ledger where seq > 1700', /the head says/],
    ['a head that is too far', 'update ledger_head set seq = seq + 1000000000000', /the head says/],
    ['a clock of ratings far ahead', 'update rating_clock set evaluated_through = 1000000000', /evaluated through/],
    ['a secret that was changed', "update secrets set value = 'x' where name = 'key-mac'", /secret key-mac is damaged/],
  ])('%s is found', async (_, statement, named) => expectDamage(changed(statement), named))

  it('in thousands is counted, and the first are named', async () => {
    const { output } = await runCommand(verify, changed('update ledger set day = day + 1'), [])
    expect(output.match(/broken at entry/g)).toHaveLength(10)
    expect(output).toMatch(/… 17\d\d more/)
  })
})

describe('a backup of damaged data', () => {
  it.each([
    ['a page of an index', () => flipped(leafOf('sqlite_autoindex_requests_1'), 20)],
    ['a text', () => changed("update sealed set text = null where field = 'words'")],
    ['a row', () => changed("update providers set name = 'x' where name like '%测试%'")],
  ])('is not made, nor called verified, and leaves nothing behind (%s)', async (_, damaged) => {
    const dataDir = damaged()
    const { status, output } = await runCommand(backup, dataDir, [join(dataDir, 'backup')])
    expect([status, output]).toEqual([1, expect.stringContaining('no backup was made')])
    expect(output).not.toContain('已核验 verified')
    expect(readdirSync(dataDir).filter(name => /backup/.test(name))).toEqual([])
  })

  it('may be made from the ledger alone, and is whole', async () => {
    const dataDir = changed("update providers set name = 'x' where name like '%测试%'")
    const file = join(dataDir, 'backup')
    expect(await runCommand(backup, dataDir, [file, '--from-ledger'])).toMatchObject({ status: 0 })
    const restored = join(folder, 'restored')
    expect(await runCommand(restore, restored, [file])).toMatchObject({ status: 0 })
    expect(readings(restored)).toEqual(readings(place(sound)))
  })
})
