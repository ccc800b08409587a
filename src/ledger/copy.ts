/** A ledger copied into another, empty store, and the proof that it arrived. */
import { bound } from '../store/bounds.ts'
import { asc, getTableColumns } from '../store/drizzle.ts'
import type { Reader, Store } from '../store/store.ts'
import { OPERATIONAL_TABLES, type Tables } from '../store/tables.ts'
import { GENESIS } from './entry.ts'
import type { Head } from './ledger.ts'
import { verifyLedger } from './verify.ts'

/** Where a ledger ends: what a backup is known by. */
export type LedgerEnd = Pick<Head, 'seq' | 'hash'>

const ROWS_PER_WRITE = bound('copy-rows', 500)

/** Copies what no ledger holds and a service needs all the same: secrets, answers under an Idempotency-Key, last uses. */
export async function copyOperational(
  source: Store,
  target: Store,
  names: readonly string[] = OPERATIONAL_TABLES,
): Promise<void> {
  for (const name of names as (keyof Tables)[]) {
    const from = source.tables[name] as Tables['secrets']
    const to = target.tables[name] as Tables['secrets']
    const order = Object.values(getTableColumns(from)).map(column => asc(column))
    const rows = await source.read((db: Reader) =>
      db
        .select()
        .from(from)
        .orderBy(...order),
    )
    await target.write(async db => void (await db.delete(to)))
    for (let i = 0; i < rows.length; i += ROWS_PER_WRITE) {
      const part = rows.slice(i, i + ROWS_PER_WRITE)
      await target.write(async db => void (await db.insert(to).values(part)))
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
  const { ledgerHead } = store.tables
  const [row] = await store.read(db => db.select().from(ledgerHead))
  const head: Head = row ?? { seq: 0, hash: GENESIS, day: 0, at: 0 }
  await store.read(db => verifyLedger(db, store.tables, head, done => onProgress(done, head.seq)))
  const { seq, hash } = head
  if (expected && (expected.seq !== seq || expected.hash !== hash))
    throw new Error(`the ledger ends at ${seq} ${hash}, expected ${expected.seq} ${expected.hash}`)
  return { seq, hash }
}
