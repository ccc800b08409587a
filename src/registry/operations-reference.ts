import type { Handler } from '../api/operations.ts'
import { decodeCursor, page } from '../ledger/cursor.ts'
import { DomainError } from '../ledger/errors.ts'
import { allDepartments, allServices, type Duty, findDepartment, listAreaRows } from './reference-rows.ts'
import { requireArea, requireService } from './require.ts'
import { nameKey } from './rules-name.ts'
import { matchDuty, questionWords } from './rules-responsibility.ts'

const text = (cursor: (string | number)[] | null) => (cursor ? String(cursor[0]) : null)

export const listAreas: Handler<'listAreas'> = async ({ query }, { ledger }) => {
  const { limit = 50, cursor } = query
  const after = text(decodeCursor('listAreas', cursor))
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

function summary<D extends { shortNames: string[]; duties: Duty[] }>({ shortNames: _, duties, ...department }: D) {
  return { ...department, duties: duties.length }
}

export const listDepartments: Handler<'listDepartments'> = async ({ query }, { ledger }) => {
  const { limit = 50, cursor, q } = query
  const after = text(decodeCursor('listDepartments', cursor))
  const key = nameKey(q ?? '')
  const all = await ledger.read(db => allDepartments(db, ledger.store.tables))
  const rows = all.filter(
    d => (after === null || d.id > after) && [d.name, ...d.shortNames].some(name => nameKey(name).includes(key)),
  )
  return { status: 200, body: page('listDepartments', rows.slice(0, limit + 1), limit, row => [row.id], summary) }
}

export const getDepartment: Handler<'getDepartment'> = async ({ path }, { ledger }) => {
  const department = await ledger.read(db => findDepartment(db, ledger.store.tables, path.id))
  if (!department) throw new DomainError('department-not-found', 404, { id: path.id })
  return { status: 200, body: department }
}

export const listResponsibilities: Handler<'listResponsibilities'> = async ({ query }, { ledger, now }) => {
  const { q, service, area, limit = 20 } = query
  if (!q && !service) throw new DomainError('question-missing', 422, {}, [{ pointer: '?q', code: 'missing' }])
  const { tables } = ledger.store
  const departments = await ledger.read(async db => {
    if (service) await requireService(db, tables, service, '?service')
    if (area) await requireArea(db, tables, area, now, '?area')
    return allDepartments(db, tables)
  })
  const question = { words: questionWords(q ?? ''), service, area }
  const found = departments.flatMap(department =>
    department.duties.flatMap(duty => {
      const match = matchDuty(duty, question)
      return match
        ? [{ match, answer: { department: summary(department), duty, role: duty.role, matched: strip(match) } }]
        : []
    }),
  )
  // Lead before assisting among equals; then by id, so that the order is always the same.
  found.sort(
    (a, b) =>
      b.match.score - a.match.score ||
      b.answer.role.localeCompare(a.answer.role) ||
      (a.answer.duty.id < b.answer.duty.id ? -1 : 1),
  )
  return { status: 200, body: { items: found.slice(0, limit).map(f => f.answer), next: null } }
}

function strip({ words, services, area }: { words: string[]; services: string[]; area: boolean }) {
  return { words, services, area }
}
