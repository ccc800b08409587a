import { asc, eq, gt } from 'drizzle-orm'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

/** Areas by code. */
export async function listAreaRows(db: Reader, { areas }: Tables, after: string | null, limit: number) {
  return db
    .select()
    .from(areas)
    .where(after === null ? undefined : gt(areas.code, after))
    .orderBy(asc(areas.code))
    .limit(limit)
}

export async function allAreas(db: Reader, { areas }: Tables) {
  return db.select().from(areas).orderBy(asc(areas.code))
}

/** Categories (CC) and items (CC-NNN) by code. */
export async function allServices(db: Reader, { services }: Tables) {
  return db.select().from(services).orderBy(asc(services.code))
}

export interface Duty {
  id: string
  matter: string
  matterEn: string
  role: 'lead' | 'assisting'
  keywords: string[]
  services: string[]
  legalBasis: string
  basisStatus: 'stated' | 'assumption'
  contact: string
  hours: string
  area: string
  validFrom: string | null
}

/** A department with its duties (schemas/department.json). */
export function toDepartment(row: Tables['departments']['$inferSelect']) {
  return { ...row, shortNames: JSON.parse(row.shortNames) as string[], duties: JSON.parse(row.duties) as Duty[] }
}

export async function allDepartments(db: Reader, { departments }: Tables) {
  return (await db.select().from(departments).orderBy(asc(departments.id))).map(toDepartment)
}

export async function findDepartment(db: Reader, { departments }: Tables, id: string) {
  const [row] = await db.select().from(departments).where(eq(departments.id, id))
  return row ? toDepartment(row) : null
}
