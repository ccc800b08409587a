import { and, asc, desc, eq, gt, isNotNull, isNull } from '../../store/drizzle.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'

export type ReinspectionRow = Tables['reinspections']['$inferSelect']

interface Sought {
  provider: string | undefined
  open: boolean | undefined
}

/** Inspections asked for, oldest first: the one that is due first comes first. */
export async function reinspectionRows(
  db: Reader,
  { reinspections: t }: Tables,
  { provider, open }: Sought,
  { after, limit }: { after: number; limit: number },
): Promise<ReinspectionRow[]> {
  const ended = open === undefined ? undefined : open ? isNull(t.outcome) : isNotNull(t.outcome)
  return db
    .select()
    .from(t)
    .where(and(gt(t.seq, after), provider === undefined ? undefined : eq(t.provider, provider), ended))
    .orderBy(asc(t.seq))
    .limit(limit)
}

export async function findReinspection(
  db: Reader,
  { reinspections: t }: Tables,
  seq: number,
): Promise<ReinspectionRow | undefined> {
  const [row] = await db.select().from(t).where(eq(t.seq, seq))
  return row
}

/** The newest that a provider asked for. */
export async function newestReinspection(
  db: Reader,
  { reinspections: t }: Tables,
  provider: string,
): Promise<ReinspectionRow | undefined> {
  const [row] = await db.select().from(t).where(eq(t.provider, provider)).orderBy(desc(t.seq)).limit(1)
  return row
}
