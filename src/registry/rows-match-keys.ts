import type { Applying } from '../ledger/ledger.ts'
import { and, eq, inArray, ne, or } from '../store/drizzle.ts'
import { insertRows } from '../store/insert-rows.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { ProviderRow } from './rows.ts'
import { addressMatchKey, MATCH_KEYS, type MatchKey, phoneMatchKey, sharedCategories } from './rules-match-keys.ts'

/** Providers looked at for one question: a number that thousands share is evidence of nothing. */
const MOST = 500

interface Facts {
  phone?: string | null
  address?: string | null
  representativeHash?: string
}

/** Writes the match keys that a registration or a change brings; what it does not name stays. */
export async function putMatchKeys({ db, tables: { providerMatchKeys: t } }: Applying, provider: string, facts: Facts) {
  const brought: Partial<Record<MatchKey, string | null>> = {
    ...('phone' in facts ? { phone: phoneMatchKey(facts.phone) } : {}),
    ...('address' in facts ? { address: addressMatchKey(facts.address) } : {}),
    ...(facts.representativeHash ? { representative: facts.representativeHash } : {}),
  }
  const rows: { provider: string; kind: MatchKey; value: string }[] = []
  for (const kind of MATCH_KEYS) {
    const value = brought[kind]
    if (value) rows.push({ provider, kind, value })
    else if (value === null) await db.delete(t).where(and(eq(t.provider, provider), eq(t.kind, kind)))
  }
  await insertRows(db, { table: t, key: ['provider', 'kind'], replaced: ['value'] }, rows)
}

export interface Candidate {
  provider: ProviderRow
  matchKeys: MatchKey[]
}

/** Older registrations that share match keys with a provider, most match keys first. An address counts only with a category in common. */
export async function predecessorCandidates(
  db: Reader,
  tables: Tables,
  provider: ProviderRow,
  without: readonly string[],
): Promise<Candidate[]> {
  const found = await sharedMatchKeys(db, tables, provider.id)
  const ids = [...found.keys()].filter(id => !without.includes(id))
  if (ids.length === 0) return []
  const rows = await db.select().from(tables.providers).where(inArray(tables.providers.id, ids))
  return rows
    .filter(row => row.registeredDay <= provider.registeredDay)
    .map(row => ({
      provider: row,
      matchKeys: found.get(row.id)!.filter(kind => kind !== 'address' || overlaps(provider, row)),
    }))
    .filter(({ matchKeys }) => matchKeys.length > 0)
    .sort((a, b) => b.matchKeys.length - a.matchKeys.length || (a.provider.id < b.provider.id ? -1 : 1))
}

const overlaps = (a: ProviderRow, b: ProviderRow) =>
  sharedCategories(JSON.parse(a.offerings), JSON.parse(b.offerings)).length > 0

async function sharedMatchKeys(
  db: Reader,
  { providerMatchKeys: t }: Tables,
  id: string,
): Promise<Map<string, MatchKey[]>> {
  const own = await db.select().from(t).where(eq(t.provider, id))
  if (own.length === 0) return new Map()
  const same = or(...own.map(({ kind, value }) => and(eq(t.kind, kind), eq(t.value, value))))
  const rows = await db
    .select()
    .from(t)
    .where(and(same, ne(t.provider, id)))
    .orderBy(t.provider, t.kind)
    .limit(MOST)
  const found = new Map<string, MatchKey[]>()
  for (const { provider, kind } of rows) found.set(provider, [...(found.get(provider) ?? []), kind as MatchKey])
  return found
}
