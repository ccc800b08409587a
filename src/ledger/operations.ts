import type { Handler } from '../api/operations.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { entriesAfter } from './rows.ts'
import { withheld } from './withheld.ts'

export const listLedgerEntries: Handler<'listLedgerEntries'> = async ({ query }, { ledger, services, day }) => {
  const { limit = 50, cursor, after = 0, type, subject } = query
  const { tables } = ledger.store
  const seq = decodeCursor('listLedgerEntries', cursor, ['integer'])?.[0] ?? after
  const [rows, hidden] = await ledger.read(async db => {
    const found = await entriesAfter(db, tables, seq, limit + 1, { type, subject })
    return [found, await services.withheldEntries(db, tables, found, day)]
  })
  const shown = rows.slice(0, limit)
  // Found by its subject, an entry would say whom it is about: such a page is shorter instead.
  const items = shown.flatMap(entry => (!hidden.has(entry.seq) ? [entry] : subject ? [] : [withheld(entry)]))
  const next = rows.length > limit ? encodeCursor('listLedgerEntries', [shown.at(-1)!.seq]) : null
  const head = await ledger.head()
  return { status: 200, body: { items, next, head: { seq: head.seq, hash: head.hash } } }
}
