import { createHash, hash } from 'node:crypto'
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
const LEAF = 0x00
const COMMITMENT = Buffer.from([0x02])
/** The domain byte and the hash before. */
const HEAD_BYTES = 1 + 32
/** Most entries fit; hashing is synchronous, so one is enough. */
const scratch = Buffer.allocUnsafe(16 * 1024)

/** The hashed part of an entry, beside the hash before it; its two JSON members are canonical text already. */
export type EntryText = Omit<Entry, 'prev' | 'hash' | 'payload' | 'sealed'> & { payload: string; sealed: string | null }

/** The canonical JSON that is hashed: everything of an entry but prev and hash, in the order of member names. */
export function entryBytes({ seq, at, day, type, subject, actor, payload, sealed }: EntryText): string {
  const place = `"actor":${canonical(actor)},"at":${canonical(at)},"day":${canonical(day)},"payload":${payload}`
  const seals = sealed === null ? '' : `,"sealed":${sealed}`
  return `{${place}${seals},"seq":${canonical(seq)},"subject":${canonical(subject)},"type":${canonical(type)}}`
}

/** The same of a whole entry. */
export const bytesOf = (entry: Omit<Entry, 'prev' | 'hash'>): string =>
  entryBytes({
    ...entry,
    payload: canonical(entry.payload),
    sealed: entry.sealed === undefined ? null : canonical(entry.sealed),
  })

/** SHA-256(0x00 || prev || canonical JSON), hex. */
export function entryHash(prev: string, bytes: string): string {
  const size = HEAD_BYTES + Buffer.byteLength(bytes)
  const buffer = size <= scratch.length ? scratch : Buffer.allocUnsafe(size)
  buffer[0] = LEAF
  buffer.write(prev, 1, 'hex')
  buffer.write(bytes, HEAD_BYTES, 'utf8')
  return hash('sha256', buffer.subarray(0, size), 'hex')
}

/** SHA-256(0x02 || salt || UTF-8 text), hex. `salt`: 32 bytes as hex. */
export function commitment(salt: string, text: string): string {
  return createHash('sha256').update(COMMITMENT).update(salt, 'hex').update(text, 'utf8').digest('hex')
}
