import { join } from 'node:path'
import Database from 'better-sqlite3'
import { sqliteDriver } from './drizzle.ts'
import { openPostgresStore } from './postgres.ts'
import { SQLITE_FILE } from './sqlite-copy.ts'
import type { Db, Store, StoreOptions } from './store.ts'
import { sqliteTables } from './tables.ts'

const { drizzle } = sqliteDriver()

export type Reading = Pick<Store, 'read' | 'tables' | 'close'>

const CACHE_KIB = 16_384

/** Opens a database that another thread or process writes, for reading alone: nothing is migrated, nobody waits for it. */
export async function openReading({ databaseUrl, schema, dataDir }: StoreOptions): Promise<Reading> {
  if (databaseUrl) return openPostgresStore(databaseUrl, schema ? { schema } : {})
  if (!dataDir) throw new Error('openReading: neither databaseUrl nor dataDir')
  const connection = new Database(join(dataDir, SQLITE_FILE), { readonly: true })
  connection.pragma(`cache_size = -${CACHE_KIB}`)
  const db = drizzle({ client: connection }) as unknown as Db
  return {
    tables: sqliteTables,
    read: work => work(db),
    async close() {
      connection.close()
    },
  }
}
