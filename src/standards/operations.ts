import type { Handler } from '../api/operations.ts'
import { decodeCursor, page } from '../ledger/cursor.ts'
import { DomainError } from '../ledger/errors.ts'
import { requireService } from '../registry/require.ts'
import { findStandard, listStandardRows } from './rows.ts'

export const listStandards: Handler<'listStandards'> = async ({ query }, { ledger }) => {
  const { limit = 50, cursor, ...filter } = query
  const after = decodeCursor('listStandards', cursor)
  const rows = await ledger.read(async db => {
    if (filter.service) await requireService(db, ledger.store.tables, filter.service, '?service')
    return listStandardRows(db, ledger.store.tables, filter, after ? String(after[0]) : null, limit + 1)
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

export const getStandard: Handler<'getStandard'> = async ({ path }, { ledger }) => {
  const standard = await ledger.read(db => findStandard(db, ledger.store.tables, path.id))
  if (!standard) throw new DomainError('standard-not-found', 404, { id: path.id })
  return { status: 200, body: standard }
}
