import type { Handler } from '../../api/operations.ts'
import { requireOwnEvidence } from './contestable.ts'
import { appealError } from './errors-appeals.ts'
import { readEvidenceItem } from './evidence.ts'

/** One reply stands beside a review; a later one takes its place, as people expect who find a slip in theirs. */
export const replyToReview: Handler<'replyToReview'> = async ({ path: { id: seq }, body: { text } }, context) =>
  context.write(async tx => {
    const review = await requireOwnEvidence(tx, context.services.methodology, context.caller.provider!, seq)
    if (review.kind !== 'review') throw appealError('reply-kind', { id: seq, kind: review.kind })
    if (review.retractedBy >= 0) throw appealError('reply-retracted', { id: seq })
    const { provider } = review
    await tx.append({
      type: 'review.replied',
      subject: provider,
      payload: { provider, review: seq, by: context.caller.provider! },
      sealed: { text },
    })
    return { status: 201, body: await readEvidenceItem(tx.db, tx.tables, provider, seq) }
  })
