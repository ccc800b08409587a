/** Erasing sealed texts: an entry says which, the text, its salt and every kept answer with it go, every hash stays (docs/ledger.md). */
import { and, eq, inArray, isNotNull, max } from '../store/drizzle.ts'
import type { Reader } from '../store/store.ts'
import { eraseAnswers } from './kept-answers.ts'
import type { EntryType, Ledger, Transaction } from './ledger.ts'

export const erasureEntries: EntryType[] = [
  {
    type: 'text.erased',
    async apply({ db, tables }, { payload: { target, fields } }) {
      const { sealed } = tables
      // Without its salt a commitment cannot be tried against guesses of a short text.
      await db
        .update(sealed)
        .set({ text: null, salt: '' })
        .where(and(eq(sealed.seq, target), inArray(sealed.field, fields)))
      await eraseAnswers(db, tables, target)
    },
  },
]

/** Erases every sealed text of an entry. @returns false if there was none left */
export async function eraseTexts(tx: Transaction, target: number): Promise<boolean> {
  const { sealed } = tx.tables
  const rows = await tx.db
    .select({ field: sealed.field })
    .from(sealed)
    .where(and(eq(sealed.seq, target), isNotNull(sealed.text)))
  if (rows.length === 0) return false
  const fields = rows.map(row => row.field).sort()
  // Named by the entry and not by whom it was about: an erasure must not say again what it erases.
  await tx.append({ type: 'text.erased', subject: `entry:${target}`, payload: { target, fields } })
  return true
}

/** Empties the database's write-ahead log once after every erasure, since old pages in it still hold the texts; to be called now and then. */
export function logEmptier(ledger: Ledger): () => Promise<void> {
  let through = 0
  return async () => {
    const newest = await newestErasure(ledger)
    if (newest > through && ledger.store.emptyLog()) through = newest
  }
}

/** Seq of the newest erasure; 0 for none. */
async function newestErasure({ store }: Ledger): Promise<number> {
  const { seq, type } = store.tables.ledger
  const query = (db: Reader) =>
    db
      .select({ seq: max(seq) })
      .from(store.tables.ledger)
      .where(eq(type, 'text.erased'))
  const [row] = await store.read(query)
  return Number(row?.seq ?? 0)
}
