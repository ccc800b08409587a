/** Folders of work under way. One whose process was killed is removed by the next that works in the same place. */
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  unlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { diskInWords } from './sqlite-errors.ts'

/** Locked while the work goes on; the kernel lets go of it when the process ends, however it ends. */
const LOCK = 'in-use'
/** A folder with nothing but its lock may have been made this moment, by a process that is about to take it. */
const FRESH_MS = 600_000

export interface WorkFolder {
  readonly path: string
  /** Removes it with all that is in it. */
  remove(): void
}

/** Makes a folder of that prefix, for the owner only, and removes those that killed processes have left beside it. */
export function openWorkFolder(parent: string, prefix: string): WorkFolder {
  try {
    mkdirSync(parent, { recursive: true, mode: 0o700 })
    removeAbandoned(parent, prefix)
    return locked(mkdtempSync(join(parent, prefix)))
  } catch (error) {
    throw diskInWords(error, parent)
  }
}

function locked(path: string): WorkFolder {
  const remove = () => rmSync(path, { recursive: true, force: true })
  const lock = new Database(join(path, LOCK))
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    remove()
    throw error
  }
  return {
    path,
    remove() {
      lock.close()
      remove()
    },
  }
}

function removeAbandoned(parent: string, prefix: string): void {
  for (const { name } of readdirSync(parent, { withFileTypes: true }).filter(entry => entry.isDirectory())) {
    if (!name.startsWith(prefix)) continue
    const path = join(parent, name)
    if (isOurs(path) && isAbandoned(path)) rmSync(path, { recursive: true, force: true })
  }
}

/** Temporary folders are shared: those of other users are theirs. */
const isOurs = (path: string) => process.getuid === undefined || lstatSync(path).uid === process.getuid()

function isAbandoned(path: string): boolean {
  const isFresh = Date.now() - lstatSync(path).mtimeMs < FRESH_MS
  const isEmpty = readdirSync(path).every(name => name.startsWith(LOCK))
  return !(isEmpty && isFresh) && !isLocked(join(path, LOCK))
}

function isLocked(file: string): boolean {
  if (!existsSync(file)) return false
  const lock = new Database(file, { timeout: 0 })
  try {
    lock.exec('begin exclusive')
    return false
  } catch {
    return true
  } finally {
    lock.close()
  }
}

/**
 * Moves a database to a place where none may be yet: never over another one, not even if two processes do it at once. Refused while some of it
 * is still in its log, because a connection was left open: what is moved would not be whole.
 */
export function moveToFreePlace(file: string, place: string): void {
  if (existsSync(`${file}-wal`) && lstatSync(`${file}-wal`).size > 0)
    throw new Error(`${file} is still in use: 数据库未完全关闭`)
  try {
    linkSync(file, place)
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'EEXIST' || existsSync(place)) throw new Error(`${place} is there already: 已有同名文件`)
    // A file system without links.
    renameSync(file, place)
    return
  }
  unlinkSync(file)
}
