import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../src/store/open.ts'
import { SQLITE_FILE } from '../../src/store/sqlite-copy.ts'
import type { Store } from '../../src/store/store.ts'
import { emptyFolder, found, foundedFile, foundedFolder } from '../support/founded.ts'

export interface TestDatabase {
  name: string
  /** A fresh, empty database. */
  open(): Promise<Store>
  /** A fresh database with the reference data of the demo city, founded at FOUNDED. */
  openFounded(): Promise<Store>
}

async function openSqlite(file?: Uint8Array): Promise<Store> {
  const dataDir = mkdtempSync(join(tmpdir(), 'xinqiao-test-'))
  if (file) writeFileSync(join(dataDir, SQLITE_FILE), file)
  const store = await openStore({ dataDir })
  return {
    ...store,
    async close() {
      await store.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Of the PostgreSQL server that `npm run test:postgres` starts. */
export const databaseUrl = process.env.XINQIAO_TEST_DATABASE_URL

async function openSchema(): Promise<Store> {
  return openStore({ databaseUrl: databaseUrl!, schema: `t${randomUUID().replaceAll('-', '')}` })
}

const onServer: TestDatabase = {
  name: 'PostgreSQL server',
  open: openSchema,
  openFounded: async () => found(await openSchema()),
}

const embedded: TestDatabase = {
  name: 'SQLite',
  open: () => openSqlite(),
  openFounded: async () => openSqlite(await foundedFile()),
}
/** In the place of a server: it costs 0.5 s of CPU time a database. */
const inProcess: TestDatabase = {
  name: 'PostgreSQL in process',
  open: async () => openStore({ pglite: await emptyFolder() }),
  openFounded: async () => openStore({ pglite: await foundedFolder() }),
}

/** What the store itself is tried on. */
export const everyDatabase: TestDatabase[] = databaseUrl ? [onServer] : [embedded, inProcess]

/**
 * The databases that a suite runs on. `npm run test:postgres` names a server and then runs on that alone: the same cases have run on
 * SQLite in `npm test`, and in .ci/run, where the server follows, on SQLite only.
 */
export const databases: TestDatabase[] =
  databaseUrl || !process.env.XINQIAO_TEST_SERVER_FOLLOWS ? everyDatabase : [embedded]

/** A founded schema of the PostgreSQL server; undefined where there is none. */
export const foundedSchema = async (): Promise<Store | undefined> =>
  databaseUrl ? found(await openSchema()) : undefined
