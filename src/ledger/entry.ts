import { createHash } from 'node:crypto'
import { canonical } from './canonical.ts'

/** One entry of the ledger. Byte layout and vectors: docs/ledger.md, test/vectors/ledger.json. */
// biome-ignore lint/suspicious/noExplicitAny: the schema of each entry type checks the payload, not the compiler
export interface Entry<Payload = any> {
  seq: number
  /** RFC 3339, offset of Asia/Shanghai; never decreases. */
  at: string
  /** Business day (clock.ts); never decreases. */
  day: number
  type: string
  subject: string
  actor: string
  payload: Payload
  /** field -> hex commitment of a text that is kept apart and may be erased. */
  sealed?: Record<string, string>
  /** Hex hash of the entry before; 64 zeros for the first. */
  prev: string
  hash: string
}

export const GENESIS = '0'.repeat(64)

// Domain bytes keep an entry, a tree node laid over entries one day (0x01, as RFC 6962 does) and a commitment apart.
const LEAF = Buffer.from([0x00])
const COMMITMENT = Buffer.from([0x02])

/** The canonical JSON that is hashed: everything of an entry but prev and hash. */
export function entryBytes(entry: Omit<Entry, 'prev' | 'hash'>): string {
  const { seq, at, day, type, subject, actor, payload, sealed } = entry
  return canonical({ seq, at, day, type, subject, actor, payload, sealed })
}

/** SHA-256(0x00 || prev || canonical JSON), hex. */
export function entryHash(prev: string, bytes: string): string {
  return createHash('sha256').update(LEAF).update(prev, 'hex').update(bytes, 'utf8').digest('hex')
}

/** SHA-256(0x02 || salt || UTF-8 text), hex. `salt`: 32 bytes as hex. */
export function commitment(salt: string, text: string): string {
  return createHash('sha256').update(COMMITMENT).update(salt, 'hex').update(text, 'utf8').digest('hex')
}
