import type { Handler } from '../../api/operations.ts'
import { dayToDate } from '../../ledger/clock.ts'
import { registryError } from '../../registry/errors.ts'
import { requireProvider } from '../../registry/require.ts'
import { findProvider } from '../../registry/rows.ts'
import { predecessorCandidates } from '../../registry/rows-match-keys.ts'
import { isActive, type RegistrationStatus, type Standing } from '../../registry/rules-provider.ts'
import { lineageOf } from '../live/lineage-rows.ts'
import { actionError } from './errors-actions.ts'

export const linkPredecessor: Handler<'linkPredecessor'> = async (
  { path: { id: provider }, body: { predecessor, reason } },
  context,
) =>
  context.write(async tx => {
    await requireProvider(tx.db, tx.tables, provider)
    const old = await findProvider(tx.db, tx.tables, predecessor)
    if (!old)
      throw registryError('provider-unknown', { id: predecessor }, [{ pointer: '#/predecessor', code: 'unknown' }])
    // The rules refuse a self-link, a second predecessor and a cycle; nothing of a refused unit of work stays.
    await tx.append({
      type: 'action.link',
      subject: provider,
      payload: { provider, predecessor },
      sealed: { reason },
    })
    if (isActive(old)) throw actionError('predecessor-active', { id: predecessor })
    return { status: 201, body: { provider, predecessor, linkedOn: dayToDate(tx.day) } }
  })

export const listPredecessorCandidates: Handler<'listPredecessorCandidates'> = async ({ path: { id } }, { ledger }) => {
  const { tables } = ledger.store
  return ledger.read(async db => {
    const provider = await requireProvider(db, tables, id)
    const found = await predecessorCandidates(db, tables, provider, await lineageOf(db, tables, id))
    const items = found
      .slice(0, MOST_SHOWN)
      .map(({ provider: { id, name, uscc, registration, standing, registeredDay }, matchKeys }) => ({
        provider: {
          ...{ id, name, uscc, registeredOn: dayToDate(registeredDay) },
          registration: registration as RegistrationStatus,
          standing: standing as Standing,
        },
        matchKeys,
      }))
    return { status: 200, body: { items } }
  })
}

const MOST_SHOWN = 200
