import type { Caller } from '../../api/operations.ts'
import type { Transaction } from '../../ledger/ledger.ts'
import { safeguardError } from './errors-safeguards.ts'
import { readSafeguards, recordedToday } from './rows-safeguards.ts'
import { isOver } from './rules-safeguards.ts'

/** Evidence that one person records about a provider without a request behind it. */
const RECORDS = ['evidence.review', 'evidence.complaint', 'evidence.inspection']

/** Refuses what one key has recorded too often about a provider today: `record-rate` (409). */
export async function checkRecordRate(tx: Transaction, { actor }: Caller, provider: string): Promise<void> {
  const { recordsPerDay: most } = (await readSafeguards(tx.db, tx.tables)).rules.rates
  if (most === 0) return
  const done = await recordedToday(tx, { provider, actor, types: RECORDS })
  if (isOver(most, done)) throw safeguardError('record-rate', { most, provider })
}
