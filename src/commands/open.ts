import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Config } from '../config.ts'
import { refuseUnfinished } from '../store/making.ts'
import { openSnapshot, openStore } from '../store/open.ts'
import { tightenFolder } from '../store/own-files.ts'
import { EmptyDatabase } from '../store/snapshot-rows.ts'
import { SQLITE_FILE } from '../store/sqlite-copy.ts'
import type { Snapshot, Store } from '../store/store.ts'
import { FIRST_KEYS_FILE } from './first-keys.ts'

/** Files and folders that the service and its commands make in the data folder. */
const OURS = [SQLITE_FILE, FIRST_KEYS_FILE, 'making-', 'recovering', 'dropped-entries-', '.restore-', '.backup-']

/** The database that the settings name; refused while it is half-made. */
export async function openConfiguredStore(config: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<Store> {
  const store = await openAnyStore(config)
  try {
    await refuseUnfinished(store)
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}

async function openAnyStore({ databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<Store> {
  if (databaseUrl) return openStore({ databaseUrl })
  if (existsSync(dataDir) && !tightenFolder(dataDir, name => OURS.some(ours => name.startsWith(ours))))
    console.error(`其他用户可读取该目录，请收紧权限 others may look into this folder: chmod 700 ${resolve(dataDir)}`)
  return openStore({ dataDir })
}

/**
 * The database of a city that exists. A command that reads or changes a city makes none: an empty place is refused by its name.
 * Only `serve` makes a city, and `restore` brings one.
 */
export async function openCity(config: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<Store> {
  const place = placeOf(config)
  const store = await openConfiguredStore(config)
  if ((await store.headSeq()) > 0) return store
  await store.close()
  throw noCity(place)
}

/** One state of it, for reading alone: a service may write meanwhile, and no table is brought up to date. */
export async function openCitySnapshot(config: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<Snapshot> {
  const place = placeOf(config)
  const { databaseUrl, dataDir } = config
  const snapshot = await openSnapshot(databaseUrl ? { databaseUrl } : { dataDir }).catch((error: unknown) => {
    throw error instanceof EmptyDatabase ? noCity(place) : error
  })
  try {
    await refuseUnfinished(snapshot)
    const [head] = await snapshot.read(db =>
      db.select({ seq: snapshot.tables.ledgerHead.seq }).from(snapshot.tables.ledgerHead),
    )
    if (head?.seq === 0) throw noCity(place)
    return snapshot
  } catch (error) {
    await snapshot.close()
    throw error
  }
}

function placeOf({ databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>): string {
  if (databaseUrl) return withoutPassword(databaseUrl)
  const place = join(resolve(dataDir), SQLITE_FILE)
  if (!existsSync(place)) throw noCity(place)
  return place
}

const noCity = (place: string) =>
  new Error(
    `没有城市数据：${place}。请先运行 npm start 建立城市，或以 XINQIAO_DATA、DATABASE_URL 指明其所在 ` +
      `no city in ${place}: make one with npm start first, or name its place with XINQIAO_DATA or DATABASE_URL`,
  )

function withoutPassword(databaseUrl: string): string {
  const url = new URL(databaseUrl)
  return `${url.protocol}//${url.host}${url.pathname}`
}

/** Resolves at the first SIGINT or SIGTERM. */
export function stopSignal(): Promise<void> {
  return new Promise(resolve => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}
