import type { Handler } from '../api/operations.ts'
import { CENTRE } from '../city/city.ts'
import { dayToDate } from '../ledger/clock.ts'
import { decodeCursor, page } from '../ledger/cursor.ts'
import type { Answer, DutyIndex } from './duty-index.ts'
import { dutyError } from './errors-duties.ts'
import { requireArea, requireService } from './require.ts'
import type { Department } from './rows-duties.ts'
import { nameKey } from './rules-name.ts'
import { shownDuty } from './shown-duty.ts'

const { areaCode: _, ...OFFERED } = CENTRE
/** Duties of one department that an answer lists. */
const MOST_DUTIES = 50

declare module '../api/operations.ts' {
  interface Services {
    duties: DutyIndex
  }
}

function summary(duties: DutyIndex, date: string, { shortNames: _, ...department }: Department) {
  return { ...department, duties: duties.heldBy(department.id, date).length }
}

export const listDepartments: Handler<'listDepartments'> = async ({ query }, { services: { duties }, day }) => {
  const { limit = 50, cursor, q } = query
  const after = decodeCursor('listDepartments', cursor, ['text'])
  const key = nameKey(q ?? '')
  const rows = duties.departments.filter(
    ({ id, name, shortNames }) =>
      (after === null || id > after[0]) && [name, ...shortNames].some(word => nameKey(word).includes(key)),
  )
  const shown = (department: Department) => summary(duties, dayToDate(day), department)
  return { status: 200, body: page('listDepartments', rows.slice(0, limit + 1), limit, row => [row.id], shown) }
}

export const getDepartment: Handler<'getDepartment'> = async ({ path }, { services: { duties }, day }) => {
  const department = duties.department(path.id)
  if (!department) throw dutyError('department-not-found', { id: path.id })
  return { status: 200, body: { ...department, duties: duties.heldBy(path.id, dayToDate(day)).map(shownDuty) } }
}

export const listResponsibilities: Handler<'listResponsibilities'> = async ({ query }, context) => {
  const { q, service, area, limit = 20, cursor } = query
  if (!q && !service) throw dutyError('question-missing', {}, [{ pointer: '?q', code: 'missing' }])
  const { ledger, now } = context
  const { tables } = ledger.store
  await ledger.read(async db => {
    if (service) await requireService(db, tables, service, '?service')
    if (area) await requireArea(db, tables, area, now, '?area')
  })
  const { duties } = context.services
  const date = query.on ?? dayToDate(context.day)
  const found = duties.search({ words: q ?? '', service, area }, date)
  const from = Math.max(0, decodeCursor('listResponsibilities', cursor, ['integer'])?.[0] ?? 0)
  const rows = found.map((answer, i) => ({ ...answer, place: i + 1 })).slice(from, from + limit + 1)
  const shown = (answer: Answer) => toAnswer(duties, answer, date, area)
  const body = page('listResponsibilities', rows, limit, row => [row.place], shown)
  return { status: 200, body: { ...body, centre: found.length > 0 ? null : OFFERED } }
}

function toAnswer(duties: DutyIndex, { department, matches }: Answer, date: string, area: string | undefined) {
  return {
    department: summary(duties, date, department),
    duties: matches.slice(0, MOST_DUTIES).map(({ duty, score, words, keywords, services }) => ({
      duty: shownDuty(duty),
      role: duty.role,
      score,
      matched: { words, keywords, services, area: area === undefined ? null : duty.area },
    })),
  }
}
