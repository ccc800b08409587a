import type { EntryType } from '../ledger/ledger.ts'
import { and, eq } from '../store/drizzle.ts'

export const credentialEntries: EntryType[] = [
  {
    type: 'credential.recorded',
    async apply({ db, tables }, { payload, day }) {
      const { credential: id, ...facts } = payload
      await db.insert(tables.credentials).values({ ...facts, id, recordedDay: day, revokedOn: null, revokedBy: null })
    },
  },
  {
    type: 'credential.revoked',
    async apply({ db, tables: { credentials: c } }, { payload, seq }) {
      await db
        .update(c)
        .set({ revokedOn: payload.revokedOn, revokedBy: seq })
        .where(and(eq(c.provider, payload.provider), eq(c.id, payload.credential)))
    },
  },
]
