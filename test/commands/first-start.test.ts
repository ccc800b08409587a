import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureCity } from '../../src/commands/first-start.ts'
import { readConfig } from '../../src/config.ts'
import { impactRowsOf } from '../../src/ratings/versions/rows-impact.ts'
import { openStore } from '../../src/store/open.ts'
import { SQLITE_FILE } from '../../src/store/sqlite-copy.ts'
import type { Store } from '../../src/store/store.ts'
import { moveToFreePlace } from '../../src/store/work-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'xinqiao-first-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The smallest demo city of the same shape, made as a first start makes it: in a folder beside, then moved into place. */
describe('the first start of the demo city', () => {
  const dataDir = join(folder, 'data')
  let store: Store
  beforeAll(async () => {
    const config = readConfig({ XINQIAO_DATA: dataDir, XINQIAO_DEMO_FIRMS: '500' })
    expect(await ensureCity(config, { confirmed: false })).toBe(true)
    expect(await ensureCity(config, { confirmed: false })).toBe(false)
    store = await openStore({ dataDir })
  })
  afterAll(() => store.close())

  it('leaves the whole city in its place, and nothing beside it', async () => {
    expect(await store.headSeq()).toBeGreaterThan(15_000)
    expect(readdirSync(dataDir).filter(name => !name.startsWith(SQLITE_FILE))).toEqual([])
  })

  it('ends with the impact run of 1.1 on file, over everything that was recorded', async () => {
    const [run] = await store.read(db => impactRowsOf(db, store.tables, '1.1.0', ['finished']))
    expect(run).toMatchObject({ base: '1.0.0', seq: await store.headSeq() })
  })
})

describe('a database that is moved into place', () => {
  it('is refused while a part of it is in the log of an open connection', () => {
    const file = join(folder, 'open.sqlite')
    const db = new Database(file)
    db.pragma('journal_mode = WAL')
    db.exec('create table t (a)')
    expect(() => moveToFreePlace(file, join(folder, 'moved.sqlite'))).toThrow('still in use')
    db.close()
    moveToFreePlace(file, join(folder, 'moved.sqlite'))
    expect(readdirSync(folder)).toContain('moved.sqlite')
  })
})
