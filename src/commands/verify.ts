import { readConfig } from '../config.ts'
import { openCitySnapshot } from './open.ts'
import {
  type Check,
  checkByReplay,
  checkDatabase,
  checkLedger,
  checkSecrets,
  inLines,
  isSound,
  runChecks,
} from './prove.ts'
import { reportUnreadable } from './report-unreadable.ts'

/**
 * `verify`: one state of the database, whatever is written meanwhile: by the database's own check, by every hash and commitment of the
 * ledger, by every row that the ledger gives when it is replayed. 1 if anything is damaged.
 */
export async function verify(_args: string[]): Promise<number> {
  const checks = await runChecks(everyCheck)
  console.log(inLines(checks))
  const sound = isSound(checks)
  console.log(sound ? '完好 everything is sound' : '数据已损坏 THE DATA ARE DAMAGED: docs/operating.md')
  return sound ? 0 : 1
}

async function everyCheck(): Promise<Check[]> {
  const snapshot = await openCitySnapshot(readConfig(process.env))
  try {
    return [
      await checkDatabase(snapshot),
      await checkSecrets(snapshot),
      await checkLedger(snapshot),
      await checkByReplay(snapshot, reportUnreadable),
    ]
  } finally {
    await snapshot.close()
  }
}
