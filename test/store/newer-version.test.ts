import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open.ts'

const FUTURE = '9999-of-a-later-version.sql'
const REFUSAL = /9999-of-a-later-version\.sql.*本版本不能使用.*newer version.*Nothing was changed/

describe('a database that a newer version has written', () => {
  it.each(['sqlite', 'postgres'] as const)('is refused before a statement is run (%s)', async dialect => {
    const ran: string[] = []
    const connection = { dialect, run: async (text: string) => void ran.push(text), done: async () => [FUTURE] }
    await expect(migrate(connection)).rejects.toThrow(REFUSAL)
    expect(ran).toEqual([expect.stringContaining('create table if not exists schema_migrations')])
  })

  it('is refused when it is opened, and opens again in that version', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'xinqiao-newer-'))
    await (await openStore({ dataDir: folder })).close()
    const database = new Database(join(folder, 'xinqiao.sqlite'))
    database.prepare('insert into schema_migrations (name) values (?)').run(FUTURE)
    await expect(openStore({ dataDir: folder })).rejects.toThrow(REFUSAL)
    database.prepare('delete from schema_migrations where name = ?').run(FUTURE)
    database.close()
    await (await openStore({ dataDir: folder })).close()
    rmSync(folder, { recursive: true })
  })
})
