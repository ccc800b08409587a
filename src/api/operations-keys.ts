import { decodeCursor, page } from '../ledger/cursor.ts'
import { keyById, listKeyRows } from './key-rows.ts'
import type { KeyRole, Keys } from './keys.ts'
import { issueNamedKey, keyRow, revoke } from './named-keys.ts'
import type { Handler } from './operations.ts'
import type { Quotas } from './quota.ts'

declare module './operations.ts' {
  interface Services {
    keys: Keys
    quotas: Quotas
  }
}

export const issueKey: Handler<'issueKey'> = async ({ body }, { services, write }) => {
  const { role, provider = null, validUntil } = body
  return write(async tx => {
    const wish = { role: role as KeyRole, name: body.name, provider, validUntil }
    const { id, name, key, entry } = await issueNamedKey(tx, services.keys, wish)
    const issued = { id, role, provider, name, validUntil: validUntil ?? null, issuedAt: entry.at, key }
    return { status: 201, location: `/v1/keys/${id}`, body: issued }
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

/** Who asks: what a system is told that has lost track of its keys. */
export const getMe: Handler<'getMe'> = async (_input, { caller, ledger, services }) => {
  const { role, provider, keyId } = caller
  const row = keyId === null ? undefined : await ledger.read(db => keyById(db, ledger.store.tables, keyId))
  const key = row ? { id: row.id, name: row.name, validUntil: row.validUntil } : null
  return { status: 200, body: { role, provider, key, unitsPerMinute: services.quotas[role] } }
}

export const revokeKey: Handler<'revokeKey'> = async ({ path }, { write }) =>
  write(async tx => {
    await revoke(tx, path.id, await keyRow(tx, path.id))
    return { status: 204 as const }
  })
