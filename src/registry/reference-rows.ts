import { and, asc, eq, gt, gte, lte, or, type SQL, sql } from 'drizzle-orm'
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

/** An edition of a standard (schemas/standard.json). */
export function toStandard(row: Tables['standards']['$inferSelect']) {
  return { ...row, level: row.level as 'national', services: JSON.parse(row.services) as string[] }
}

export async function findStandard(db: Reader, { standards }: Tables, id: string) {
  const [row] = await db.select().from(standards).where(eq(standards.id, id))
  return row ? toStandard(row) : null
}

export interface StandardFilter {
  q?: string
  service?: string
  level?: string
  inForceOn?: string
}

/** Editions by id. An edition whose dates are not known is taken to be in force. */
export async function listStandardRows(
  db: Reader,
  { standards: s }: Tables,
  filter: StandardFilter,
  after: string | null,
  limit: number,
) {
  const contains = (column: SQL | typeof s.title, text: string) =>
    sql`length(replace(${column}, ${text}, '')) < length(${column})`
  const { q, service, level, inForceOn: day } = filter
  const conditions = [
    after === null ? undefined : gt(s.id, after),
    q === undefined ? undefined : or(contains(s.title, q), contains(s.code, q), contains(s.titleEn, q)),
    level === undefined ? undefined : eq(s.level, level),
    service === undefined
      ? undefined
      : or(contains(s.services, `"${service}"`), contains(s.services, `"${service.slice(0, 2)}"`)),
    day === undefined ? undefined : or(sql`${s.inForceFrom} is null`, lte(s.inForceFrom, day)),
    day === undefined ? undefined : or(sql`${s.inForceUntil} is null`, gte(s.inForceUntil, day)),
  ]
  const rows = await db
    .select()
    .from(s)
    .where(and(...conditions))
    .orderBy(asc(s.id))
    .limit(limit)
  return rows.map(toStandard)
}
