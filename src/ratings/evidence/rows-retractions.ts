import { toEntry } from '../../ledger/rows.ts'
import { and, desc, eq, lt } from '../../store/drizzle.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'

/** An entry `action.retractions`, as far as it is shown. */
export interface RetractionEntry {
  seq: number
  at: string
  actor: string
  payload: { key: string; from: string; to: string; provider?: string; providers: string[]; targets: number[] }
}

/** Retractions by key and period, newest first. */
export async function retractionEntries(
  db: Reader,
  { ledger: t }: Tables,
  before: number | null,
  limit: number,
): Promise<RetractionEntry[]> {
  const rows = await db
    .select()
    .from(t)
    .where(and(eq(t.type, 'action.retractions'), before === null ? undefined : lt(t.seq, before)))
    .orderBy(desc(t.seq))
    .limit(limit)
  return rows.map(row => {
    const { seq, at, actor, payload } = toEntry(row)
    return { seq, at, actor, payload }
  })
}
