/** Answers that are kept for an Idempotency-Key: each remembers which sealed texts it may hold (docs/ledger.md). */
import { and, eq } from '../store/drizzle.ts'
import { insertRows } from '../store/insert-rows.ts'
import type { Writer } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { sealsOf } from './rows.ts'
import type { TextsSeen } from './texts-seen.ts'

type Kept = Tables['idempotency']['$inferInsert']

/** The mark in place of an answer, and of the hash of its request, once a text in them was erased. */
export const ERASED = ''

/** Keeps an answer. One that holds a text which was erased while it was being made is kept without its words. */
export async function keepAnswer(db: Writer, tables: Tables, kept: Kept, { read, written }: TextsSeen): Promise<void> {
  const seals = await sealsOf(db, tables, [...read])
  const erased = [...seals.values()].some(fields => Object.values(fields).some(seal => seal.text === null))
  await insertRows(db, { table: tables.idempotency }, [erased ? { ...kept, request: ERASED, answer: ERASED } : kept])
  if (erased) return
  const { caller, key, at } = kept
  const texts = [...new Set([...read, ...written])].map(seq => ({ seq, caller, key, at }))
  await insertRows(db, { table: tables.keptTexts }, texts)
}

/**
 * Takes their words from the answers that may hold the texts of an entry. The rows stay: what was asked must not be done a second time.
 * The request's hash goes too, for a short text could be tried against it.
 */
export async function eraseAnswers(db: Writer, { idempotency, keptTexts }: Tables, seq: number): Promise<void> {
  const { caller, key } = keptTexts
  for (const kept of await db.select({ caller, key }).from(keptTexts).where(eq(keptTexts.seq, seq)))
    await db
      .update(idempotency)
      .set({ request: ERASED, answer: ERASED })
      .where(and(eq(idempotency.caller, kept.caller), eq(idempotency.key, kept.key)))
}
