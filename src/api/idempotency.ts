import { createHash } from 'node:crypto'
import { timestamp } from '../ledger/clock.ts'
import { ERASED, keepAnswer } from '../ledger/kept-answers.ts'
import type { Ledger, Transaction } from '../ledger/ledger.ts'
import { nothingSeen, type TextsSeen, watchTexts } from '../ledger/texts-seen.ts'
import { and, eq, lt } from '../store/drizzle.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { edgeError } from './errors.ts'

/** Time for which an answer can be asked for again. */
export const KEEP_MS = 48 * 3_600_000

/** One request under an Idempotency-Key: who, which key, and a hash of everything that was asked. */
export interface Attempt {
  caller: string
  key: string
  operation: string
  /** SHA-256 of path and body, hex. */
  request: string
  /** Sealed texts that the answer may hold, as far as it is made. */
  seen: TextsSeen
}

/** Thrown inside a unit of work when the same request has been answered meanwhile. */
class AlreadyAnswered extends Error {
  readonly answer: unknown
  constructor(answer: unknown) {
    super('already answered')
    this.answer = answer
  }
}

export function attemptOf(
  caller: string,
  operation: string,
  key: string,
  path: string,
  body: Uint8Array | undefined,
): Attempt {
  const request = createHash('sha256')
    .update(`${path}\n`)
    .update(body ?? '')
    .digest('hex')
  return { caller, key, operation, request, seen: nothingSeen() }
}

/**
 * The first answer to this attempt, or null. Throws `idempotency-key-reused` (422) if the key stood for another request, `answer-erased`
 * (409) if the answer held words that were erased since.
 */
export async function firstAnswer(db: Reader, tables: Tables, attempt: Attempt): Promise<unknown> {
  const { idempotency } = tables
  const [row] = await db
    .select()
    .from(idempotency)
    .where(and(eq(idempotency.caller, attempt.caller), eq(idempotency.key, attempt.key)))
  if (!row) return null
  const erased = row.answer === ERASED
  if (row.operation !== attempt.operation || (!erased && row.request !== attempt.request))
    throw edgeError('idempotency-key-reused', {}, [{ pointer: 'Idempotency-Key', code: 'reused' }])
  if (erased) throw edgeError('answer-erased', { at: timestamp(row.at) })
  return JSON.parse(row.answer)
}

/** The first answer to this attempt if there is one, else the handler's; `true` marks a repeated one. */
export async function answerOnce<T>(
  ledger: Ledger,
  attempt: Attempt,
  handle: () => Promise<T>,
): Promise<[answer: T, repeated: boolean]> {
  const before = await ledger.read(db => firstAnswer(db, ledger.store.tables, attempt))
  if (before !== null) return [before as T, true]
  try {
    return [await watchTexts(attempt.seen, handle), false]
  } catch (error) {
    if (error instanceof AlreadyAnswered) return [error.answer as T, true]
    throw error
  }
}

/** Runs the work and keeps its answer in the same transaction; if the request was answered before, throws AlreadyAnswered. */
export async function once<T>(tx: Transaction, attempt: Attempt, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const before = await firstAnswer(tx.db, tx.tables, attempt)
  if (before !== null) throw new AlreadyAnswered(before)
  const { seen, ...asked } = attempt
  const answer = await watchTexts(seen, () => work(tx))
  await keepAnswer(tx.operational, tx.tables, { ...asked, answer: JSON.stringify(answer), at: tx.now }, seen)
  return answer
}

/** Forgets answers that are older than KEEP_MS. */
export async function forgetOldAnswers(ledger: Ledger): Promise<void> {
  const { idempotency, keptTexts } = ledger.store.tables
  const before = ledger.clock.now() - KEEP_MS
  await ledger.store.write(async (db: Writer) => {
    await db.delete(idempotency).where(lt(idempotency.at, before))
    await db.delete(keptTexts).where(lt(keptTexts.at, before))
  })
}
