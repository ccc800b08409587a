import type { Handler } from '../api/operations.ts'
import { decodeCursor, page } from '../ledger/cursor.ts'
import { requireService } from '../registry/require.ts'
import { listStandardRows } from './rows.ts'

export const listStandards: Handler<'listStandards'> = async ({ query }, { ledger }) => {
  const { limit = 50, cursor, ...filter } = query
  const after = decodeCursor('listStandards', cursor, ['text'])
  const rows = await ledger.read(async db => {
    if (filter.service) await requireService(db, ledger.store.tables, filter.service, '?service')
    return listStandardRows(db, ledger.store.tables, filter, after?.[0] ?? null, limit + 1)
  })
  return {
    status: 200,
    body: page(
      'listStandards',
      rows,
      limit,
      row => [row.id],
      row => row,
    ),
  }
}
