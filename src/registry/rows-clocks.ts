import { and, asc, eq, gt, gte, isNull, lte, or, sql } from '../store/drizzle.ts'
import { prepared } from '../store/prepared.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { clockOn } from './rules-clocks.ts'

export type ClockRow = Tables['clocks']['$inferSelect']

/** Every edition of every clock, for the rules (`clockOn`, `endOf`). */
export async function allClocks(db: Reader, { clocks }: Tables): Promise<ClockRow[]> {
  return db.select().from(clocks).orderBy(asc(clocks.id), asc(clocks.validFrom))
}

/** The edition of one clock that is in force on a day. @throws Error if there is none: the data has a gap */
export async function requireClock(db: Reader, { clocks }: Tables, id: string, date: string): Promise<ClockRow> {
  const query = prepared(db, 'clock_editions', d =>
    d
      .select()
      .from(clocks)
      .where(eq(clocks.id, sql.placeholder('id'))),
  )
  return clockOn((await query.execute({ id })) as ClockRow[], id, date)
}

/** Editions after a key (id, validFrom), in force on a day if one is given. */
export async function listClockRows(
  db: Reader,
  { clocks: t }: Tables,
  on: string | undefined,
  after: readonly [id: string, validFrom: string] | null,
  limit: number,
): Promise<ClockRow[]> {
  const [id = '', from = ''] = after ?? []
  const inForce =
    on === undefined ? undefined : and(lte(t.validFrom, on), or(isNull(t.validUntil), gte(t.validUntil, on)))
  return db
    .select()
    .from(t)
    .where(and(after ? or(gt(t.id, id), and(eq(t.id, id), gt(t.validFrom, from))) : undefined, inForce))
    .orderBy(asc(t.id), asc(t.validFrom))
    .limit(limit)
}
