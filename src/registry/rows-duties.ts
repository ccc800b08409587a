import { tryRead, type Unread } from '../ledger/unreadable.ts'
import { asc, eq } from '../store/drizzle.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { Transfer } from './rules-duties.ts'

/** A list of texts as a row holds it. */
function texts(json: string): string[] {
  const list: unknown = JSON.parse(json)
  if (!Array.isArray(list) || !list.every(text => typeof text === 'string'))
    throw new Error(`no list of texts: ${json}`)
  return list
}

export type DutyRow = Tables['duties']['$inferSelect']

/** A duty (schemas/duty.json) with the department that was given it first and its version. */
export function toDuty(row: DutyRow) {
  return {
    ...row,
    role: row.role as 'lead' | 'assisting',
    basisStatus: row.basisStatus as 'stated' | 'assumption',
    keywords: texts(row.keywords),
    services: texts(row.services),
  }
}

export type Duty = ReturnType<typeof toDuty>

/** A department without its duties. */
export function toDepartment(row: Tables['departments']['$inferSelect']) {
  return { ...row, shortNames: texts(row.shortNames) }
}

export type Department = ReturnType<typeof toDepartment>

/** By id. A department whose short names cannot be read has none, and is noted in `unread`. */
export async function allDepartments(
  db: Reader,
  { departments }: Tables,
  unread: Unread = new Map(),
): Promise<Department[]> {
  const rows = await db.select().from(departments).orderBy(asc(departments.id))
  return rows.map(row => tryRead(unread, `department:${row.id}`, () => toDepartment(row)) ?? { ...row, shortNames: [] })
}

/** By id, without those that cannot be read, which are noted in `unread`. */
export async function allDuties(db: Reader, { duties }: Tables, unread: Unread = new Map()): Promise<Duty[]> {
  const rows = await db.select().from(duties).orderBy(asc(duties.id))
  return rows.flatMap(row => tryRead(unread, `duty:${row.id}`, () => toDuty(row)) ?? [])
}

/** Ids of all duties, readable or not. */
export async function dutyIds(db: Reader, { duties }: Tables): Promise<string[]> {
  return (await db.select({ id: duties.id }).from(duties)).map(({ id }) => id)
}

/** Transfers by duty, each in the order of days. */
export async function allTransfers(db: Reader, { dutyTransfers: t }: Tables): Promise<Map<string, Transfer[]>> {
  const rows = await db.select().from(t).orderBy(asc(t.duty), asc(t.on))
  return Map.groupBy(rows.map(toTransfer), row => row.duty)
}

export async function findDuty(db: Reader, { duties }: Tables, id: string): Promise<Duty | null> {
  const [row] = await db.select().from(duties).where(eq(duties.id, id))
  return row ? toDuty(row) : null
}

export async function transfersOf(db: Reader, { dutyTransfers: t }: Tables, duty: string) {
  return (await db.select().from(t).where(eq(t.duty, duty)).orderBy(asc(t.on))).map(toTransfer)
}

function toTransfer(row: Tables['dutyTransfers']['$inferSelect']) {
  return { ...row, requestsInFlight: row.requestsInFlight as Transfer['requestsInFlight'] }
}

export async function findDepartment(db: Reader, { departments: d }: Tables, id: string): Promise<Department | null> {
  const [row] = await db.select().from(d).where(eq(d.id, id))
  return row ? toDepartment(row) : null
}

export async function departmentExists(db: Reader, { departments: d }: Tables, id: string): Promise<boolean> {
  return (await db.select({ id: d.id }).from(d).where(eq(d.id, id))).length > 0
}
