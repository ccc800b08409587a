/** Rows of impact runs. Not history: a run follows from the ledger and can be repeated. */
import { and, desc, eq, inArray } from '../../store/drizzle.ts'
import type { Reader, Writer } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'

export type ImpactRow = Tables['impactRuns']['$inferSelect']

/** A run that has not reported for so long was interrupted: its process has ended. */
const SILENT_MS = 60_000
export const UNDER_WAY = ['waiting', 'running']

export const isInterrupted = ({ status, seenAt }: ImpactRow, now: number): boolean =>
  UNDER_WAY.includes(status) && now - seenAt > SILENT_MS

export async function impactRow(db: Reader, { impactRuns: t }: Tables, id: string): Promise<ImpactRow | undefined> {
  const [row] = await db.select().from(t).where(eq(t.id, id))
  return row
}

/** Runs of a version, the newest first. */
export function impactRowsOf(db: Reader, { impactRuns: t }: Tables, version: string, status: readonly string[]) {
  return db
    .select()
    .from(t)
    .where(and(eq(t.version, version), inArray(t.status, [...status])))
    .orderBy(desc(t.seq), desc(t.id))
}

export async function saveRun(
  db: Writer,
  { impactRuns: t }: Tables,
  ids: readonly string[],
  values: Partial<ImpactRow>,
): Promise<void> {
  await db
    .update(t)
    .set(values)
    .where(inArray(t.id, [...ids]))
}
