import { canonical } from '../ledger/canonical.ts'
import type { EntryType } from '../ledger/ledger.ts'
import type { Tables } from '../store/tables.ts'
import { dutyEntries } from './entries-duties.ts'
import { providerEntries } from './entries-providers.ts'

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
  ...providerEntries,
]
