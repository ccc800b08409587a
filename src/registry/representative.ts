import { createHmac } from 'node:crypto'
import type { Transaction } from '../ledger/ledger.ts'
import { secretOf } from '../store/secrets.ts'
import { representativeKey } from './rules-match-keys.ts'

const SECRET = 'representative-mac'

/**
 * Keyed hash of a legal representative's name, hex. The name itself is kept nowhere. The secret is an operational row: it is in no ledger and no
 * rebuild, so hashes of a ledger that was moved without its secret compare with each other, and with none made later.
 */
export async function representativeHash(tx: Transaction, name: string): Promise<string> {
  return createHmac('sha256', await secretOf(tx.operational, tx.tables, SECRET))
    .update(representativeKey(name), 'utf8')
    .digest('hex')
}
