import { readConfig } from '../config.ts'
import { openCitySnapshot } from './open.ts'
import { checkByReplay, checkLedger, inLines, isSound } from './prove.ts'
import { reportUnreadable } from './report-unreadable.ts'

/**
 * Replays the ledger of one state of the database into a fresh one and compares every row; a service may write meanwhile. 1 if
 * anything differs.
 */
export async function rebuild(_args: string[]): Promise<number> {
  const snapshot = await openCitySnapshot(readConfig(process.env))
  try {
    const checks = [await checkLedger(snapshot), await checkByReplay(snapshot, reportUnreadable)]
    console.log(inLines(checks))
    const same = isSound(checks)
    console.log(same ? '一致 the rebuilt database matches, row by row' : '不一致 THE REBUILT DATABASE DIFFERS')
    return same ? 0 : 1
  } finally {
    await snapshot.close()
  }
}
