import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { systemClock } from '../ledger/clock.ts'
import { trustTime } from '../ledger/trusted-time.ts'
import { openLedger } from '../service.ts'
import { eq } from '../store/drizzle.ts'
import { openStore } from '../store/open.ts'
import { SQLITE_FILE } from '../store/sqlite-copy.ts'
import type { Store } from '../store/store.ts'
import { progress } from './progress.ts'
import { requireTrustedClock } from './trusted-clock.ts'

const LOADING = 'city-loading'

/**
 * Sees to it that the database holds a city. SQLite: the city is made in a folder beside and moved into place when it is complete, so that
 * a start that was interrupted leaves nothing half-made. PostgreSQL: an interrupted load is told apart by its missing end and refused.
 * @param confirmed a person has said that the machine's clock is right
 */
export async function ensureCity(config: Config, confirmed: boolean): Promise<void> {
  if (config.databaseUrl) return ensurePostgresCity(config, config.databaseUrl, confirmed)
  if (existsSync(join(config.dataDir, SQLITE_FILE))) return
  const making = join(config.dataDir, 'making')
  rmSync(making, { recursive: true, force: true })
  const store = await openStore({ dataDir: making, building: true })
  await makeCity(store, config)
  await store.close()
  renameSync(join(making, SQLITE_FILE), join(config.dataDir, SQLITE_FILE))
  rmSync(making, { recursive: true, force: true })
}

async function ensurePostgresCity(config: Config, databaseUrl: string, confirmed: boolean): Promise<void> {
  const store = await openStore({ databaseUrl })
  try {
    const { ledger } = await openLedger(store)
    const { seq } = await ledger.head()
    if (seq === 0) {
      await requireTrustedClock(store, confirmed)
      return await makeCity(store, config)
    }
    if (await isLoading(store))
      throw new Error(
        '首次装载曾被中断，请清空该数据库后重试 the first load was interrupted: empty this database and start again',
      )
  } finally {
    await store.close()
  }
}

/** A mark that stands from the beginning of the load to its end. */
async function isLoading(store: Store): Promise<boolean> {
  const { secrets } = store.tables
  const names = await store.read(db => db.select({ name: secrets.name }).from(secrets))
  return names.some(row => row.name === LOADING)
}

async function makeCity(store: Store, config: Config): Promise<void> {
  await store.write(db => db.insert(store.tables.secrets).values({ name: LOADING, value: '1' }))
  const now = systemClock.now()
  // A later start does without the modules that make a city.
  const { foundCity, loadDemo, setClock } = await import('../demo/load.ts')
  if (config.demo) {
    const clock = setClock(0)
    const bar = progress('演示城市 demo city', '步 steps')
    await loadDemo(await openLedger(store, clock), clock, now, bar.at)
    bar.end()
  } else await foundCity(await openLedger(store))
  // The history of a demo city ends the day before.
  await trustTime(store, now)
  await store.write(db => db.delete(store.tables.secrets).where(eq(store.tables.secrets.name, LOADING)))
}
