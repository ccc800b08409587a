import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { openStore } from '../../src/store/open.ts'
import { createPglite, pgliteStore } from '../../src/store/pglite.ts'
import { SQLITE_FILE } from '../../src/store/sqlite-copy.ts'
import type { Store } from '../../src/store/store.ts'
import { madeOnce } from './made-once.ts'

/** A Tuesday noon in Ningbo, when the cities of the tests are founded. */
export const FOUNDED = Date.parse('2026-11-24T12:00:00+08:00')
const TABLES = ['migrations', 'src/store']
const REFERENCE = ['migrations', 'src', 'cities', 'data', 'schemas', 'openapi.yaml']

/** Gives an empty database the reference data of the demo city and the methodology. */
export async function found(store: Store, makeId?: () => string): Promise<Store> {
  // Most tests of the store do without the rest of the service.
  const { foundCity } = await import('../../src/founding/found-city.ts')
  const { openLedger } = await import('../../src/service.ts')
  await foundCity(await openLedger(store, { now: () => FOUNDED }, makeId))
  return store
}

/** The SQLite file of a city that was just founded. */
export async function foundedFile(): Promise<Uint8Array> {
  return madeOnce('founded-sqlite', REFERENCE, async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'xinqiao-founded-'))
    try {
      await (await found(await openStore({ dataDir, building: true }))).close()
      return readFileSync(join(dataDir, SQLITE_FILE))
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
  })
}

const once = (make: () => Promise<Buffer<ArrayBuffer>>) => {
  let made: Promise<Blob> | undefined
  return () => {
    made ??= make().then(bytes => new Blob([bytes]))
    return made
  }
}

/** The data folder of a PGlite with empty tables. Starting from it costs 0.5 s of CPU time, making it 2 to 4. */
export const emptyFolder = once(() => madeOnce('empty-pglite', TABLES, async () => dump(await createPglite())))

/** The data folder of a PGlite with a city that was just founded. */
export const foundedFolder = once(() =>
  madeOnce('founded-pglite', REFERENCE, async () => {
    const client = await createPglite(await emptyFolder())
    await found(pgliteStore(client))
    return dump(client)
  }),
)

/**
 * After a checkpoint, so that those who start from the folder have no log to replay. A small buffer: a start clears all of it, and
 * 128 MB take 0.13 s.
 */
async function dump(client: PGlite): Promise<Uint8Array> {
  await client.exec(`alter system set shared_buffers = '16MB'`)
  await client.exec('checkpoint')
  const folder = await client.dumpDataDir('none')
  await client.close()
  return new Uint8Array(await folder.arrayBuffer())
}
