import { asc, gt } from '../store/drizzle.ts'
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
