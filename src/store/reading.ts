import { join } from 'node:path'
import Database from 'better-sqlite3'
import { bound } from './bounds.ts'
import { sqliteDriver } from './drizzle.ts'
import { openPostgresReading } from './postgres.ts'
import { SQLITE_FILE } from './sqlite-copy.ts'
import { type Db, HEAD_SEQ, type Reading, type Store, type StoreOptions } from './store.ts'
import { sqliteTables } from './tables.ts'

const { drizzle } = sqliteDriver()

const CACHE_KIB = bound('sqlite-cache-kib', 16_384)

/** Opens a database that another thread or process writes, for reading alone: nothing is migrated, nobody waits for it. */
export async function openReading({ databaseUrl, schema, dataDir }: StoreOptions): Promise<Reading> {
  if (databaseUrl) return openPostgresReading(databaseUrl, schema)
  if (!dataDir) throw new Error('openReading: neither databaseUrl nor dataDir')
  const connection = new Database(join(dataDir, SQLITE_FILE), { readonly: true })
  connection.pragma(`cache_size = -${CACHE_KIB}`)
  const db = drizzle({ client: connection }) as unknown as Db
  const headSeq = connection.prepare(HEAD_SEQ).pluck()
  return {
    dialect: 'sqlite',
    tables: sqliteTables,
    read: work => work(db),
    headSeq: () => headSeq.get() as number,
    async close() {
      connection.close()
    },
  }
}

/** As a store, whose writes are refused: what only reads asks for the whole of one. */
export function readOnly(reading: Reading): Store {
  return {
    ...reading,
    write: () => Promise.reject(new Error('this connection only reads')),
    snapshot: () => Promise.reject(new Error('this connection is shared: it has no state of its own')),
    hook() {},
    walBytes: () => 0,
    emptyLog: () => true,
  }
}
