import { bound } from '../store/bounds.ts'
import { desc, eq } from '../store/drizzle.ts'
import type { Entry, Ledger } from './ledger.ts'
import type { Unread } from './unreadable.ts'

/** Entries looked up for one reading: of more faults the cause is one, and the log says it often enough. */
const MOST_LOOKED_UP = bound('unread-looked-up', 100)

/**
 * Notes what a reading could not read, each with the entry at which that showed: of those at hand, or else the subject's newest in the ledger.
 * Never throws.
 */
export async function noteUnread(
  ledger: Ledger,
  part: string,
  unread: Unread,
  entries: readonly Entry[] = [],
): Promise<void> {
  let looked = 0
  for (const [subject, error] of unread) {
    const known = entries.findLast(entry => entry.subject === subject || entry.payload.provider === subject)
    const entry = known ?? (looked++ < MOST_LOOKED_UP ? await newestOf(ledger, subject) : null)
    ledger.unreadable.note({ part, subject, entry: entry && { seq: entry.seq, type: entry.type }, error })
  }
}

async function newestOf(ledger: Ledger, subject: string): Promise<Pick<Entry, 'seq' | 'type'> | null> {
  const { ledger: t } = ledger.store.tables
  const newest = ledger.read(db =>
    db.select({ seq: t.seq, type: t.type }).from(t).where(eq(t.subject, subject)).orderBy(desc(t.seq)).limit(1),
  )
  return newest.then(
    ([row]) => row ?? null,
    () => null,
  )
}
