import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { hasCityFile } from '../city/folder.ts'
import type { Config } from '../config.ts'
import { systemClock } from '../ledger/clock.ts'
import { newId } from '../ledger/new-id.ts'
import { trustTime } from '../ledger/trusted-time.ts'
import type { Methodology } from '../ratings/rules/methodology.ts'
import { openLedger } from '../service.ts'
import { making, refuseUnfinished, unfinished } from '../store/making.ts'
import { openStore } from '../store/open.ts'
import { SQLITE_FILE } from '../store/sqlite-copy.ts'
import type { Store } from '../store/store.ts'
import { moveToFreePlace, openWorkFolder } from '../store/work-folder.ts'
import { progress } from './progress.ts'
import { requireTrustedClock } from './trusted-clock.ts'

interface Founding {
  /** Empties a PostgreSQL database whose making was interrupted. */
  again?: boolean
  /** A person has said that the machine's clock is right. */
  confirmed: boolean
}

/**
 * Sees to it that the database holds a city. SQLite: the city is made in a folder beside and moved into place when it is complete, so
 * that a start that was interrupted leaves nothing half-made. PostgreSQL: a database whose making was interrupted is refused, or with
 * `again` emptied first.
 * @returns whether the city was made now
 */
export async function ensureCity(config: Config, founding: Founding): Promise<boolean> {
  if (config.databaseUrl) return ensurePostgresCity(config, config.databaseUrl, founding)
  if (existsSync(join(config.dataDir, SQLITE_FILE))) return false
  const work = openWorkFolder(config.dataDir, 'making-')
  try {
    const store = await openStore({ dataDir: work.path, building: true })
    await makeCity(store, config).finally(() => store.close())
    moveToFreePlace(join(work.path, SQLITE_FILE), join(config.dataDir, SQLITE_FILE))
    return true
  } finally {
    work.remove()
  }
}

async function ensurePostgresCity(
  config: Config,
  databaseUrl: string,
  { again = false, confirmed }: Founding,
): Promise<boolean> {
  // A later start opens the database alone; whatever it does not find whole it looks at again under the lock.
  if (!again && (await isWhole(databaseUrl))) return false
  const { whileMaking } = await import('../store/postgres-making.ts')
  return whileMaking(
    databaseUrl,
    async empty => {
      if (again) await emptyUnfinished(databaseUrl, empty)
      const store = await openStore({ databaseUrl })
      try {
        await refuseUnfinished(store)
        if ((await store.headSeq()) > 0) return false
        await requireTrustedClock(store, confirmed)
        await makeCity(store, config)
        return true
      } finally {
        await store.close()
      }
    },
    sayWaiting,
  )
}

async function isWhole(databaseUrl: string): Promise<boolean> {
  const store = await openStore({ databaseUrl })
  try {
    return (await store.headSeq()) > 0 && (await unfinished(store)) === null
  } finally {
    await store.close()
  }
}

/** Empties a PostgreSQL database that is half-made; leaves every other one as it is. */
export async function emptyUnfinished(databaseUrl: string, empty: () => Promise<void>): Promise<void> {
  const store = await openStore({ databaseUrl })
  const begun = await unfinished(store).finally(() => store.close())
  if (begun) await empty()
}

/** Message of the second of two processes that make one database. */
export const sayWaiting = () =>
  console.error('另一进程正在建库，等待其完成 another process is making this database: waiting')

async function makeCity(store: Store, config: Config): Promise<void> {
  await making(store, { kind: 'foundation' }, async () => {
    const now = systemClock.now()
    await foundAnyCity(store, config, now)
    // The history of a demo city ends the day before.
    await trustTime(store, now)
  })
}

async function foundAnyCity(store: Store, config: Config, now: number): Promise<void> {
  // A later start does without the modules that make a city.
  if (!config.demo || !hasCityFile('demo')) {
    const { foundCity } = await import('../founding/found-city.ts')
    const opened = await openLedger(store, systemClock, newId, await newestMethodology())
    return foundCity(opened, { invented: false })
  }
  const { loadDemo, setClock } = await import('../demo/load.ts')
  const { demoOf } = await import('../demo/settings.ts')
  const clock = setClock(0)
  const bar = progress('演示城市 demo city', '步 steps')
  const size = config.demoFirms === undefined ? {} : demoOf(config.demoFirms)
  await loadDemo(await openLedger(store, clock), clock, now, bar.at, size)
  bar.end()
}

async function newestMethodology(): Promise<Methodology> {
  const { NEWEST_VERSION } = await import('../ratings/rules/check-parameters.ts')
  const { loadMethodology } = await import('../ratings/rules/methodology.ts')
  return loadMethodology(NEWEST_VERSION)
}
