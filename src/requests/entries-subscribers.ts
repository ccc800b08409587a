import type { EntryType } from '../ledger/ledger.ts'

/** Where a one-touch telephone stands; the same id again moves it. */
export const subscriberEntries: EntryType[] = [
  {
    type: 'subscriber.placed',
    async apply({ db, tables: { subscribers } }, { payload }) {
      await db.insert(subscribers).values(payload).onConflictDoUpdate({ target: subscribers.id, set: payload })
    },
  },
]
