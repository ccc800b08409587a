import { createHash, createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { isLabel } from '../ledger/rules-texts.ts'

const PREFIX = 'xq_'
const SECRET_CHARS = 43
const CHECK_CHARS = 6
const FORM = new RegExp(`^${PREFIX}[A-Za-z0-9_-]{${SECRET_CHARS + CHECK_CHARS}}$`)

/** A new key: prefix, 256 random bits, and a checksum that lets a mistyped key be refused without a look-up. */
export function newKey(): string {
  const secret = randomBytes(32).toString('base64url')
  return PREFIX + secret + checksum(secret)
}

/** True if a text has the form of a key and its checksum is right. */
export function isKey(text: string): boolean {
  if (!FORM.test(text)) return false
  const secret = text.slice(PREFIX.length, PREFIX.length + SECRET_CHARS)
  return text.endsWith(checksum(secret))
}

/** The stored form of a key: HMAC-SHA256 under the database's secret, hex. */
export function keyMac(secret: KeyObject, key: string): string {
  return createHmac('sha256', secret).update(key).digest('hex')
}

/** The database's secret made ready once: that costs as much as the MAC. */
export const macKey = (secret: string): KeyObject => createSecretKey(Buffer.from(secret, 'hex'))

function checksum(secret: string): string {
  return createHash('sha256').update(PREFIX).update(secret).digest('base64url').slice(0, CHECK_CHARS)
}

const NAME_CHARACTERS = 60

/** True if a text may name a key (schemas/key-name.json). */
export const isKeyName = (text: string): boolean => [...text].length <= NAME_CHARACTERS && isLabel(text)
