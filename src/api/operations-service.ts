import type { Handler } from './operations.ts'

export const getHealth: Handler<'getHealth'> = async () => ({ status: 200, body: { status: 'ok' } })

/** Asks the database; its failure is a 503 by the store's own error. */
export const getReadiness: Handler<'getReadiness'> = async (_input, { ledger }) => {
  const { day } = await ledger.head()
  return {
    status: 200,
    body: { status: 'ready', registryVersion: ledger.committedSeq, ledgerDay: day, database: ledger.store.dialect },
  }
}
