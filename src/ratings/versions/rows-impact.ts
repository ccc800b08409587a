/** Rows of impact runs. Not history: a run follows from the ledger and can be repeated. */
import { timestamp } from '../../ledger/clock.ts'
import { and, desc, eq, getTableColumns, inArray, lt, or } from '../../store/drizzle.ts'
import type { Reader, Writer } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'

export type ImpactRow = Tables['impactRuns']['$inferSelect']
export type ImpactSummaryRow = Omit<ImpactRow, 'result'>

/** A run that has not reported for so long was interrupted: its process has ended. */
const SILENT_MS = 60_000
export const UNDER_WAY = ['waiting', 'running']

export const isInterrupted = ({ status, seenAt }: Pick<ImpactRow, 'status' | 'seenAt'>, now: number): boolean =>
  UNDER_WAY.includes(status) && now - seenAt > SILENT_MS

/** The row of a run that has not begun. */
export function waitingRun(
  question: Pick<ImpactRow, 'id' | 'version' | 'base' | 'seq' | 'day'>,
  now: number,
): ImpactRow {
  const nothing = { milliseconds: null, result: null, hash: null, error: null }
  return { ...question, status: 'waiting', done: 0, total: 0, startedAt: timestamp(now), seenAt: now, ...nothing }
}

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

/** Runs of a version after a key (seq, id), the newest first, without their results, which may be large. */
export async function impactRowsAfter(
  db: Reader,
  { impactRuns: t }: Tables,
  version: string,
  after: readonly [seq: number, id: string] | null,
  limit: number,
): Promise<ImpactSummaryRow[]> {
  const next = after ? or(lt(t.seq, after[0]), and(eq(t.seq, after[0]), lt(t.id, after[1]))) : undefined
  const { result: _, ...columns } = getTableColumns(t)
  return db
    .select(columns)
    .from(t)
    .where(and(eq(t.version, version), next))
    .orderBy(desc(t.seq), desc(t.id))
    .limit(limit)
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
