import type { Handler } from '../../api/operations.ts'
import { etagOf, requireMatch } from '../../ledger/etag.ts'
import type { Transaction } from '../../ledger/ledger.ts'
import { SAFEGUARDS } from './entries-safeguards.ts'
import { readSafeguards } from './rows-safeguards.ts'

async function shown({ db, tables }: Pick<Transaction, 'db' | 'tables'>) {
  const { version, rules } = await readSafeguards(db, tables)
  return { status: 200 as const, body: { version, ...rules }, etag: etagOf(version) }
}

export const getSafeguards: Handler<'getSafeguards'> = async (_, { ledger }) =>
  ledger.read(db => shown({ db, tables: ledger.store.tables }))

export const setSafeguards: Handler<'setSafeguards'> = async ({ headers, body }, context) =>
  context.write(async tx => {
    requireMatch(headers['if-match'], (await readSafeguards(tx.db, tx.tables)).version)
    await tx.append({ type: 'safeguards.set', subject: SAFEGUARDS, payload: body })
    return shown(tx)
  })
