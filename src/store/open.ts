import type { Snapshot, Store, StoreOptions } from './store.ts'

/** Opens the database and brings its tables up to date. */
export async function openStore(options: StoreOptions): Promise<Store> {
  if (options.pglite)
    return (await import('./pglite.ts')).openPgliteStore(options.pglite === true ? undefined : options.pglite)
  if (options.databaseUrl)
    return withDoor(await (await import('./postgres.ts')).openPostgresStore(options.databaseUrl, options), options)
  if (!options.dataDir) throw new Error('openStore: neither databaseUrl nor dataDir')
  return withDoor(await (await import('./sqlite.ts')).openSqliteStore(options.dataDir, options), options)
}

const withDoor = (store: Store, reopen: StoreOptions): Store => ({ ...store, reopen })

/** Opens a database for reading alone: nothing is migrated, nobody waits for it. */
export async function openSnapshot({ databaseUrl, schema, dataDir }: StoreOptions): Promise<Snapshot> {
  if (databaseUrl) return (await import('./postgres-snapshot.ts')).openPostgresSnapshot(databaseUrl, schema)
  if (!dataDir) throw new Error('openSnapshot: neither databaseUrl nor dataDir')
  return (await import('./sqlite-snapshot.ts')).openSqliteSnapshot(dataDir)
}
