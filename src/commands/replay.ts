/** A ledger replayed into an empty database, with what the calendar alone implies. */
import { businessDay, systemClock } from '../ledger/clock.ts'
import { replayLedger } from '../ledger/rebuild.ts'
import { evaluatedThroughRow } from '../ratings/live/rows.ts'
import { openLedger } from '../service.ts'
import type { Snapshot, Store } from '../store/store.ts'

/** No evaluation lies further ahead; a greater day is damage, and would be evaluated Monday by Monday. */
const DAYS_AHEAD = 400

/** @returns the ledger that was replayed */
export async function replayInto(
  source: Snapshot,
  target: Store,
  onProgress: (done: number, total: number) => void,
): ReturnType<typeof openLedger> {
  const opened = await openLedger(target)
  const { ledger } = opened
  await replayLedger(source, ledger, onProgress)
  // Mondays without an entry after them leave rows too: the target gets to the same Monday.
  const through = await source.read(db => evaluatedThroughRow(db, source.tables))
  const { day } = await ledger.head()
  if (through > Math.max(day, businessDay(systemClock.now())) + DAYS_AHEAD)
    throw new Error(`the ratings say that they are evaluated through day ${through}; the ledger ends on day ${day}`)
  if (through >= 0) await ledger.settle(through)
  return opened
}
