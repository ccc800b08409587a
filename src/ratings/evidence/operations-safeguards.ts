import type { Caller, Handler } from '../../api/operations.ts'
import { etagOf, requireMatch } from '../../ledger/etag.ts'
import type { Transaction } from '../../ledger/ledger.ts'
import { SAFEGUARDS } from './entries-safeguards.ts'
import { safeguardError } from './errors-safeguards.ts'
import { readSafeguards, recordedToday } from './rows-safeguards.ts'
import { isOver } from './rules-safeguards.ts'

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

/** Evidence that one person records about a provider without a request behind it. */
const RECORDS = ['evidence.review', 'evidence.complaint', 'evidence.inspection']

/** Refuses what one key has recorded too often about a provider today: `record-rate` (409). */
export async function checkRecordRate(tx: Transaction, { actor }: Caller, provider: string): Promise<void> {
  const { recordsPerDay: most } = (await readSafeguards(tx.db, tx.tables)).rules.rates
  if (most === 0) return
  const done = await recordedToday(tx, { provider, actor, types: RECORDS })
  if (isOver(most, done)) throw safeguardError('record-rate', { most, provider })
}
