import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { readConfig } from '../config.ts'
import { type LedgerEnd, proveLedger } from '../ledger/copy.ts'
import { openStore } from '../store/open.ts'
import { SQLITE_FILE, syncFile } from '../store/sqlite-copy.ts'
import type { Store } from '../store/store.ts'
import { replayInto } from './backup.ts'
import { progress } from './progress.ts'

/** Brings a backup into an empty database, SQLite or PostgreSQL, after its ledger was verified against the manifest beside it. */
export async function restore([file]: string[]): Promise<number> {
  if (!file) throw new Error('usage: npm run restore -- FILE')
  const { databaseUrl, dataDir } = readConfig(process.env)
  const place = join(resolve(dataDir), SQLITE_FILE)
  if (!databaseUrl && existsSync(place))
    throw new Error(`${place} is there already: 只能恢复到空库 restore needs an empty place`)
  mkdirSync(dirname(place), { recursive: true })
  const making = mkdtempSync(join(dirname(place), '.restore-'))
  try {
    copyFileSync(file, join(making, SQLITE_FILE))
    const store = await openStore({ dataDir: making })
    const end = await proven(store, manifestOf(file)).finally(() => (databaseUrl ? undefined : store.close()))
    if (databaseUrl) await intoPostgres(store, databaseUrl, end)
    else {
      renameSync(join(making, SQLITE_FILE), place)
      syncFile(place)
    }
    console.log(`已恢复 restored  ${end.seq} 条 entries, 已核验 verified\n链首 head         ${end.hash}`)
    return 0
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
}

/** Where the ledger of the backup ended when it was made; null without a manifest: then the chain alone must hold. */
function manifestOf(file: string): LedgerEnd | null {
  const path = `${file}.json`
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}

async function proven(store: Store, expected: LedgerEnd | null): Promise<LedgerEnd> {
  const bar = progress('核验 verify', '条 entries')
  const end = await proveLedger(store, expected, bar.at)
  bar.end()
  return end
}

async function intoPostgres(source: Store, databaseUrl: string, end: LedgerEnd): Promise<void> {
  const target = await openStore({ databaseUrl })
  try {
    const [head] = await target.read(db => db.select().from(target.tables.ledgerHead))
    if (head && head.seq > 0) throw new Error('该数据库不是空的 this database is not empty: restore needs an empty one')
    const bar = progress('恢复 restore', '条 entries')
    await replayInto(source, target, bar.at)
    bar.end()
    await proven(target, end)
  } finally {
    await Promise.all([source.close(), target.close()])
  }
}
