import type { Handler } from '../api/operations.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { entriesAfter } from './rows.ts'

export const listLedgerEntries: Handler<'listLedgerEntries'> = async ({ query }, { ledger }) => {
  const { limit = 50, cursor, after = 0, type, subject } = query
  const seq = decodeCursor('listLedgerEntries', cursor)?.[0] ?? after
  const rows = await ledger.read(db => entriesAfter(db, ledger.store.tables, Number(seq), limit + 1, { type, subject }))
  const items = rows.slice(0, limit)
  const next = rows.length > limit ? encodeCursor('listLedgerEntries', [items.at(-1)!.seq]) : null
  const head = await ledger.head()
  return { status: 200, body: { items, next, head: { seq: head.seq, hash: head.hash } } }
}
