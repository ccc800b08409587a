import type { Applying } from '../ledger/ledger.ts'
import { and, eq, inArray, ne, or } from '../store/drizzle.ts'
import { insertRows } from '../store/insert-rows.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { ProviderRow } from './rows.ts'
import { addressSign, phoneSign, SIGNS, type Sign, sharedCategories } from './rules-signs.ts'

/** Providers looked at for one question: a number that thousands share is a sign of nothing. */
const MOST = 500

interface Facts {
  phone?: string | null
  address?: string | null
  representativeHash?: string
}

/** Writes the signs that a registration or a change brings; what it does not name stays. */
export async function putSigns({ db, tables: { providerSigns: t } }: Applying, provider: string, facts: Facts) {
  const brought: Partial<Record<Sign, string | null>> = {
    ...('phone' in facts ? { phone: phoneSign(facts.phone) } : {}),
    ...('address' in facts ? { address: addressSign(facts.address) } : {}),
    ...(facts.representativeHash ? { representative: facts.representativeHash } : {}),
  }
  const rows: { provider: string; sign: Sign; value: string }[] = []
  for (const sign of SIGNS) {
    const value = brought[sign]
    if (value) rows.push({ provider, sign, value })
    else if (value === null) await db.delete(t).where(and(eq(t.provider, provider), eq(t.sign, sign)))
  }
  await insertRows(db, { table: t, key: ['provider', 'sign'], replaced: ['value'] }, rows)
}

export interface Candidate {
  provider: ProviderRow
  signs: Sign[]
}

/** Older registrations that share signs with a provider, most signs first. An address counts only with a category in common. */
export async function predecessorCandidates(
  db: Reader,
  tables: Tables,
  provider: ProviderRow,
  without: readonly string[],
): Promise<Candidate[]> {
  const found = await sharedSigns(db, tables, provider.id)
  const ids = [...found.keys()].filter(id => !without.includes(id))
  if (ids.length === 0) return []
  const rows = await db.select().from(tables.providers).where(inArray(tables.providers.id, ids))
  return rows
    .filter(row => row.registeredDay <= provider.registeredDay)
    .map(row => ({
      provider: row,
      signs: found.get(row.id)!.filter(sign => sign !== 'address' || overlaps(provider, row)),
    }))
    .filter(({ signs }) => signs.length > 0)
    .sort((a, b) => b.signs.length - a.signs.length || (a.provider.id < b.provider.id ? -1 : 1))
}

const overlaps = (a: ProviderRow, b: ProviderRow) =>
  sharedCategories(JSON.parse(a.offerings), JSON.parse(b.offerings)).length > 0

async function sharedSigns(db: Reader, { providerSigns: t }: Tables, id: string): Promise<Map<string, Sign[]>> {
  const own = await db.select().from(t).where(eq(t.provider, id))
  if (own.length === 0) return new Map()
  const same = or(...own.map(({ sign, value }) => and(eq(t.sign, sign), eq(t.value, value))))
  const rows = await db
    .select()
    .from(t)
    .where(and(same, ne(t.provider, id)))
    .orderBy(t.provider, t.sign)
    .limit(MOST)
  const found = new Map<string, Sign[]>()
  for (const { provider, sign } of rows) found.set(provider, [...(found.get(provider) ?? []), sign as Sign])
  return found
}
