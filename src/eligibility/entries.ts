import { canonical } from '../ledger/canonical.ts'
import type { EntryType } from '../ledger/ledger.ts'

export const eligibilityEntries: EntryType[] = [
  {
    type: 'eligibility.decided',
    async apply({ db, tables }, { payload, at, day }) {
      const { decision: id, items, ...rest } = payload
      await db.insert(tables.decisions).values({ id, at, day, ...rest, items: canonical(items) })
    },
  },
]
