import { and, asc, eq, gt, gte, lte, or, type SQL, sql } from '../store/drizzle.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { standardError } from './errors.ts'
import type { Clause } from './rules-conformance.ts'

export type StandardRow = Tables['standards']['$inferSelect']

/** An edition of a standard (schemas/standard.json). */
export function toStandard({ version: _, ...row }: StandardRow) {
  return { ...row, level: row.level as 'national', services: JSON.parse(row.services) as string[] }
}

/** The row of an edition; `standard-not-found` (404) without one. */
export async function requireStandard(db: Reader, { standards }: Tables, id: string): Promise<StandardRow> {
  const [row] = await db.select().from(standards).where(eq(standards.id, id))
  if (!row) throw standardError('standard-not-found', { id })
  return row
}

/** An edition as it stands in its rows; `clauses` as text, null without any. */
export interface EditionRows {
  standard: StandardRow
  clauses: string | null
}

export async function editionRows(db: Reader, tables: Tables, id: string): Promise<EditionRows | null> {
  const [standard] = await db.select().from(tables.standards).where(eq(tables.standards.id, id))
  return standard ? { standard, clauses: await clausesText(db, tables, id) } : null
}

async function clausesText(db: Reader, { editionClauses: c }: Tables, id: string): Promise<string | null> {
  const [row] = await db.select().from(c).where(eq(c.standard, id))
  return row?.clauses ?? null
}

export const parseClauses = (text: string | null): Clause[] => (text === null ? [] : JSON.parse(text))

export async function readClauses(db: Reader, tables: Tables, id: string): Promise<Clause[]> {
  return parseClauses(await clausesText(db, tables, id))
}

/** Clauses of every edition by its id. */
export async function allClauses(db: Reader, { editionClauses: c }: Tables): Promise<Map<string, Clause[]>> {
  const rows = await db.select().from(c)
  return new Map(rows.map(row => [row.standard, JSON.parse(row.clauses)]))
}

/** Every edition, by id. */
export async function allStandards(db: Reader, { standards }: Tables) {
  return (await db.select().from(standards).orderBy(asc(standards.id))).map(toStandard)
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
