import { bound } from '../store/bounds.ts'
import { asc, getTableColumns, getTableName } from '../store/drizzle.ts'
import type { Reader, Store } from '../store/store.ts'
import { OPERATIONAL_TABLES, type Tables } from '../store/tables.ts'
import type { Ledger } from './ledger.ts'
import { recordedAfter } from './rows.ts'

/** Entries of one transaction: more would hold more in memory, fewer would write the ratings of the same providers more often. */
const PAGE = bound('rebuild-page', 20_000)

/** Replays a ledger, or its entries up to `through`, into one over an empty store. @returns how many entries */
export async function rebuild(
  source: Ledger,
  target: Ledger,
  onProgress: (done: number, total: number) => void = () => {},
  through = Number.POSITIVE_INFINITY,
): Promise<number> {
  const total = Math.min((await source.head()).seq, through)
  let seq = 0
  while (seq < total) {
    const page = await source.read(db => recordedAfter(db, source.store.tables, seq, Math.min(PAGE, total - seq)))
    if (page.length === 0) throw new Error(`the ledger ends at ${seq}, its head says ${total}`)
    await target.replay(page)
    seq = page.at(-1)!.entry.seq
    onProgress(seq, total)
  }
  return total
}

/** A row that differs between two stores. */
export interface Difference {
  table: string
  left: unknown
  right: unknown
}

/** Compares every table that is history, row by row in the order of all columns. Returns the first differences. */
export async function compareStores(
  left: Store,
  right: Store,
  most = 10,
): Promise<{ rows: number; differences: Difference[] }> {
  const differences: Difference[] = []
  let rows = 0
  for (const name of Object.keys(left.tables) as (keyof Tables)[]) {
    if (OPERATIONAL_TABLES.includes(name)) continue
    const [a, b] = [await tableRows(left, name), await tableRows(right, name)]
    rows += a.length
    for (let i = 0; i < Math.max(a.length, b.length) && differences.length < most; i++)
      if (a[i] !== b[i]) differences.push({ table: getTableName(left.tables[name]), left: a[i], right: b[i] })
  }
  return { rows, differences }
}

async function tableRows(store: Store, name: keyof Tables): Promise<string[]> {
  const table = store.tables[name] as Tables['ledger']
  const columns = Object.values(getTableColumns(table))
  const rows = await store.read((db: Reader) =>
    db
      .select()
      .from(table)
      .orderBy(...columns.map(column => asc(column))),
  )
  return rows.map(row => JSON.stringify(row))
}
