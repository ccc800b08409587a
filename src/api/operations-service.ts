import type { Handler } from './operations.ts'

export const getHealth: Handler<'getHealth'> = async () => ({ status: 200, body: { status: 'ok' } })

/** Asks the database; its failure is a 503 by the store's own error. */
export const getReadiness: Handler<'getReadiness'> = async (_input, { ledger }) => {
  const { day } = await ledger.head()
  const { committedSeq: registryVersion, store, clock } = ledger
  const body = { registryVersion, ledgerDay: day, database: store.dialect, clock: clock.held ?? ('trusted' as const) }
  return { status: 200, body: { status: 'ready', ...body } }
}
