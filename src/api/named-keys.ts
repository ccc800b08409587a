import { LAST_DAY } from '../ledger/calendar.ts'
import { dayToDate } from '../ledger/clock.ts'
import type { Transaction } from '../ledger/ledger.ts'
import { requireDay } from '../ledger/require-day.ts'
import { registryError } from '../registry/errors.ts'
import { eq } from '../store/drizzle.ts'
import { callerError } from './errors-callers.ts'
import { type KeyRow, workingKeyNamed } from './key-rows.ts'
import type { KeyRole, Keys } from './keys.ts'

/** Properties of a new key. */
export interface KeyWish {
  role: KeyRole
  name: string
  provider: string | null
  /** Its last day; undefined for no end. */
  validUntil: string | undefined
}

/** Issues a key in a unit of work, for the API and for the command line. */
export async function issueNamedKey(tx: Transaction, keys: Keys, wish: KeyWish) {
  const { role, provider, validUntil } = wish
  // What looks the same is the same.
  const name = wish.name.normalize('NFC')
  if (role === 'firm' && !provider)
    throw callerError('provider-required', {}, [{ pointer: '#/provider', code: 'missing' }])
  if (role !== 'firm' && provider)
    throw callerError('provider-refused', {}, [{ pointer: '#/provider', code: 'not-allowed' }])
  if (validUntil !== undefined) requireDay(validUntil, [dayToDate(tx.day), LAST_DAY], '#/validUntil')
  if (provider) await requireProvider(tx, provider)
  const same = await workingKeyNamed(tx.db, tx.tables, name, tx.day)
  if (same) throw callerError('key-name-taken', { name, id: same.id }, [{ pointer: '#/name', code: 'taken' }])
  return { name, ...(await keys.issue(tx, role, provider, name, validUntil)) }
}

/** Revokes the key of a name that works, or of an id, in a unit of work. */
export async function revokeKeyNamed(tx: Transaction, nameOrId: string): Promise<KeyRow> {
  const row = (await workingKeyNamed(tx.db, tx.tables, nameOrId, tx.day)) ?? (await keyRow(tx, nameOrId))
  return revoke(tx, nameOrId, row)
}

export async function keyRow({ db, tables: { keys } }: Transaction, id: string): Promise<KeyRow | undefined> {
  const [row] = await db.select().from(keys).where(eq(keys.id, id))
  return row
}

export async function revoke(tx: Transaction, asked: string, row: KeyRow | undefined): Promise<KeyRow> {
  if (!row) throw callerError('key-not-found', { id: asked })
  const { id } = row
  if (row.revokedAt) throw callerError('key-already-revoked', { id })
  await tx.append({ type: 'key.revoked', subject: id, payload: { id } })
  return row
}

async function requireProvider(tx: Transaction, id: string): Promise<void> {
  const { providers } = tx.tables
  const [row] = await tx.db.select({ id: providers.id }).from(providers).where(eq(providers.id, id))
  if (!row) throw registryError('provider-unknown', { id }, [{ pointer: '#/provider', code: 'unknown' }])
}
