import type { Handler } from '../api/operations.ts'
import { dayToDate } from '../ledger/clock.ts'
import type { Transaction } from '../ledger/ledger.ts'
import { readEvidenceItem } from '../ratings/evidence/evidence.ts'
import { checkRecordRate } from '../ratings/evidence/record-rate.ts'
import { noteSurge } from '../ratings/evidence/surges.ts'
import { evidenceOf } from '../ratings/live/rows.ts'
import { registryError } from '../registry/errors.ts'
import { refuseIdentityNumber } from '../registry/require.ts'
import { findProvider } from '../registry/rows.ts'
import { requireClock } from '../registry/rows-clocks.ts'
import { runsOut } from '../registry/rules-clocks.ts'
import { checkReviewer } from './course.ts'
import { reviewError } from './errors-reviews.ts'
import { requireRequest } from './rows.ts'
import type { RequestState } from './rules-life.ts'
import { REQUEST_STATE_WORDS } from './state-words.ts'

interface Review {
  request?: string
  provider?: string
  customer: string
  stars: number
  replaces?: number
}

export const createReview: Handler<'createReview'> = async ({ body }, context) => {
  const { text, ...review } = body
  if ((review.request === undefined) === (review.provider === undefined))
    throw reviewError('review-target', {}, [{ pointer: '#/request', code: 'one-of' }])
  refuseIdentityNumber(review.customer, '#/customer')
  return context.write(async tx => {
    const verified = review.request !== undefined
    const provider = verified ? await reviewedProvider(tx, review) : await knownProvider(tx, review.provider!)
    if (verified) await checkReviewer(tx, context.caller, review.request!)
    else await checkRecordRate(tx, context.caller, provider)
    const { customer, stars, request, replaces } = review
    const payload = { provider, day: tx.day, customer, stars, verified, ...(request ? { request } : {}) }
    const entry = await tx.append({
      ...(replaces === undefined
        ? { type: 'evidence.review', payload }
        : { type: 'evidence.review-corrected', payload: { ...payload, replaces } }),
      subject: provider,
      ...(text ? { sealed: { text } } : {}),
    })
    if (request)
      await tx.append({ type: 'request.reviewed', subject: request, payload: { request, evidence: entry.seq } })
    await noteSurge(tx, provider)
    return { status: 201, body: await readEvidenceItem(tx.db, tx.tables, provider, entry.seq) }
  })
}

/** The provider of a closed request of this customer, whose review is the first or corrects it (hk-credit 2: `verified`). */
async function reviewedProvider(tx: Transaction, { request, customer, replaces }: Review): Promise<string> {
  const row = await requireRequest(tx.db, tx.tables, request!)
  if (row.customer !== customer) throw reviewError('review-customer-mismatch', { id: row.id })
  if (row.state !== 'closed')
    throw reviewError('request-not-closed', { id: row.id, state: REQUEST_STATE_WORDS[row.state as RequestState] })
  // Departments are not rated.
  if (!row.provider) throw reviewError('review-no-provider', { id: row.id })
  const existing = row.reviewSeq
  if (replaces !== undefined) await requireCorrectable(tx, row.provider, existing, replaces)
  else if (existing > 0) throw reviewError('review-exists', {}, [], { existing })
  return row.provider
}

/** Refuses to correct another review than the present one, and a second time, too late, or after its retraction. */
async function requireCorrectable(tx: Transaction, provider: string, present: number, id: number): Promise<void> {
  if (present !== id) throw reviewError('review-replaces-other', { id }, [{ pointer: '#/replaces', code: 'other' }])
  const review = await evidenceOf(tx.db, tx.tables, provider, id)
  if (!review || review.retractedBy >= 0) throw reviewError('review-retracted', { id })
  if (review.kind === 'review' && review.replaces !== undefined) throw reviewError('review-corrected-already')
  const clock = await requireClock(tx.db, tx.tables, 'review.correction', dayToDate(review.ledgerDay))
  const last = runsOut(clock, review.ledgerDay)
  if (tx.day > last) throw reviewError('review-correction-too-late', { last: dayToDate(last) })
}

async function knownProvider(tx: Transaction, id: string): Promise<string> {
  if (!(await findProvider(tx.db, tx.tables, id)))
    throw registryError('provider-unknown', { id }, [{ pointer: '#/provider', code: 'unknown' }])
  return id
}
