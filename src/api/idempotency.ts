import { createHash } from 'node:crypto'
import { DomainError } from '../ledger/errors.ts'
import type { Ledger, Transaction } from '../ledger/ledger.ts'
import { and, eq, lt } from '../store/drizzle.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

/** How long an answer can be asked for again. */
export const KEEP_MS = 48 * 3_600_000

/** One request under an Idempotency-Key: who, which key, and a hash of everything that was asked. */
export interface Attempt {
  caller: string
  key: string
  operation: string
  /** SHA-256 of path and body, hex. */
  request: string
}

/** Thrown inside a unit of work when the same request has been answered meanwhile. */
export class AlreadyAnswered extends Error {
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
  return { caller, key, operation, request }
}

/** The first answer to this attempt, or null. Throws `idempotency-key-reused` (422) if the key stood for another request. */
export async function firstAnswer(db: Reader, tables: Tables, attempt: Attempt): Promise<unknown> {
  const { idempotency } = tables
  const [row] = await db
    .select()
    .from(idempotency)
    .where(and(eq(idempotency.caller, attempt.caller), eq(idempotency.key, attempt.key)))
  if (!row) return null
  if (row.operation !== attempt.operation || row.request !== attempt.request)
    throw new DomainError('idempotency-key-reused', 422, {}, [{ pointer: 'Idempotency-Key', code: 'reused' }])
  return JSON.parse(row.answer)
}

/** Runs the work and keeps its answer in the same transaction; if the request was answered before, throws AlreadyAnswered. */
export async function once<T>(tx: Transaction, attempt: Attempt, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const before = await firstAnswer(tx.db, tx.tables, attempt)
  if (before !== null) throw new AlreadyAnswered(before)
  const answer = await work(tx)
  const { caller, key, operation, request } = attempt
  await tx.operational
    .insert(tx.tables.idempotency)
    .values({ caller, key, operation, request, answer: JSON.stringify(answer), at: tx.now })
  return answer
}

/** Forgets answers that are older than KEEP_MS. */
export async function forgetOldAnswers(ledger: Ledger): Promise<void> {
  const { idempotency } = ledger.store.tables
  await ledger.store.write((db: Writer) =>
    db
      .delete(idempotency)
      .where(lt(idempotency.at, ledger.clock.now() - KEEP_MS))
      .then(() => {}),
  )
}
