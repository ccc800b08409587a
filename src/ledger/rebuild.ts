import { bound } from '../store/bounds.ts'
import { compareTables, type Difference } from '../store/compare.ts'
import type { Snapshot, Store } from '../store/store.ts'
import { OPERATIONAL_TABLES, type Tables } from '../store/tables.ts'
import { readHead } from './head.ts'
import type { Ledger } from './ledger.ts'
import { recordedAfter } from './rows.ts'

/** Entries of one transaction: more would hold more in memory, fewer would write the ratings of the same providers more often. */
const PAGE = bound('rebuild-page', 20_000)
/** Differences that are reported. */
const MOST = 10

/** Replays the ledger of one state of a database, or its entries up to `through`, into a ledger over an empty store. @returns how many */
export async function replayLedger(
  source: Snapshot,
  target: Ledger,
  onProgress: (done: number, total: number) => void = () => {},
  through = Number.POSITIVE_INFINITY,
): Promise<number> {
  const head = await source.read(db => readHead(db, source.tables))
  const total = Math.min(head.seq, through)
  let seq = 0
  while (seq < total) {
    const page = await source.read(db => recordedAfter(db, source.tables, seq, Math.min(PAGE, total - seq)))
    if (page.length === 0) throw new Error(`the ledger ends at ${seq}, its head says ${total}`)
    await target.replay(page)
    seq = page.at(-1)!.entry.seq
    onProgress(seq, total)
  }
  return total
}

/** Replays a ledger into one over an empty store. */
export async function rebuild(source: Ledger, target: Ledger): Promise<number> {
  const snapshot = await source.store.snapshot()
  return replayLedger(snapshot, target).finally(() => snapshot.close())
}

/** Compares every table that is history. Returns the first differences. */
export function compareSnapshots(
  left: Snapshot,
  right: Snapshot,
  most = MOST,
): Promise<{ rows: number; differences: Difference[] }> {
  const names = Object.keys(left.tables) as (keyof Tables)[]
  return compareTables(
    left,
    right,
    names.filter(name => !OPERATIONAL_TABLES.includes(name)),
    most,
  )
}

/** The same for two stores as they are now. */
export async function compareStores(left: Store, right: Store): ReturnType<typeof compareSnapshots> {
  const [a, b] = [await left.snapshot(), await right.snapshot()]
  return compareSnapshots(a, b).finally(() => Promise.all([a.close(), b.close()]))
}
