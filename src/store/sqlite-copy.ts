import { closeSync, fsyncSync, openSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { bound } from './bounds.ts'

/** Name of the database inside its folder. */
export const SQLITE_FILE = 'xinqiao.sqlite'
/** Pages between two reports: 16 MiB at SQLite's page size of 4 KiB. */
const PAGES_PER_STEP = bound('backup-pages', 4096)

/**
 * Copies the database of a folder to a file while others write to it: one state, that of the moment at which the copy began. Durable
 * when it resolves.
 * @param onProgress pages copied, pages in all
 */
export async function copySqlite(
  dataDir: string,
  file: string,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<void> {
  const source = new Database(join(dataDir, SQLITE_FILE), { readonly: true, fileMustExist: true })
  try {
    // An open read transaction holds the state: without it every write of another connection starts the copy over.
    source.exec('begin')
    source.prepare('select seq from ledger_head').get()
    await source.backup(file, {
      progress({ totalPages, remainingPages }) {
        onProgress(totalPages - remainingPages, totalPages)
        return PAGES_PER_STEP
      },
    })
  } finally {
    source.close()
  }
  syncFile(file)
}

/** Bytes and name of a file on disk, whatever happens next. */
export function syncFile(file: string): void {
  for (const path of [file, dirname(file)]) {
    const handle = openSync(path, 'r')
    fsyncSync(handle)
    closeSync(handle)
  }
}
