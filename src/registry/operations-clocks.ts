import type { Handler } from '../api/operations.ts'
import { decodeCursor, page } from '../ledger/cursor.ts'
import { type ClockRow, listClockRows } from './rows-clocks.ts'

export const listClocks: Handler<'listClocks'> = async ({ query }, { ledger }) => {
  const { limit = 50, cursor, on } = query
  const after = decodeCursor('listClocks', cursor, ['text', 'text'])
  const rows = await ledger.read(db => listClockRows(db, ledger.store.tables, on, after, limit + 1))
  return { status: 200, body: page('listClocks', rows, limit, row => [row.id, row.validFrom], shown) }
}

const shown = (row: ClockRow) => ({ ...row, unit: row.unit as 'day', status: row.status as 'stated' })
