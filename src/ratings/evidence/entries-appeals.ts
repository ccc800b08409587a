import type { Applying, EntryType } from '../../ledger/ledger.ts'
import { eq, sql } from '../../store/drizzle.ts'
import type { Tables } from '../../store/tables.ts'
import { decisionMove, FIRST_STATE, MOVES } from './rules-appeals.ts'

type Columns = Partial<Tables['appeals']['$inferInsert']>

async function update({ db, tables }: Applying, id: string, set: Columns): Promise<void> {
  const { appeals: t } = tables
  const rows = await db
    .update(t)
    .set({ ...set, version: sql`${t.version} + 1` })
    .where(eq(t.id, id))
    .returning({ id: t.id })
  if (rows.length === 0) throw new Error(`no appeal ${id}`)
}

/** Appeals and replies in the ledger. An upheld appeal's retractions are entries of their own, in the same unit of work. */
export const appealEntries: EntryType[] = [
  {
    type: 'appeal.filed',
    async apply({ db, tables }, { payload, at, day, seq }) {
      const { appeal, ...facts } = payload
      const closed = { examinedAt: null, closedAt: null, closedDay: null, closedSeq: null, retracted: '[]' }
      const row = {
        id: appeal,
        ...facts,
        ...closed,
        state: FIRST_STATE,
        filedSeq: seq,
        filedAt: at,
        filedDay: day,
        version: 1,
      }
      await db.insert(tables.appeals).values(row)
    },
  },
  {
    type: MOVES.examine.entry,
    apply: (tx, { payload, at }) => update(tx, payload.appeal, { state: MOVES.examine.to, examinedAt: at }),
  },
  {
    type: MOVES.uphold.entry,
    apply: (tx, { payload, at, day, seq }) =>
      update(tx, payload.appeal, {
        state: MOVES[decisionMove(payload.decision)].to,
        closedAt: at,
        closedDay: day,
        closedSeq: seq,
        retracted: JSON.stringify(payload.retracts),
      }),
  },
  {
    type: MOVES.withdraw.entry,
    apply: (tx, { payload, at, day, seq }) =>
      update(tx, payload.appeal, {
        state: MOVES.withdraw.to,
        closedAt: at,
        closedDay: day,
        closedSeq: seq,
      }),
  },
  {
    type: 'review.replied',
    async apply({ db, tables }, { payload, at, seq }) {
      const { reviewReplies: t } = tables
      const { provider, review } = payload
      await db
        .insert(t)
        .values({ provider, review, seq, at, replaced: 0 })
        .onConflictDoUpdate({ target: [t.provider, t.review], set: { seq, at, replaced: sql`${t.replaced} + 1` } })
    },
  },
]
