import type { Store, StoreOptions } from './store.ts'

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
