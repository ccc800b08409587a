import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../config.ts'
import { compareStores, rebuild as replayLedger } from '../ledger/rebuild.ts'
import { evaluatedThroughRow } from '../ratings/live/rows.ts'
import { openLedger } from '../service.ts'
import { openStore } from '../store/open.ts'
import { openCity } from './open.ts'
import { progress } from './progress.ts'
import { reportUnreadable } from './report-unreadable.ts'

/** Replays the ledger into a fresh database and compares every row and the head hash. 1 if anything differs. */
export async function rebuild(_args: string[]): Promise<number> {
  const source = await openCity(readConfig(process.env))
  const folder = mkdtempSync(join(tmpdir(), 'xinqiao-rebuild-'))
  const target = await openStore({ dataDir: folder, building: true })
  try {
    const from = await openLedger(source)
    const to = await openLedger(target)
    const bar = progress('重建 rebuild', '条 entries')
    const entries = await replayLedger(from.ledger, to.ledger, bar.at)
    bar.end()
    // Mondays without an entry after them leave rows too: the target gets to the same Monday.
    const through = await source.read(db => evaluatedThroughRow(db, source.tables))
    if (through >= 0) await to.ledger.settle(through)
    const [head, again] = [await from.ledger.head(), await to.ledger.head()]
    const { rows, differences } = await compareStores(source, target)
    console.log(`台账 ledger   ${entries} 条 entries\n表行 rows     ${rows}\n链首 head     ${head.hash}`)
    for (const difference of differences) console.log(JSON.stringify(difference))
    await reportUnreadable(from)
    const same = differences.length === 0 && head.hash === again.hash
    console.log(same ? '一致 the rebuilt database matches, row by row' : '不一致 THE REBUILT DATABASE DIFFERS')
    return same ? 0 : 1
  } finally {
    await target.close()
    await source.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
