import type { EntryType } from '../../ledger/ledger.ts'
import { eq } from '../../store/drizzle.ts'

type Ended = Pick<EntryType, 'type' | 'apply'>

const ended = (outcome: 'inspected' | 'refused'): Ended => ({
  type: `reinspection.${outcome}`,
  async apply({ db, tables: { reinspections: t } }, { payload, seq, at, day }) {
    const { reinspection, inspection = null } = payload
    const change = { outcome, inspection, endedAt: at, endedDay: day, endedSeq: seq }
    await db.update(t).set(change).where(eq(t.seq, reinspection))
  },
})

export const reinspectionEntries: EntryType[] = [
  {
    type: 'reinspection.asked',
    async apply({ db, tables }, { payload: { provider, inspectBy }, seq, at }) {
      await db.insert(tables.reinspections).values({ provider, inspectBy, seq, askedAt: at })
    },
  },
  ended('inspected'),
  ended('refused'),
]
