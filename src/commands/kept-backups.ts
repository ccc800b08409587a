/** A folder of dated backups, of which the newest are kept: what a timer needs. Other files in it are left alone. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { timestamp } from '../ledger/clock.ts'

const DATED = /^xinqiao-\d{8}-\d{6}\.backup$/
const MOST = 10_000
const OWNER_ONLY = 0o700

/** Backups to keep, as typed. @throws Error if it is no whole number from 1 */
export function keptCount(text: string): number {
  const count = Number(text)
  if (/^\d+$/.test(text) && count >= 1 && count <= MOST) return count
  throw new Error(`--keep 须为 1 至 ${MOST} 的整数 --keep needs a whole number from 1 to ${MOST}`)
}

/** The file of a backup that is made now, by the wall clock of Asia/Shanghai; its folder is made if it is missing. */
export function datedFile(folder: string, now: number): string {
  mkdirSync(folder, { recursive: true, mode: OWNER_ONLY })
  const [date, time] = timestamp(now).split(/[T.+]/) as [string, string]
  return join(folder, `xinqiao-${date.replaceAll('-', '')}-${time.replaceAll(':', '')}.backup`)
}

/**
 * Removes the oldest backups of a folder beyond those to keep. One without its manifest is not whole and does not count as kept.
 * @returns the files that were removed
 */
export function removeOldest(folder: string, keep: number): string[] {
  const whole = readdirSync(folder)
    .filter(name => DATED.test(name) && existsSync(join(folder, `${name}.json`)))
    .sort()
  const old = whole.slice(0, Math.max(0, whole.length - keep)).map(name => join(folder, name))
  for (const file of old) {
    // The manifest last: what is left of a removal that was stopped is whole, or is no backup.
    rmSync(file, { force: true })
    rmSync(`${file}.json`, { force: true })
  }
  return old
}
