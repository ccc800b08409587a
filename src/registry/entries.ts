import { placeholders } from '../ledger/append.ts'
import { canonical } from '../ledger/canonical.ts'
import type { Applying, EntryType } from '../ledger/ledger.ts'
import { eq } from '../store/drizzle.ts'
import { insertRows } from '../store/insert-rows.ts'
import { prepared } from '../store/prepared.ts'
import type { Tables } from '../store/tables.ts'
import { dutyEntries } from './entries-duties.ts'
import { putMatchKeys } from './rows-match-keys.ts'
import { nameGrams, nameKey } from './rules-name.ts'
import type { RegistrationStatus, Standing } from './rules-provider.ts'

type Upserted = 'areas' | 'services'

/** Reference data: an entry with the same key replaces the row. */
export function defined(type: string, table: Upserted, key: 'code' | 'id'): EntryType {
  return {
    type,
    async apply({ db, tables }, { payload }) {
      const row = Object.fromEntries(
        Object.entries(payload).map(([name, value]) => [name, Array.isArray(value) ? canonical(value) : value]),
      )
      const target = (tables[table] as unknown as Record<string, Tables['areas']['code']>)[key]!
      await db
        .insert(tables[table])
        .values(row as never)
        .onConflictDoUpdate({ target, set: row })
    },
  }
}

interface StatusOf {
  standing?: Standing
  registration?: RegistrationStatus
}

/** A change of standing, whose reason is sealed and has no row, or of registration status. */
function status(type: string, of: (payload: { registration: RegistrationStatus }) => StatusOf): EntryType {
  return {
    type,
    async apply({ db, tables }, { payload }) {
      const { providers } = tables
      const version = await nextVersion({ db, tables }, payload.provider)
      await db
        .update(providers)
        .set({ ...of(payload), version })
        .where(eq(providers.id, payload.provider))
    },
  }
}

async function nextVersion({ db, tables }: Applying, id: string): Promise<number> {
  const { providers } = tables
  const [row] = await db.select({ version: providers.version }).from(providers).where(eq(providers.id, id))
  if (!row) throw new Error(`no provider ${id}`)
  return row.version + 1
}

const PROVIDER_COLUMNS = [
  'id',
  'kind',
  'name',
  'nameKey',
  'uscc',
  'usccStatus',
  'phone',
  'address',
  'area',
  'areas',
  'offerings',
  'registration',
  'standing',
  'founded',
  'validUntil',
  'registeredDay',
  'admission',
  'version',
]

const registered: EntryType = {
  type: 'provider.registered',
  async apply(tx, { payload, day }) {
    const { provider: id, usccReason: _, representativeHash, ...facts } = payload
    const insert = prepared(tx.db, 'provider_insert', db =>
      db.insert(tx.tables.providers).values(placeholders(PROVIDER_COLUMNS) as never),
    )
    await insert.execute({
      ...facts,
      id,
      nameKey: nameKey(facts.name),
      areas: canonical(facts.areas),
      offerings: canonical(facts.offerings),
      registration: facts.registration ?? 'operating',
      standing: 'active',
      registeredDay: day,
      // Registrations from before admissions were recorded, and those of an import, were taken over as they stood.
      admission: facts.admission ?? 'taken-over',
      version: 1,
    })
    await insertPairs(tx, 'offerings', id, facts.offerings)
    await insertPairs(tx, 'servedAreas', id, facts.areas)
    await insertPairs(tx, 'nameGrams', id, nameGrams(nameKey(facts.name)))
    await putMatchKeys(tx, id, { phone: facts.phone, address: facts.address, representativeHash })
  },
}

const PAIRS = { offerings: 'service', servedAreas: 'area', nameGrams: 'gram' } as const
type PairTable = keyof typeof PAIRS

async function insertPairs(
  { db, tables }: Applying,
  table: PairTable,
  provider: string,
  values: readonly string[],
): Promise<void> {
  const rows = values.map(value => ({ provider, [PAIRS[table]]: value }))
  await insertRows(db, { table: tables[table] }, rows)
}

async function replacePairs(
  tx: Applying,
  table: PairTable,
  provider: string,
  values: readonly string[],
): Promise<void> {
  await tx.db.delete(tx.tables[table]).where(eq(tx.tables[table].provider, provider))
  await insertPairs(tx, table, provider, values)
}

const changed: EntryType = {
  type: 'provider.changed',
  async apply(tx, { payload }) {
    const { provider: id, usccReason: _, representativeHash, ...facts } = payload
    const { providers } = tx.tables
    const version = await nextVersion(tx, id)
    const set = {
      ...facts,
      ...(facts.areas ? { areas: canonical(facts.areas) } : {}),
      ...(facts.name ? { nameKey: nameKey(facts.name) } : {}),
      version,
    }
    await tx.db.update(providers).set(set).where(eq(providers.id, id))
    if (facts.areas) await replacePairs(tx, 'servedAreas', id, facts.areas)
    if (facts.name) await replacePairs(tx, 'nameGrams', id, nameGrams(nameKey(facts.name)))
    const { phone, address } = facts
    await putMatchKeys(tx, id, {
      ...('phone' in facts ? { phone } : {}),
      ...('address' in facts ? { address } : {}),
      representativeHash,
    })
  },
}

const offeringsSet: EntryType = {
  type: 'provider.offerings-set',
  async apply(tx, { payload: { provider: id, offerings } }) {
    const { providers } = tx.tables
    const version = await nextVersion(tx, id)
    await tx.db
      .update(providers)
      .set({ offerings: canonical(offerings), version })
      .where(eq(providers.id, id))
    await replacePairs(tx, 'offerings', id, offerings)
  },
}

/** An edition of a clock: the same id and beginning replaces it. */
const clockDefined: EntryType = {
  type: 'clock.defined',
  async apply({ db, tables: { clocks } }, { payload }) {
    const target = [clocks.id, clocks.validFrom]
    await db.insert(clocks).values(payload).onConflictDoUpdate({ target, set: payload })
  },
}

export const registryEntries: EntryType[] = [
  clockDefined,
  defined('area.defined', 'areas', 'code'),
  defined('service.defined', 'services', 'code'),
  ...dutyEntries,
  registered,
  changed,
  offeringsSet,
  status('provider.suspended', () => ({ standing: 'suspended' })),
  status('provider.reinstated', () => ({ standing: 'active' })),
  status('provider.withdrawn', () => ({ standing: 'withdrawn' })),
  status('provider.registration-set', ({ registration }) => ({ registration })),
  // Entries of ledgers from before the two facts were told apart (docs/decisions/0016).
  status('provider.deactivated', () => ({ registration: 'deregistered' })),
  status('provider.reactivated', () => ({ registration: 'operating' })),
]
