import { desc, eq } from '../store/drizzle.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

/** Number of transfers of a request since it was assigned. */
export async function transfersInARow(db: Reader, { requestRounds: e }: Tables, request: string): Promise<number> {
  const rounds = await db.select({ ended: e.ended }).from(e).where(eq(e.request, request)).orderBy(desc(e.round))
  const first = rounds.findIndex(round => round.ended !== 'transfer')
  return first < 0 ? rounds.length : first
}
