import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { copyOperational, type LedgerEnd, proveLedger } from '../ledger/copy.ts'
import { making, refuseUnfinished } from '../store/making.ts'
import { openSnapshot, openStore } from '../store/open.ts'
import { SQLITE_FILE, syncFile } from '../store/sqlite-copy.ts'
import type { Snapshot, Store } from '../store/store.ts'
import { moveToFreePlace, openWorkFolder } from '../store/work-folder.ts'
import { type Manifest, sha256 } from './backup.ts'
import { emptyUnfinished, sayWaiting } from './first-start.ts'
import { progress } from './progress.ts'
import { checkByReplay, checkDatabase, checkLedger, checkRows, checkSecrets, endOf, inLines, isSound } from './prove.ts'
import { replayInto } from './replay.ts'

const USAGE = 'usage: npm run restore -- FILE [--again]'
const OPTIONS = { again: { type: 'boolean', default: false } } as const

/**
 * Brings a backup into an empty database, SQLite or PostgreSQL, after it was verified against the manifest beside it. `--again`: into a
 * PostgreSQL in which an earlier restore was interrupted. A file that is damaged is not restored: 1.
 */
export async function restore(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [file] = positionals
  if (!file) throw new Error(USAGE)
  const { databaseUrl, dataDir } = readConfig(process.env)
  const place = join(resolve(dataDir), SQLITE_FILE)
  if (!databaseUrl && existsSync(place))
    throw new Error(`${place} is there already: 只能恢复到空库 restore needs an empty place`)
  if (!existsSync(file)) throw new Error(`没有备份文件 there is no file ${file}`)
  const work = openWorkFolder(dirname(place), '.restore-')
  try {
    const end = await takeUp(file, work.path)
    if (!end) return 1
    if (databaseUrl) await intoPostgres(work.path, databaseUrl, { file: resolve(file), again: values.again })
    else {
      moveToFreePlace(join(work.path, SQLITE_FILE), place)
      syncFile(place)
    }
    console.log(`已恢复 restored  ${end.seq} 条 entries, 已核验 verified\n链首 head         ${end.hash}`)
    return 0
  } finally {
    work.remove()
  }
}

/** Copies a backup into a folder and verifies it. @returns where its ledger ends; null for a damaged one */
async function takeUp(file: string, folder: string): Promise<LedgerEnd | null> {
  const copy = join(folder, SQLITE_FILE)
  copyFileSync(file, copy)
  const manifest = manifestOf(file)
  const isUnchanged = manifest?.sha256 !== undefined && manifest.sha256 === (await sha256(copy))
  // A backup of an earlier version gets the tables of this one.
  await openStore({ dataDir: folder }).then(store => store.close())
  const snapshot = await openSnapshot({ dataDir: folder })
  try {
    const checks = [await checkDatabase(snapshot), await checkSecrets(snapshot), await checkLedger(snapshot)]
    if (!(isUnchanged && manifest.rowsCompared)) checks.push(await checkByReplay(snapshot))
    console.log(inLines(checks))
    const end = await endOf(snapshot)
    // A file of no bytes is a sound database for SQLite.
    if (end.seq === 0) return notRestored('文件中没有台账 NOT RESTORED: the file holds no ledger')
    if (isSound(checks) && !isOther(manifest, end, isUnchanged)) return end
    return notRestored('备份文件已损坏 NOT RESTORED: the backup is damaged')
  } finally {
    await snapshot.close()
  }
}

function notRestored(why: string): null {
  console.log(`未恢复：${why}`)
  return null
}

/** True if a manifest is that of another file, or of an earlier state of this one. */
function isOther(manifest: Manifest | null, end: LedgerEnd, isUnchanged: boolean): boolean {
  if (!manifest) return false
  const { seq, hash } = manifest
  if (seq !== end.seq || hash !== end.hash)
    console.log(`台账应止于 the ledger ought to end at ${seq} ${hash}, 实际止于 it ends at ${end.seq} ${end.hash}`)
  else if (manifest.sha256 !== undefined && !isUnchanged)
    console.log('文件与备份时不同 the file is not the one that was verified when the backup was made')
  else return false
  return true
}

/** Null without a manifest: then the file is verified by itself. */
function manifestOf(file: string): Manifest | null {
  const path = `${file}.json`
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}

async function intoPostgres(
  folder: string,
  databaseUrl: string,
  { file, again }: { file: string; again: boolean },
): Promise<void> {
  const { whileMaking } = await import('../store/postgres-making.ts')
  const work = async (empty: () => Promise<void>) => {
    if (again) await emptyUnfinished(databaseUrl, empty)
    const source = await openSnapshot({ dataDir: folder })
    const target = await openStore({ databaseUrl })
    try {
      await refuseUnfinished(target)
      if ((await target.headSeq()) > 0)
        throw new Error('该数据库不是空的 this database is not empty: restore needs an empty one')
      await making(target, { kind: 'restore', file }, () => fill(source, target))
    } finally {
      await Promise.all([source.close(), target.close()])
    }
  }
  await whileMaking(databaseUrl, work, sayWaiting)
}

async function fill(source: Snapshot, target: Store): Promise<void> {
  const bar = progress('恢复 restore', '条 entries')
  await replayInto(source, target, bar.at)
  bar.end()
  await copyOperational(source, target)
  await proveLedger(target, await endOf(source))
  const restored = await target.snapshot()
  const rows = await checkRows(source, restored).finally(() => restored.close())
  if (!isSound([rows])) throw new Error(inLines([rows]))
}
