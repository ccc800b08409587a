import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { prepared } from '../store/prepared.ts'
import type { Writer } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { canonical } from './canonical.ts'
import { commitment, type Entry, entryBytes, entryHash } from './entry.ts'

/** An entry before it has a place in the ledger. `sealed`: field -> text that can be erased later without breaking a hash. */
export interface Draft {
  type: string
  subject: string
  payload: Record<string, unknown>
  sealed?: Record<string, string>
}

/** A sealed text with its salt (32 bytes, hex); text is null once it was erased. */
export interface Seal {
  salt: string
  text: string | null
}

export const newSalt = () => randomBytes(32).toString('hex')

/** field -> commitment, or undefined if nothing is sealed. */
export function commitments(seals: Record<string, Seal>): Record<string, string> | undefined {
  const fields = Object.entries(seals)
  if (fields.length === 0) return undefined
  return Object.fromEntries(fields.map(([field, seal]) => [field, commitment(seal.salt, seal.text!)]))
}

/** Fills in the chain: the hash over the entry and the one before. */
export function chain(entry: Omit<Entry, 'hash'>): Entry {
  return { ...entry, hash: entryHash(entry.prev, entryBytes(entry)) }
}

/** Writes the entry's row and its seals. */
export async function insertEntry(
  db: Writer,
  tables: Tables,
  entry: Entry,
  seals: Record<string, Seal>,
): Promise<void> {
  const insert = prepared(db, 'ledger_insert', d =>
    d.insert(tables.ledger).values(placeholders(LEDGER_COLUMNS) as never),
  )
  const { payload, sealed, ...rest } = entry
  await insert.execute({ ...rest, payload: canonical(payload), sealed: sealed ? canonical(sealed) : null })
  for (const [field, seal] of Object.entries(seals)) await insertSeal(db, tables, entry.seq, field, seal)
}

const LEDGER_COLUMNS = ['seq', 'at', 'day', 'type', 'subject', 'actor', 'payload', 'sealed', 'prev', 'hash']
const SEAL_COLUMNS = ['seq', 'field', 'salt', 'text']

async function insertSeal(db: Writer, tables: Tables, seq: number, field: string, seal: Seal): Promise<void> {
  const insert = prepared(db, 'sealed_insert', d => d.insert(tables.sealed).values(placeholders(SEAL_COLUMNS) as never))
  await insert.execute({ seq, field, salt: seal.salt, text: seal.text })
}

/** `{ column: placeholder(column) }` for a prepared insert of these columns. */
export function placeholders(columns: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(columns.map(column => [column, sql.placeholder(column)]))
}
