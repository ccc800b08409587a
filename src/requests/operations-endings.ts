import type { Handler, Schemas } from '../api/operations.ts'
import type { Transaction } from '../ledger/ledger.ts'
import { noteSurge } from '../ratings/evidence/surges.ts'
import { recordEarlier } from './closing.ts'
import { checkCourse } from './course.ts'
import { endingError } from './errors-endings.ts'
import { mergingError } from './errors-merging.ts'
import { findRequest, type RequestRow } from './rows.ts'
import { hasDuplicates, mergedInto } from './rows-links.ts'
import { roundsEnded } from './rows-rounds.ts'
import { checkUnassignment } from './rules-request.ts'
import { entry, step, timed } from './step.ts'

export const unassignRequest: Handler<'unassignRequest'> = async ({ path, body }, context) => {
  const { cause, words } = body
  const declined = cause === 'provider-declined'
  const move = ({ reworks }: RequestRow) => (reworks > 0 ? 'unassign-rework' : 'unassign')
  return step(context, path.id, move, body, async (row, fact) => {
    const { tx } = fact
    const times = await roundsEnded(tx.db, tx.tables, row.id, ['declined', 'mistaken', 'returned'])
    checkUnassignment(row.id, cause, row.provider, times)
    if (declined) await checkCourse(fact, context.caller, row, 'decline')
    return [entry('unassign', row, { cause, round: row.round + 1 }, words)]
  })
}

export const cancelRequest: Handler<'cancelRequest'> = async ({ path, body }, context) => {
  checkCause(body)
  const { cause, duplicateOf, words } = body
  return step(context, path.id, 'cancel', body, async (row, { tx, at }) => {
    if (duplicateOf) await requireOriginal(tx, row.id, duplicateOf)
    if ((await mergedInto(tx.db, tx.tables, row.id)).length > 0) throw mergingError('has-merged', { id: row.id })
    if (cause !== 'withdrawn' && (await hasDuplicates(tx.db, tx.tables, row.id)))
      throw endingError('has-duplicates', { id: row.id })
    const from = row.mergedInto ? { mergedInto: row.mergedInto } : {}
    const told = entry('cancel', row, { cause, ...(duplicateOf ? { duplicateOf } : {}), ...from }, words)
    await tx.append(timed(told, at, body))
    // Rounds that were completed and followed up before the rework count, whatever becomes of the rework.
    if (row.reworks > 0)
      for (const rated of await recordEarlier({ tx, at }, row, ['rework'])) await noteSurge(tx, rated)
    return []
  })
}

/** A duplicate names the other request; nothing else does. */
function checkCause({ cause, duplicateOf }: Schemas['cancellation-write']): void {
  const at = (code: string) => [{ pointer: '#/duplicateOf', code }]
  if (cause === 'duplicate' && !duplicateOf) throw endingError('duplicate-of-missing', {}, at('missing'))
  if (cause !== 'duplicate' && duplicateOf) throw endingError('duplicate-of-not-applicable', {}, at('not-applicable'))
}

/** The other request goes on or was closed: a chain of duplicates would end nowhere. */
async function requireOriginal(tx: Transaction, id: string, original: string): Promise<void> {
  const row = original === id ? undefined : await findRequest(tx.db, tx.tables, original)
  if (!row) throw endingError('duplicate-of-unknown', { id: original }, [{ pointer: '#/duplicateOf', code: 'unknown' }])
  if (row.state === 'cancelled') throw endingError('duplicate-of-cancelled', { id: original })
}
