/** Rows of methodology versions, and the versions that follow from them. */
import { asc, eq, isNotNull } from '../../store/drizzle.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import { createMethodology, type Methodology } from '../rules/methodology.ts'
import type { Parameters } from '../rules/parameters.ts'
import type { ActivatedVersion } from './rules-drafts.ts'

export type MethodologyRow = Tables['methodologies']['$inferSelect']

/** A version that is or was in force, ready for computing, and the entry that activated it. */
export interface ReadyVersion extends Activated {
  methodology: Methodology
}

interface Activated extends ActivatedVersion {
  activatedBy: number
  /** The one that the ledger began with: no impact run came before it. */
  isFirst: boolean
}

/** One version, whatever its status. Sees what the running unit of work has appended. */
export async function methodologyRow(
  db: Reader,
  { methodologies: t }: Tables,
  version: string,
): Promise<MethodologyRow | undefined> {
  const [row] = await db.select().from(t).where(eq(t.version, version))
  return row
}

export type Status = 'draft' | 'scheduled' | 'active' | 'superseded'

/** Where a version stands on a day; `active` is the version in force on it. */
export function statusOn({ version, fromDay }: MethodologyRow, day: number, active: string): Status {
  if (fromDay === null) return 'draft'
  if (version === active) return 'active'
  return fromDay > day ? 'scheduled' : 'superseded'
}

/** Versions that were ever activated, by their first day. */
export async function activated(db: Reader, { methodologies: t }: Tables): Promise<Activated[]> {
  const rows = await db.select().from(t).where(isNotNull(t.fromDay)).orderBy(asc(t.fromDay))
  return rows.map(row => ({
    from: row.fromDay!,
    parameters: JSON.parse(row.parameters) as Parameters,
    activatedBy: row.activatedBy!,
    isFirst: row.runSeq === null,
  }))
}

/** The same, ready for computing; those that are `known` are not made ready again. */
export async function readTimeline(
  db: Reader,
  tables: Tables,
  known: readonly ReadyVersion[],
): Promise<ReadyVersion[]> {
  return (await activated(db, tables)).map(one => {
    const before = known.find(k => k.parameters.version === one.parameters.version)
    return { ...one, methodology: before?.methodology ?? createMethodology(one.parameters) }
  })
}
