import { decodeCursor, page } from '../ledger/cursor.ts'
import type { Transaction } from '../ledger/ledger.ts'
import { registryError } from '../registry/errors.ts'
import { eq } from '../store/drizzle.ts'
import { callerError } from './errors-callers.ts'
import { type KeyRole, type Keys, listKeyRows } from './keys.ts'
import type { Handler } from './operations.ts'

declare module './operations.ts' {
  interface Services {
    keys: Keys
  }
}

export const issueKey: Handler<'issueKey'> = async ({ body }, { services, write }) => {
  const { role, label, provider = null } = body
  if (role === 'firm' && !provider)
    throw callerError('provider-required', {}, [{ pointer: '#/provider', code: 'missing' }])
  if (role !== 'firm' && provider)
    throw callerError('provider-refused', {}, [{ pointer: '#/provider', code: 'not-allowed' }])
  return write(async tx => {
    if (provider) await requireProvider(tx, provider)
    const { id, key, entry } = await services.keys.issue(tx, role as KeyRole, provider, label)
    return { status: 201, location: `/v1/keys/${id}`, body: { id, role, provider, label, issuedAt: entry.at, key } }
  })
}

export const listKeys: Handler<'listKeys'> = async ({ query }, { ledger }) => {
  const { limit = 50, cursor } = query
  const after = decodeCursor('listKeys', cursor, ['text'])
  const rows = await ledger.read(db => listKeyRows(db, ledger.store.tables, after?.[0] ?? null, limit + 1))
  return {
    status: 200,
    body: page(
      'listKeys',
      rows,
      limit,
      row => [row.key.id],
      ({ key, lastUsedAt }) => {
        const { mac: _, ...shown } = key
        return { ...shown, role: key.role as KeyRole, lastUsedAt }
      },
    ),
  }
}

export const revokeKey: Handler<'revokeKey'> = async ({ path }, { write }) =>
  write(async tx => {
    const [row] = await tx.db.select().from(tx.tables.keys).where(eq(tx.tables.keys.id, path.id))
    if (!row) throw callerError('key-not-found', { id: path.id })
    if (row.revokedAt) throw callerError('key-already-revoked', { id: path.id })
    await tx.append({ type: 'key.revoked', subject: path.id, payload: { id: path.id } })
    return { status: 204 as const }
  })

async function requireProvider(tx: Transaction, id: string): Promise<void> {
  const { providers } = tx.tables
  const [row] = await tx.db.select({ id: providers.id }).from(providers).where(eq(providers.id, id))
  if (!row) throw registryError('provider-unknown', { id }, [{ pointer: '#/provider', code: 'unknown' }])
}
