import { and, asc, eq, gt, gte, isNull, lte, or } from 'drizzle-orm'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

export type ClockRow = Tables['clocks']['$inferSelect']

/** Every edition of every clock, for the rules (`clockOn`, `endOf`). */
export async function allClocks(db: Reader, { clocks }: Tables): Promise<ClockRow[]> {
  return db.select().from(clocks).orderBy(asc(clocks.id), asc(clocks.validFrom))
}

/** Editions after a key (id, validFrom), in force on a day if one is given. */
export async function listClockRows(
  db: Reader,
  { clocks: t }: Tables,
  on: string | undefined,
  after: readonly (string | number)[] | null,
  limit: number,
): Promise<ClockRow[]> {
  const [id = '', from = ''] = (after ?? []).map(String)
  const inForce =
    on === undefined ? undefined : and(lte(t.validFrom, on), or(isNull(t.validUntil), gte(t.validUntil, on)))
  return db
    .select()
    .from(t)
    .where(and(after ? or(gt(t.id, id), and(eq(t.id, id), gt(t.validFrom, from))) : undefined, inForce))
    .orderBy(asc(t.id), asc(t.validFrom))
    .limit(limit)
}
