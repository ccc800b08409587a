import type { EntryType } from '../../ledger/ledger.ts'
import { eq } from '../../store/drizzle.ts'

export const surgeEntries: EntryType[] = [
  {
    type: 'surge.raised',
    async apply({ db, tables }, { payload, seq, at }) {
      await db.insert(tables.surges).values({ ...payload, seq, raisedAt: at, examinedAt: null, examinedSeq: null })
    },
  },
  {
    type: 'surge.examined',
    async apply({ db, tables: { surges: t } }, { payload, seq, at }) {
      await db.update(t).set({ examinedAt: at, examinedSeq: seq }).where(eq(t.seq, payload.surge))
    },
  },
]
