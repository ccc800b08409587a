import type { Handler } from '../api/operations.ts'
import { decodeCursor, page } from '../ledger/cursor.ts'
import { allServices, listAreaRows } from './reference-rows.ts'

export const listAreas: Handler<'listAreas'> = async ({ query }, { ledger }) => {
  const { limit = 50, cursor } = query
  const after = decodeCursor('listAreas', cursor, ['text'])?.[0] ?? null
  const rows = await ledger.read(db => listAreaRows(db, ledger.store.tables, after, limit + 1))
  return {
    status: 200,
    body: page(
      'listAreas',
      rows,
      limit,
      row => [row.code],
      row => row,
    ),
  }
}

export const getCatalogue: Handler<'getCatalogue'> = async (_input, { ledger }) => {
  const rows = await ledger.read(db => allServices(db, ledger.store.tables))
  const items = Map.groupBy(
    rows.filter(row => row.code.length > 2),
    row => row.code.slice(0, 2),
  )
  const categories = rows
    .filter(row => row.code.length === 2)
    .map(({ keywords: _, ...category }) => ({
      ...category,
      items: (items.get(category.code) ?? []).map(item => ({
        ...item,
        keywords: JSON.parse(item.keywords) as string[],
      })),
    }))
  return { status: 200, body: { categories } }
}
