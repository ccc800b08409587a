import { businessDay } from '../ledger/clock.ts'
import type { Transaction } from '../ledger/ledger.ts'
import { sealedText } from '../ledger/rows.ts'
import { and, desc, eq, inArray, isNotNull } from '../store/drizzle.ts'
import type { RequestRow } from './rows.ts'
import { mergedInto } from './rows-links.ts'
import { LIFE } from './rules-life.ts'
import type { Told } from './rules-occurred.ts'
import { answeredInTime } from './rules-request.ts'
import { type Fact, timed } from './step.ts'

/** The work of a provider for a customer, as evidence needs it. */
type Attempt = Pick<RequestRow, 'provider' | 'outcome' | 'assignedAt' | 'answeredAt' | 'stars' | 'followUpSeq'>

/** Facts of a request that closing reads. */
export type Closing = Attempt &
  Pick<RequestRow, 'id' | 'customer' | 'department' | 'round' | 'satisfied' | 'state'> &
  Partial<Pick<RequestRow, 'linked'>>

/**
 * Closes a request and records the evidence that it yields: for every provider its order, by the last round that it had, and the review that
 * the follow-up gave. Departments and their duties are not rated.
 * @returns the providers about whom evidence was recorded
 */
export async function close(tx: Transaction, row: Closing, body: Told & { words?: string } = {}): Promise<string[]> {
  const { id: request, provider, department } = row
  const waived = row.state === 'followed-up' && row.satisfied === 0
  const fact = { tx, at: body.occurredAt === undefined ? tx.at : Date.parse(body.occurredAt) }
  const closed = {
    type: LIFE.close.entry,
    subject: request,
    payload: {
      request,
      ...(provider ? { provider } : {}),
      ...(department ? { department } : {}),
      ...(waived ? { waived } : {}),
    },
    ...(body.words ? { sealed: { words: body.words } } : {}),
  }
  await tx.append(timed(closed, fact.at, body))
  const rated = await recordEarlier(fact, row, ['rework', 'declined'], provider)
  const review = provider ? await yieldEvidence(fact, row, row) : 0
  if (review > 0)
    await tx.append({ type: 'request.reviewed', subject: request, payload: { request, evidence: review } })
  // After the evidence, so that it stays near the closing that it comes from.
  for (const merged of row.linked ? await mergedInto(tx.db, tx.tables, request) : []) {
    const payload = { request: merged, mergedInto: request }
    await tx.append(
      timed({ type: LIFE.close.entry, subject: merged, payload }, fact.at, { occurredAt: body.occurredAt }),
    )
  }
  return provider ? [...rated, provider] : rated
}

/**
 * Records the order of every other provider than `present` by its last round that ended so: the rework was taken from it, or it declined.
 * @returns these providers
 */
export async function recordEarlier(
  fact: Fact,
  row: Closing,
  ended: readonly string[],
  present: string | null = null,
): Promise<string[]> {
  const attempts = row.round === 1 ? [] : await earlierAttempts(fact.tx, row, ended, present)
  for (const attempt of attempts) await yieldEvidence(fact, row, attempt)
  return attempts.map(({ provider }) => provider!)
}

async function earlierAttempts(
  { db, tables }: Transaction,
  row: Closing,
  ended: readonly string[],
  present: string | null,
): Promise<Attempt[]> {
  const { requestRounds: r } = tables
  const rounds = await db
    .select()
    .from(r)
    .where(and(eq(r.request, row.id), inArray(r.ended, ended), isNotNull(r.provider)))
    .orderBy(desc(r.round))
  const seen = new Set([present])
  return rounds.filter(({ provider }) => !seen.has(provider) && seen.add(provider)).reverse()
}

/** Records the order, and the review if stars were given. @returns seq of the review, or 0 */
async function yieldEvidence({ tx, at }: Fact, { id: request, customer }: Closing, attempt: Attempt): Promise<number> {
  const provider = attempt.provider!
  const common = { provider, day: at === tx.at ? tx.day : businessDay(at), customer, request }
  const completed = attempt.outcome === 'completed'
  const answeredWithin300s = answeredInTime(attempt.assignedAt, attempt.answeredAt)
  await tx.append({ type: 'evidence.order', subject: provider, payload: { ...common, completed, answeredWithin300s } })
  if (attempt.stars === null) return 0
  const text = attempt.followUpSeq > 0 ? await sealedText(tx.db, tx.tables, attempt.followUpSeq, 'words') : null
  const review = await tx.append({
    type: 'evidence.review',
    subject: provider,
    payload: { ...common, stars: attempt.stars, verified: true },
    ...(text ? { sealed: { text } } : {}),
  })
  return review.seq
}
