import type { Config } from '../config.ts'
import { openStore, type Store } from '../store/store.ts'

/** The database that the settings name. */
export function openConfiguredStore({ databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<Store> {
  return openStore(databaseUrl ? { databaseUrl } : { dataDir })
}

/** Resolves at the first SIGINT or SIGTERM. */
export function stopSignal(): Promise<void> {
  return new Promise(resolve => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}
