import { asc, eq } from '../store/drizzle.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { Transfer } from './rules-duties.ts'

export type DutyRow = Tables['duties']['$inferSelect']

/** A duty (schemas/duty.json) with the department that was given it first and its version. */
export function toDuty(row: DutyRow) {
  return {
    ...row,
    role: row.role as 'lead' | 'assisting',
    basisStatus: row.basisStatus as 'stated' | 'assumption',
    keywords: JSON.parse(row.keywords) as string[],
    services: JSON.parse(row.services) as string[],
  }
}

export type Duty = ReturnType<typeof toDuty>

/** A department without its duties. */
export function toDepartment(row: Tables['departments']['$inferSelect']) {
  return { ...row, shortNames: JSON.parse(row.shortNames) as string[] }
}

export type Department = ReturnType<typeof toDepartment>

export async function allDepartments(db: Reader, { departments }: Tables): Promise<Department[]> {
  return (await db.select().from(departments).orderBy(asc(departments.id))).map(toDepartment)
}

export async function allDuties(db: Reader, { duties }: Tables): Promise<Duty[]> {
  return (await db.select().from(duties).orderBy(asc(duties.id))).map(toDuty)
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
