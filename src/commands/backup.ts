import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type Config, readConfig } from '../config.ts'
import { copyOperational, type LedgerEnd, proveLedger } from '../ledger/copy.ts'
import { rebuild } from '../ledger/rebuild.ts'
import { evaluatedThroughRow } from '../ratings/live/rows.ts'
import { openLedger } from '../service.ts'
import { openStore } from '../store/open.ts'
import { copySqlite, SQLITE_FILE, syncFile } from '../store/sqlite-copy.ts'
import type { Store } from '../store/store.ts'
import { progress } from './progress.ts'
import { reportUnreadable } from './report-unreadable.ts'

/** The backup holds the secret under which keys are kept: nobody else may read it. */
const OWNER_ONLY = 0o600

/** Written beside a backup as FILE.json. */
export interface Manifest extends LedgerEnd {
  madeAt: string
  bytes: number
  /** Providers and others on record that cannot be read: they come along, shut off. */
  unreadable: number
}

/**
 * Copies the database into one file and proves the copy by its ledger; the service may run meanwhile. A backup is always an embedded
 * database: SQLite is copied page by page, PostgreSQL is replayed from its ledger.
 */
export async function backup([file]: string[]): Promise<number> {
  if (!file) throw new Error('usage: npm run backup -- FILE')
  const target = resolve(file)
  if (existsSync(target)) throw new Error(`${file} is there already: 请另取文件名 choose another name`)
  const config = readConfig(process.env)
  mkdirSync(dirname(target), { recursive: true })
  const making = mkdtempSync(join(dirname(target), '.backup-'))
  const started = performance.now()
  try {
    await copyInto(making, config)
    const end = await prove(making)
    const made = join(making, SQLITE_FILE)
    chmodSync(made, OWNER_ONLY)
    const { size: bytes } = statSync(made)
    const manifest: Manifest = { ...end, bytes, madeAt: new Date().toISOString() }
    writeFileSync(`${target}.json`, `${JSON.stringify(manifest)}\n`, { mode: OWNER_ONLY })
    renameSync(made, target)
    syncFile(target)
    report(target, manifest, performance.now() - started)
    return 0
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
}

async function copyInto(making: string, config: Config): Promise<void> {
  const bar = progress('备份 backup', config.databaseUrl ? '条 entries' : '页 pages')
  if (config.databaseUrl) {
    const source = await openStore({ databaseUrl: config.databaseUrl })
    const target = await openStore({ dataDir: making, building: true })
    await replayInto(source, target, bar.at).finally(() => Promise.all([source.close(), target.close()]))
  } else {
    if (!existsSync(join(config.dataDir, SQLITE_FILE))) throw new Error(`no database in ${config.dataDir}`)
    await copySqlite(config.dataDir, join(making, SQLITE_FILE), bar.at)
  }
  bar.end()
}

/** Brings everything of one store into another, empty one, by the ledger: how a backup crosses from one kind of database to the other. */
export async function replayInto(
  source: Store,
  target: Store,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const [from, to] = [await openLedger(source), await openLedger(target)]
  await rebuild(from.ledger, to.ledger, onProgress)
  const through = await source.read(db => evaluatedThroughRow(db, source.tables))
  if (through >= 0) await to.ledger.settle(through)
  await copyOperational(source, target)
}

/** The copy holds the whole ledger, and everything that a service over it would have to read. */
async function prove(folder: string): Promise<LedgerEnd & Pick<Manifest, 'unreadable'>> {
  const store = await openStore({ dataDir: folder })
  const bar = progress('核验 verify', '条 entries')
  try {
    const end = await proveLedger(store, null, bar.at).finally(bar.end)
    return { ...end, unreadable: await reportUnreadable(await openLedger(store)) }
  } finally {
    await store.close()
  }
}

function report(file: string, { seq, hash, bytes }: Manifest, ms: number): void {
  console.log(`备份 backup   ${file}  ${(bytes / 1_048_576).toFixed(1)} MiB  ${(ms / 1000).toFixed(1)} s`)
  console.log(`台账 ledger   ${seq} 条 entries, 已核验 verified\n链首 head     ${hash}`)
}
