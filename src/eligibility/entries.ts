import { canonical } from '../ledger/canonical.ts'
import type { EntryType } from '../ledger/ledger.ts'
import { eq } from '../store/drizzle.ts'
import { admissionEntries } from './entries-admissions.ts'

export const eligibilityEntries: EntryType[] = [
  ...admissionEntries,
  {
    type: 'eligibility.decided',
    async apply({ db, tables }, { payload, at, day }) {
      const { decision: id, items, ...rest } = payload
      await db.insert(tables.decisions).values({ id, at, day, ...rest, items: canonical(items) })
    },
  },
  {
    type: 'gate.set',
    async apply({ db, tables: { gates } }, { payload: { code, validFrom, conditions } }) {
      const before = await db.select({ version: gates.version }).from(gates).where(eq(gates.code, code))
      const version = Math.max(0, ...before.map(row => row.version)) + 1
      const row = { version, conditions: canonical(conditions) }
      await db
        .insert(gates)
        .values({ code, validFrom, ...row })
        .onConflictDoUpdate({ target: [gates.code, gates.validFrom], set: row })
    },
  },
]
