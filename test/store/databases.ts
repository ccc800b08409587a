import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store } from '../../src/store/store.ts'
import { pgliteFolder } from './pglite-folder.ts'

export interface TestDatabase {
  name: string
  /** A fresh, empty database. */
  open(): Promise<Store>
}

async function openSqlite(): Promise<Store> {
  const dataDir = mkdtempSync(join(tmpdir(), 'xinqiao-test-'))
  const store = await openStore({ dataDir })
  return {
    ...store,
    async close() {
      await store.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const databaseUrl = process.env.XINQIAO_TEST_DATABASE_URL

/** The databases that a suite runs on: a PostgreSQL server takes the place of the one in process when there is one. */
export const databases: TestDatabase[] = [
  { name: 'SQLite', open: openSqlite },
  databaseUrl
    ? {
        name: 'PostgreSQL server',
        open: () => openStore({ databaseUrl, schema: `t${randomUUID().replaceAll('-', '')}` }),
      }
    : { name: 'PostgreSQL in process', open: async () => openStore({ pglite: await pgliteFolder() }) },
]
