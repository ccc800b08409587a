import { createHash } from 'node:crypto'
import { createReadStream, existsSync, renameSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../config.ts'
import { systemClock } from '../ledger/clock.ts'
import { copyOperational, type LedgerEnd } from '../ledger/copy.ts'
import { openLedger } from '../service.ts'
import { openSnapshot, openStore } from '../store/open.ts'
import { tightenFile, writeOwnFile } from '../store/own-files.ts'
import { copySqlite, SQLITE_FILE, syncFile } from '../store/sqlite-copy.ts'
import type { Snapshot } from '../store/store.ts'
import { openWorkFolder } from '../store/work-folder.ts'
import { datedFile, keptCount, removeOldest } from './kept-backups.ts'
import { openCitySnapshot } from './open.ts'
import { progress } from './progress.ts'
import {
  type Check,
  checkByReplay,
  checkDatabase,
  checkLedger,
  checkRows,
  checkSecrets,
  inLines,
  isSound,
  runChecks,
} from './prove.ts'
import { replayInto } from './replay.ts'
import { reportUnreadable } from './report-unreadable.ts'

const USAGE = 'usage: npm run backup -- FILE | --keep N FOLDER [--from-ledger] [--quick]'
const OPTIONS = {
  'from-ledger': { type: 'boolean', default: false },
  quick: { type: 'boolean', default: false },
  keep: { type: 'string' },
} as const

/** Written beside a backup as FILE.json. */
export interface Manifest extends LedgerEnd {
  madeAt: string
  bytes: number
  /** Providers and others on record that cannot be read: they come along, shut off. */
  unreadable: number
  /** Of the file, hex. Manifests of earlier versions have none. */
  sha256?: string
  /** True if every row was compared with a replay of the ledger. */
  rowsCompared?: boolean
}

interface Making {
  config: Config
  /** Where the backup is made, under the name SQLITE_FILE. */
  folder: string
  /** True if rows are compared. */
  compare: boolean
}

/**
 * Copies the database into one file and verifies the copy; the service may run meanwhile. A backup is always an embedded database:
 * SQLite is copied page by page, PostgreSQL is replayed from its ledger, and so is SQLite with `--from-ledger`, which leaves behind
 * whatever is damaged outside of the ledger. `--quick` does without the comparison of rows. Damaged data are no backup: 1. `--keep N` makes
 * a dated file in a folder and, once it is made, removes the oldest beyond N.
 */
export async function backup(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [place] = positionals
  if (!place) throw new Error(USAGE)
  const keep = values.keep === undefined ? null : keptCount(values.keep)
  const file = keep === null ? place : datedFile(place, systemClock.now())
  const target = resolve(file)
  if (existsSync(target)) throw new Error(`${file} is there already: 请另取文件名 choose another name`)
  const config = readConfig(process.env)
  const work = openWorkFolder(dirname(target), '.backup-')
  const started = performance.now()
  try {
    const making = { config, folder: work.path, compare: !values.quick }
    const way = values['from-ledger'] ? replayed : config.databaseUrl ? replica : copied
    const checks = await runChecks(() => way(making))
    console.log(inLines(checks))
    if (!isSound(checks)) {
      console.log('数据已损坏，未生成备份 THE DATA ARE DAMAGED, no backup was made: docs/operating.md')
      return 1
    }
    const made = join(work.path, SQLITE_FILE)
    const manifest = await manifestOf(work.path, made, making.compare)
    writeOwnFile(`${target}.json`, `${JSON.stringify(manifest)}\n`)
    renameSync(made, target)
    syncFile(target)
    report(target, manifest, performance.now() - started)
    if (keep !== null) reportRemoved(removeOldest(place, keep))
    return 0
  } finally {
    work.remove()
  }
}

/** Page by page. */
async function copied({ config, folder, compare }: Making): Promise<Check[]> {
  // Refuses a place without a city.
  await openCitySnapshot(config).then(snapshot => snapshot.close())
  if (!existsSync(join(config.dataDir, SQLITE_FILE)))
    throw new Error(`没有数据库 there is no database in ${config.dataDir}`)
  const bar = progress('备份 backup', '页 pages')
  await copySqlite(config.dataDir, join(folder, SQLITE_FILE), bar.at)
  bar.end()
  const copy = await openSnapshot({ dataDir: folder })
  try {
    return [
      await checkDatabase(copy),
      await checkSecrets(copy),
      await checkLedger(copy),
      ...(compare ? [await checkByReplay(copy)] : []),
    ]
  } finally {
    await copy.close()
  }
}

/** By the ledger; the rows of the source are compared with those that it gives. */
async function replica({ config, folder, compare }: Making): Promise<Check[]> {
  const source = await openCitySnapshot(config)
  try {
    const checks = [await checkDatabase(source), await checkSecrets(source), await checkLedger(source)]
    if (!isSound(checks)) return checks
    await replay(source, folder)
    return compare ? [...checks, await compared(source, folder)] : checks
  } finally {
    await source.close()
  }
}

/** By the ledger alone, whatever has become of the rows. */
async function replayed({ config, folder }: Making): Promise<Check[]> {
  const source = await openCitySnapshot(config)
  try {
    const checks = [await checkSecrets(source), await checkLedger(source)]
    if (isSound(checks)) await replay(source, folder)
    return checks
  } finally {
    await source.close()
  }
}

async function replay(source: Snapshot, folder: string): Promise<void> {
  const bar = progress('备份 backup', '条 entries')
  const target = await openStore({ dataDir: folder, building: true })
  try {
    await replayInto(source, target, bar.at)
    await copyOperational(source, target)
  } finally {
    await target.close()
  }
  bar.end()
}

async function compared(source: Snapshot, folder: string): Promise<Check> {
  const made = await openSnapshot({ dataDir: folder })
  return checkRows(source, made).finally(() => made.close())
}

async function manifestOf(folder: string, made: string, rowsCompared: boolean): Promise<Manifest> {
  const { end, unreadable } = await lookInto(folder)
  // The backup holds the secret under which keys are kept.
  tightenFile(made)
  return {
    ...end,
    unreadable,
    bytes: statSync(made).size,
    madeAt: new Date().toISOString(),
    sha256: await sha256(made),
    rowsCompared,
  }
}

/** Everything that a service over the copy would have to read. */
async function lookInto(folder: string): Promise<{ end: LedgerEnd; unreadable: number }> {
  const store = await openStore({ dataDir: folder, building: true })
  try {
    const opened = await openLedger(store)
    const { seq, hash } = await opened.ledger.head()
    return { end: { seq, hash }, unreadable: await reportUnreadable(opened) }
  } finally {
    await store.close()
  }
}

/** Of a file, hex. */
export async function sha256(file: string): Promise<string> {
  const digest = createHash('sha256')
  for await (const chunk of createReadStream(file)) digest.update(chunk as Buffer)
  return digest.digest('hex')
}

function reportRemoved(files: readonly string[]): void {
  for (const file of files) console.log(`已删除旧备份 removed an old backup  ${file}`)
}

function report(file: string, { seq, hash, bytes, rowsCompared }: Manifest, ms: number): void {
  const verified = rowsCompared
    ? '已核验 verified'
    : '台账已核验，表行未比对 the ledger is verified, the rows were not compared'
  console.log(`备份 backup   ${file}  ${(bytes / 1_048_576).toFixed(1)} MiB  ${(ms / 1000).toFixed(1)} s`)
  console.log(`台账 ledger   ${seq} 条 entries, ${verified}\n链首 head     ${hash}`)
}
