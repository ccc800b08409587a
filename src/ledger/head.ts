/** The newest entry of the ledger, in one row that every writer locks. */
import { eq } from '../store/drizzle.ts'
import { prepared } from '../store/prepared.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { placeholders } from './append.ts'
import { GENESIS } from './entry.ts'

export interface Head {
  seq: number
  hash: string
  day: number
  /** Milliseconds. */
  at: number
}

export async function readHead(db: Reader, tables: Tables): Promise<Head> {
  const { seq, hash, day, at } = tables.ledgerHead
  const query = prepared(db, 'ledger_head', d => d.select({ seq, hash, day, at }).from(tables.ledgerHead))
  const [head]: Head[] = await query.execute()
  return head ?? { seq: 0, hash: GENESIS, day: 0, at: 0 }
}

/** An update that changes nothing locks the row on PostgreSQL; on SQLite the transaction has locked the file already. */
export async function lockHead(db: Writer, tables: Tables): Promise<Head> {
  const { id, seq, hash, day, at } = tables.ledgerHead
  const lock = prepared(db, 'ledger_lock', d =>
    d.update(tables.ledgerHead).set({ id: 1 }).where(eq(id, 1)).returning({ seq, hash, day, at }),
  )
  const [head]: Head[] = await lock.execute()
  if (!head) throw new Error('the ledger has no head row')
  return head
}

export async function moveHead(db: Writer, { ledgerHead }: Tables, head: Head): Promise<void> {
  const move = prepared(db, 'ledger_move', d => {
    const columns = placeholders(['seq', 'hash', 'day', 'at']) as never
    return d.update(ledgerHead).set(columns).where(eq(ledgerHead.id, 1))
  })
  await move.execute({ ...head })
}
