import { canonical } from '../../ledger/canonical.ts'
import type { EntryType } from '../../ledger/ledger.ts'
import { sql } from '../../store/drizzle.ts'

/** The subject of their entries: there is one document. */
export const SAFEGUARDS = 'safeguards'

export const safeguardEntries: EntryType[] = [
  {
    type: 'safeguards.set',
    async apply({ db, tables: { safeguards: t } }, { payload }) {
      const rules = canonical(payload)
      await db
        .insert(t)
        .values({ id: 1, version: 1, rules })
        .onConflictDoUpdate({ target: t.id, set: { rules, version: sql`${t.version} + 1` } })
    },
  },
]
