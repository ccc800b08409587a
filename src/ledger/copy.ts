/** A ledger copied into another, empty store, and the proof that it arrived. */
import { bound } from '../store/bounds.ts'
import { getTableColumns, ne } from '../store/drizzle.ts'
import { MAKING } from '../store/making.ts'
import type { Snapshot, Store } from '../store/store.ts'
import { OPERATIONAL_TABLES, type Tables } from '../store/tables.ts'
import { readHead } from './head.ts'
import type { Head } from './ledger.ts'
import { verifyLedger } from './verify.ts'

/** Where a ledger ends: what a backup is known by. */
export type LedgerEnd = Pick<Head, 'seq' | 'hash'>

const ROWS_PER_WRITE = bound('copy-rows', 500)

/** Copies what no ledger holds and a service needs all the same: secrets, answers under an Idempotency-Key, last uses. */
export async function copyOperational(
  source: Snapshot,
  target: Store,
  names: readonly string[] = OPERATIONAL_TABLES,
): Promise<void> {
  for (const name of names as (keyof Tables)[]) {
    const to = target.tables[name] as Tables['secrets']
    const columns = Object.keys(getTableColumns(source.tables[name]))
    // The mark of a database that is being made stays until it is whole.
    const old = name === 'secrets' ? ne(to.name, MAKING) : undefined
    await target.write(async db => void (await db.delete(to).where(old)))
    for await (const some of source.rows(source.tables[name]))
      for (let i = 0; i < some.length; i += ROWS_PER_WRITE) {
        const rows = some
          .slice(i, i + ROWS_PER_WRITE)
          .map(row => Object.fromEntries(columns.map((column, at) => [column, row[at]])))
        await target.write(async db => void (await db.insert(to).values(rows as (typeof to.$inferInsert)[])))
      }
  }
}

/**
 * Verifies the ledger of a store, entry by entry. @returns where it ends
 * @throws LedgerBroken; Error if it does not end where `expected` says
 */
export async function proveLedger(
  store: Store,
  expected: LedgerEnd | null,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<LedgerEnd> {
  const head = await store.read(db => readHead(db, store.tables))
  await store.read(db => verifyLedger(db, store.tables, head, done => onProgress(done, head.seq)))
  const { seq, hash } = head
  if (expected && (expected.seq !== seq || expected.hash !== hash))
    throw new Error(`the ledger ends at ${seq} ${hash}, expected ${expected.seq} ${expected.hash}`)
  return { seq, hash }
}
