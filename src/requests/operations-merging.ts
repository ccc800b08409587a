/** Requests about one matter are handled as one (并单): the others close with it. */
import type { Handler } from '../api/operations.ts'
import type { Transaction } from '../ledger/ledger.ts'
import { mergingError } from './errors-merging.ts'
import { findRequest } from './rows.ts'
import { mergedInto } from './rows-links.ts'
import { MAX_MERGED, type RequestState } from './rules-life.ts'
import { REQUEST_STATE_WORDS } from './state-words.ts'
import { entry, step } from './step.ts'

export const mergeRequest: Handler<'mergeRequest'> = async ({ path, body }, context) =>
  step(context, path.id, 'merge', body, async (row, { tx }) => {
    await requireLead(tx, row.id, body.into)
    if ((await mergedInto(tx.db, tx.tables, row.id)).length > 0) throw mergingError('has-merged', { id: row.id })
    return [entry('merge', row, { into: body.into }, body.words)]
  })

export const separateRequest: Handler<'separateRequest'> = async ({ path, body }, context) =>
  step(context, path.id, 'separate', body, row => [entry('separate', row, { mergedInto: row.mergedInto }, body.words)])

/** The request that is handled for all of them: it goes on, and is merged into no other. */
async function requireLead(tx: Transaction, id: string, into: string): Promise<void> {
  const lead = into === id ? undefined : await findRequest(tx.db, tx.tables, into)
  if (!lead) throw mergingError('merge-into-unknown', { id: into }, [{ pointer: '#/into', code: 'unknown' }])
  if (lead.closedAt !== null || lead.state === 'merged')
    throw mergingError('merge-into-ended', { id: into, state: REQUEST_STATE_WORDS[lead.state as RequestState] })
  if ((await mergedInto(tx.db, tx.tables, into)).length >= MAX_MERGED)
    throw mergingError('merge-full', { id: into, most: MAX_MERGED })
}
