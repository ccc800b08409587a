/** Sanctions among the evidence. */
import { allClocks } from '../../registry/rows-clocks.ts'
import { and, asc, eq, inArray, type SQL, sql } from '../../store/drizzle.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import { toWeighed } from '../live/rows.ts'
import type { Weighed } from '../rules/evidence.ts'
import type { Methodology } from '../rules/methodology.ts'
import { isLapsed, type SanctionClocks, sanctionClocks } from './rules-sanctions.ts'

export type SanctionPiece = Extract<Weighed, { kind: 'sanction' }> & {
  publishedUntil?: number
  clocks: SanctionClocks
  /** On the day that was asked for. */
  lapsed: boolean
}

/** Literal, so that both databases use the partial index. */
const isSanction = ({ evidence }: Tables): SQL => sql`${evidence.kind} = 'sanction'`

async function sanctionsWhere(
  db: Reader,
  tables: Tables,
  m: Methodology,
  condition: SQL | undefined,
  today: number,
): Promise<SanctionPiece[]> {
  const { evidence: t } = tables
  const rows = await db
    .select()
    .from(t)
    .where(and(isSanction(tables), condition))
    .orderBy(asc(t.seq))
  if (rows.length === 0) return []
  const editions = await allClocks(db, tables)
  return rows.map(row => {
    const piece = toWeighed(row) as Omit<SanctionPiece, 'clocks' | 'lapsed'>
    const clocks = sanctionClocks(m, editions, piece)
    return { ...piece, clocks, lapsed: isLapsed(clocks, piece, today) } as SanctionPiece
  })
}

/** Sanctions of some providers by seq, lapsed ones too. */
export const sanctionsOf = (db: Reader, tables: Tables, m: Methodology, providers: readonly string[], today: number) =>
  sanctionsWhere(db, tables, m, inArray(tables.evidence.provider, [...providers]), today)

/** Those among some seqs that are sanctions. */
export const sanctionsAmong = (db: Reader, tables: Tables, m: Methodology, seqs: readonly number[], today: number) =>
  seqs.length === 0
    ? Promise.resolve([])
    : sanctionsWhere(db, tables, m, inArray(tables.evidence.seq, [...seqs]), today)

/** Every sanction on record. */
export const allSanctions = (db: Reader, tables: Tables, m: Methodology, today: number) =>
  sanctionsWhere(db, tables, m, undefined, today)

/** Providers about whom a sanction is on record, in force or not. */
export async function sanctionedProviders(db: Reader, tables: Tables): Promise<string[]> {
  const { provider } = tables.evidence
  const rows = await db.selectDistinct({ provider }).from(tables.evidence).where(isSanction(tables))
  return rows.map(row => row.provider)
}

/** Seqs of a provider's lapsed sanctions: what no answer of that day may name. */
export async function lapsedSanctions(db: Reader, tables: Tables, m: Methodology, provider: string, today: number) {
  const found = await sanctionsWhere(db, tables, m, eq(tables.evidence.provider, provider), today)
  return found.filter(s => s.lapsed).map(s => s.seq)
}
