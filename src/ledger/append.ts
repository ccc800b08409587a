import { randomBytes } from 'node:crypto'
import { sql } from '../store/drizzle.ts'
import { insertRows } from '../store/insert-rows.ts'
import type { Writer } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { canonical } from './canonical.ts'
import { commitment, type Entry, type EntryText, entryBytes, entryHash } from './entry.ts'
import { noteWritten } from './texts-seen.ts'

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

/** An entry that knows where it comes, before its hash. */
export interface Placed {
  place: Omit<Entry, 'prev' | 'hash'>
  /** Canonical text of its payload, if it was made already. */
  payload?: string
  seals: Record<string, Seal>
}

/** A draft at its place, its texts sealed. */
export function placed(
  { type, subject, payload, sealed }: Draft,
  when: Pick<Entry, 'seq' | 'at' | 'day' | 'actor'>,
): Placed {
  const seals = Object.fromEntries(
    Object.entries(sealed ?? {}).map(([field, text]) => [field, { salt: newSalt(), text }]),
  )
  const commits = commitments(seals)
  const text = canonical(payload)
  // As a replay will read it: what applies it must not see the order of members in which it was made.
  const place = { ...when, type, subject, payload: JSON.parse(text), ...(commits ? { sealed: commits } : {}) }
  return { place, payload: text, seals }
}

/** An entry with its place and its seals given: how a replay hands entries in. */
export interface Recorded {
  entry: Entry
  seals: Record<string, Seal>
}

export function asPlaced({ entry: { prev: _, hash: __, ...place }, seals }: Recorded): Placed {
  return { place, seals }
}

/** An entry with its hash, as it goes into its row. */
export interface Chained {
  entry: Entry
  text: EntryText
  seals: Record<string, Seal>
}

/** Fills in the chain: the hash over the entry and the one before. */
export function chain({ place, payload = canonical(place.payload), seals }: Placed, prev: string): Chained {
  const text = { ...place, payload, sealed: place.sealed ? canonical(place.sealed) : null }
  return { entry: { ...place, prev, hash: entryHash(prev, entryBytes(text)) }, text, seals }
}

/** The texts of an entry by field; null where one was erased. */
export const textsOf = (seals: Record<string, Seal>): Record<string, string | null> =>
  Object.fromEntries(Object.entries(seals).map(([field, seal]) => [field, seal.text]))

/** Writes the rows of entries and of their seals. */
export async function insertEntries(db: Writer, tables: Tables, chained: readonly Chained[]): Promise<void> {
  const rows = chained.map(({ entry: { prev, hash }, text }) => ({ ...text, prev, hash }))
  await insertRows(db, { table: tables.ledger }, rows)
  const seals = chained.flatMap(({ entry, seals }) =>
    Object.entries(seals).map(([field, { salt, text }]) => ({ seq: entry.seq, field, salt, text })),
  )
  for (const { seq } of seals) noteWritten(seq)
  await insertRows(db, { table: tables.sealed }, seals)
}

/** `{ column: placeholder(column) }` for a prepared insert of these columns. */
export function placeholders(columns: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(columns.map(column => [column, sql.placeholder(column)]))
}
