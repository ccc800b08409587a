import { inArray, type SQL } from '../store/drizzle.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { listProviderRows, type ProviderFilter, type ProviderRow } from './rows.ts'

/** Providers that are named to the database at once. */
const SLICE = 200

interface Graded {
  condition: SQL
  apart: ReadonlySet<string>
  besides: readonly string[]
}

/** Providers of a grade by id, after one: whom the condition finds, without those apart, together with those besides. */
export async function listGradedRows(
  db: Reader,
  tables: Tables,
  filter: Omit<ProviderFilter, 'also'>,
  { condition, apart, besides }: Graded,
  after: string | null,
  limit: number,
): Promise<ProviderRow[]> {
  const held: ProviderRow[] = []
  for (let last = after; held.length < limit; ) {
    const rows = await listProviderRows(db, tables, { ...filter, also: condition }, last, limit)
    held.push(...rows.filter(row => !apart.has(row.id)))
    if (rows.length < limit) break
    last = rows.at(-1)!.id
  }
  const others: ProviderRow[] = []
  const named = besides.filter(id => after === null || id > after)
  for (let i = 0; i < named.length && others.length < limit; i += SLICE) {
    const also = inArray(tables.providers.id, named.slice(i, i + SLICE))
    others.push(...(await listProviderRows(db, tables, { ...filter, also }, null, limit)))
  }
  return [...held, ...others].sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit)
}
