import { inArray } from 'drizzle-orm'
import type { ProviderRecord } from '../ratings/book.ts'
import type { Methodology } from '../ratings/methodology.ts'
import { reportOf } from '../ratings/report.ts'
import { toRecord } from '../ratings/rows.ts'
import type { ProviderRow } from '../registry/rows.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { GateFacts } from './rules-gate.ts'

/** A provider as the index holds it: what a list shows, what the gate asks, and the fold that scores come from. */
export interface IndexedProvider {
  id: string
  name: string
  kind: 'firm' | 'volunteer'
  phone: string | null
  areas: string[]
  status: GateFacts['status']
  validUntil: string | null
  offerings: Set<string>
  openOrders: number
  record: ProviderRecord | undefined
}

/** Reads what the index holds of some providers, or of all. */
export async function readIndexed(
  db: Reader,
  tables: Tables,
  m: Methodology,
  ids: readonly string[] | null,
): Promise<IndexedProvider[]> {
  const { providers, ratings, openRequests } = tables
  const rows: ProviderRow[] = await db
    .select()
    .from(providers)
    .where(ids ? inArray(providers.id, [...ids]) : undefined)
  const ratingRows = await db
    .select()
    .from(ratings)
    .where(ids ? inArray(ratings.provider, [...ids]) : undefined)
  const open = await db
    .select()
    .from(openRequests)
    .where(ids ? inArray(openRequests.provider, [...ids]) : undefined)
  const records = new Map(ratingRows.map(row => [row.provider, toRecord(m, row)]))
  const openOrders = new Map<string, number>()
  for (const { provider } of open) openOrders.set(provider, (openOrders.get(provider) ?? 0) + 1)
  return rows.map(row => ({
    id: row.id,
    name: row.name,
    kind: row.kind as IndexedProvider['kind'],
    phone: row.phone,
    areas: JSON.parse(row.areas),
    status: row.status as GateFacts['status'],
    validUntil: row.validUntil,
    offerings: new Set<string>(JSON.parse(row.offerings)),
    openOrders: openOrders.get(row.id) ?? 0,
    record: records.get(row.id),
  }))
}

/** What the gate asks of a provider on a day; with the scores that order a list. */
export function gateFacts(
  m: Methodology,
  provider: IndexedProvider,
  day: number,
): GateFacts & { point: number; assured: number } {
  const { point, assured, state, grade, watch } = reportOf(m, provider.record, day)
  const { status, validUntil, offerings, areas, openOrders } = provider
  return { status, validUntil, offerings, areas, openOrders, state, grade, watch, point, assured }
}

/** Facts of one provider from the rows that a transaction sees; null for an unknown one. */
export async function readGateFacts(db: Reader, tables: Tables, m: Methodology, id: string, day: number) {
  const [provider] = await readIndexed(db, tables, m, [id])
  return provider ? gateFacts(m, provider, day) : null
}
