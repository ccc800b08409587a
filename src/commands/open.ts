import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Config } from '../config.ts'
import { tightenFolder } from '../store/own-files.ts'
import { SQLITE_FILE } from '../store/sqlite-copy.ts'
import { openStore, type Store } from '../store/store.ts'
import { FIRST_KEYS_FILE } from './first-keys.ts'

/** Files and folders that the service and its commands make in the data folder. */
const OURS = [SQLITE_FILE, FIRST_KEYS_FILE, 'making']

/** The database that the settings name. */
export function openConfiguredStore({ databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<Store> {
  if (databaseUrl) return openStore({ databaseUrl })
  if (existsSync(dataDir) && !tightenFolder(dataDir, name => OURS.some(ours => name.startsWith(ours))))
    console.error(`其他用户可读取该目录，请收紧权限 others may look into this folder: chmod 700 ${resolve(dataDir)}`)
  return openStore({ dataDir })
}

/** Resolves at the first SIGINT or SIGTERM. */
export function stopSignal(): Promise<void> {
  return new Promise(resolve => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}
