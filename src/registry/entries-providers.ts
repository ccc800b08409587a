/** Entries of providers and their `apply`. */
import { placeholders } from '../ledger/append.ts'
import { canonical } from '../ledger/canonical.ts'
import type { Applying, EntryType } from '../ledger/ledger.ts'
import { eq } from '../store/drizzle.ts'
import { insertRows } from '../store/insert-rows.ts'
import { prepared } from '../store/prepared.ts'
import { putMatchKeys } from './rows-match-keys.ts'
import { nameGrams, nameKey } from './rules-name.ts'
import type { RegistrationStatus, Standing } from './rules-provider.ts'

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
  'number',
  'phoneByCentre',
  'areasByCentre',
  'offeringsByCentre',
  'version',
]

/** Registers are imported by the command under this name, or say so in their entries. */
const isOfRegister = (actor: string, source: string | undefined) => source === 'register' || actor === 'import'

const registered: EntryType = {
  type: 'provider.registered',
  async apply(tx, { payload, day, actor }) {
    const { provider: id, usccReason: _, representativeHash, ...facts } = payload
    // The centre owns what it entered at the registration, as it owns what it enters later.
    const own = facts.admission === 'registered' && !isOfRegister(actor, undefined) ? 1 : 0
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
      uscc: facts.uscc ?? null,
      number: facts.number ?? null,
      phoneByCentre: facts.phone === null ? 0 : own,
      areasByCentre: own,
      offeringsByCentre: own,
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
  async apply(tx, { payload, actor }) {
    const { provider: id, usccReason: _, representativeHash, source, ...facts } = payload
    const own = !isOfRegister(actor, source)
    const { providers } = tx.tables
    const version = await nextVersion(tx, id)
    const set = {
      ...facts,
      ...(facts.areas ? { areas: canonical(facts.areas) } : {}),
      ...(facts.name ? { nameKey: nameKey(facts.name) } : {}),
      ...(own && 'phone' in facts ? { phoneByCentre: 1 } : {}),
      ...(own && facts.areas ? { areasByCentre: 1 } : {}),
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
  async apply(tx, { payload: { provider: id, offerings, source }, actor }) {
    const { providers } = tx.tables
    const version = await nextVersion(tx, id)
    await tx.db
      .update(providers)
      .set({
        offerings: canonical(offerings),
        ...(isOfRegister(actor, source) ? {} : { offeringsByCentre: 1 }),
        version,
      })
      .where(eq(providers.id, id))
    await replacePairs(tx, 'offerings', id, offerings)
  },
}

export const providerEntries: EntryType[] = [
  registered,
  changed,
  offeringsSet,
  status('provider.suspended', () => ({ standing: 'suspended' })),
  status('provider.reinstated', () => ({ standing: 'active' })),
  status('provider.withdrawn', () => ({ standing: 'withdrawn' })),
  status('provider.registration-set', ({ registration }) => ({ registration })),
  // Entries of ledgers from before the two facts were distinguished (docs/decisions/0017).
  status('provider.deactivated', () => ({ registration: 'deregistered' })),
  status('provider.reactivated', () => ({ registration: 'operating' })),
]
