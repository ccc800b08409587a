import { dayToDate } from '../ledger/clock.ts'
import { and, asc, desc, eq, exists, inArray, isNotNull, isNull, ne, type SQL, sql } from '../store/drizzle.ts'
import { prepared } from '../store/prepared.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { withAncestors } from './rules-areas.ts'
import { centreNumber } from './rules-number.ts'
import type { Admission, RegistrationStatus, Standing } from './rules-provider.ts'

/** Fields that belong to the centre once it has entered them. */
export const CENTRE_FIELDS = ['phone', 'areas', 'offerings'] as const

export type ProviderRow = Tables['providers']['$inferSelect']

/** A provider as it is shown (schemas/provider.json). */
export function toProvider(row: ProviderRow) {
  const { nameKey: _, registeredDay, phoneByCentre, areasByCentre, offeringsByCentre, ...shown } = row
  const byCentre = { phone: phoneByCentre, areas: areasByCentre, offerings: offeringsByCentre }
  return {
    ...shown,
    kind: row.kind as 'firm' | 'volunteer',
    usccStatus: row.usccStatus as 'valid' | 'overridden' | 'none',
    registration: row.registration as RegistrationStatus,
    standing: row.standing as Standing,
    admission: row.admission as Admission,
    areas: JSON.parse(row.areas) as string[],
    offerings: JSON.parse(row.offerings) as string[],
    registeredOn: dayToDate(registeredDay),
    enteredByCentre: CENTRE_FIELDS.filter(field => byCentre[field] === 1),
  }
}

export async function findProvider(db: Reader, tables: Tables, id: string): Promise<ProviderRow | null> {
  const query = prepared(db, 'provider_row', d =>
    d
      .select()
      .from(tables.providers)
      .where(eq(tables.providers.id, sql.placeholder('id'))),
  )
  const [row]: ProviderRow[] = await query.execute({ id })
  return row ?? null
}

/** Providers by unified social credit code (in normal form). */
export async function findByUscc(db: Reader, tables: Tables, uscc: string): Promise<ProviderRow[]> {
  return db.select().from(tables.providers).where(eq(tables.providers.uscc, uscc)).orderBy(asc(tables.providers.id))
}

/** Code -> providers that have it, by id. */
export async function findByUsccs(
  db: Reader,
  { providers }: Tables,
  usccs: readonly string[],
): Promise<Map<string, ProviderRow[]>> {
  if (usccs.length === 0) return new Map()
  const rows = await db
    .select()
    .from(providers)
    .where(inArray(providers.uscc, [...usccs]))
    .orderBy(asc(providers.id))
  return Map.groupBy(rows, row => row.uscc!)
}

/** Centre number -> the provider that has it. */
export async function findByNumbers(
  db: Reader,
  { providers }: Tables,
  numbers: readonly string[],
): Promise<Map<string, ProviderRow>> {
  if (numbers.length === 0) return new Map()
  const rows = await db
    .select()
    .from(providers)
    .where(inArray(providers.number, [...numbers]))
  return new Map(rows.map(row => [row.number!, row]))
}

/** Providers without a code that have one of these names. */
export async function findWithoutCode(
  db: Reader,
  { providers }: Tables,
  nameKeys: readonly string[],
): Promise<ProviderRow[]> {
  if (nameKeys.length === 0) return []
  return db
    .select()
    .from(providers)
    .where(and(isNull(providers.uscc), inArray(providers.nameKey, [...nameKeys])))
    .orderBy(asc(providers.id))
}

/** The next number of the centre; inside a write nobody else can take it. */
export async function nextNumber(db: Reader, { providers }: Tables): Promise<string> {
  const [last] = await db
    .select({ number: providers.number })
    .from(providers)
    .where(isNotNull(providers.number))
    .orderBy(desc(providers.number))
    .limit(1)
  return centreNumber(last ? Number(last.number!.slice(1)) + 1 : 1)
}

/** Serves the area, or one that holds it. */
export function serving(db: Reader, { providers, servedAreas }: Tables, area: string): SQL {
  const match = inArray(servedAreas.area, withAncestors(area))
  return exists(
    db
      .select({ one: sql`1` })
      .from(servedAreas)
      .where(and(eq(servedAreas.provider, providers.id), match)),
  )
}

/** True if a service item or category, and an area valid on that day, exist. */
export async function serviceExists(db: Reader, { services }: Tables, code: string): Promise<boolean> {
  const query = prepared(db, 'service_exists', d =>
    d
      .select({ code: services.code })
      .from(services)
      .where(eq(services.code, sql.placeholder('code'))),
  )
  const rows: unknown[] = await query.execute({ code })
  return rows.length > 0
}

export async function areaExists(db: Reader, { areas }: Tables, code: string, date: string): Promise<boolean> {
  const query = prepared(db, 'area_until', d =>
    d
      .select({ validUntil: areas.validUntil })
      .from(areas)
      .where(eq(areas.code, sql.placeholder('code'))),
  )
  const [row]: { validUntil: string | null }[] = await query.execute({ code })
  return row !== undefined && (row.validUntil === null || row.validUntil >= date)
}

/** The area that an abolished one went into. */
export async function successorOf(db: Reader, { areas }: Tables, code: string): Promise<string | null> {
  const [row] = await db.select({ successor: areas.successor }).from(areas).where(eq(areas.code, code))
  return row?.successor ?? null
}

/** True if any provider that has not left offers the item (or its category) and serves the area (or one that holds it). */
export async function isOffered(db: Reader, tables: Tables, service: string, area: string): Promise<boolean> {
  const { offerings, providers } = tables
  const here = exists(
    db
      .select({ one: sql`1` })
      .from(providers)
      .where(and(eq(providers.id, offerings.provider), ne(providers.standing, 'withdrawn'), serving(db, tables, area))),
  )
  const found = await db
    .select({ provider: offerings.provider })
    .from(offerings)
    .where(and(inArray(offerings.service, [service, service.slice(0, 2)]), here))
    .limit(1)
  return found.length > 0
}
