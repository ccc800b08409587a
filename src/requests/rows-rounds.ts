import { and, desc, eq, inArray } from '../store/drizzle.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

/** Number of transfers of a request since it was assigned. */
export async function transfersInARow(db: Reader, { requestRounds: e }: Tables, request: string): Promise<number> {
  const rounds = await db.select({ ended: e.ended }).from(e).where(eq(e.request, request)).orderBy(desc(e.round))
  const first = rounds.findIndex(round => round.ended !== 'transfer')
  return first < 0 ? rounds.length : first
}

/** Number of rounds of a request that ended in one of these ways. */
export async function roundsEnded(
  db: Reader,
  { requestRounds: e }: Tables,
  request: string,
  ended: readonly string[],
): Promise<number> {
  const rounds = await db
    .select({ round: e.round })
    .from(e)
    .where(and(eq(e.request, request), inArray(e.ended, ended)))
  return rounds.length
}
