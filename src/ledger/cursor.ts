import { createHash } from 'node:crypto'
import { ledgerError } from './errors.ts'

const CHECK_CHARS = 8
/** Longest member of a sort key; ids have 36 characters, digests 64. */
const MAX_TEXT = 200

type Member = 'text' | 'integer'
/** Members of a sort key as their columns hold them. */
export type KeyOf<Shape extends readonly Member[]> = {
  -readonly [I in keyof Shape]: Shape[I] extends 'text' ? string : number
}

/**
 * A cursor is the sort key of a page's last item, with a checksum bound to the list that it belongs to. It holds nothing that the page did
 * not show, so the checksum guards against slips, not against somebody who computes it: the key is checked like any other input.
 */
export function encodeCursor(list: string, key: readonly (string | number)[]): string {
  const text = Buffer.from(JSON.stringify(key)).toString('base64url')
  return `${text}.${check(list, text)}`
}

/** The sort key of a shape, or null for the first page. Throws `cursor-invalid` (400). */
export function decodeCursor<const Shape extends readonly Member[]>(
  list: string,
  cursor: string | undefined,
  shape: Shape,
): KeyOf<Shape> | null {
  if (cursor === undefined) return null
  const [text = '', sum] = cursor.split('.')
  const key = sum === check(list, text) ? parse(text) : null
  if (!hasShape(key, shape)) throw ledgerError('cursor-invalid', {}, [{ pointer: '?cursor', code: 'cursor' }])
  return key
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}

function hasShape<Shape extends readonly Member[]>(key: unknown, shape: Shape): key is KeyOf<Shape> {
  return Array.isArray(key) && key.length === shape.length && shape.every((member, i) => IS[member](key[i]))
}

/** No database compares a text with NUL or half a character, or a number beyond 64 bits. */
const IS: Record<Member, (value: unknown) => boolean> = {
  text: value => typeof value === 'string' && value.length <= MAX_TEXT && !value.includes('\0') && value.isWellFormed(),
  integer: value => Number.isSafeInteger(value),
}

/** Items for a page out of `limit + 1` rows, and the cursor of the next one. */
export function page<Row, Item>(
  list: string,
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => (string | number)[],
  toItem: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit)
  return { items: shown.map(toItem), next: rows.length > limit ? encodeCursor(list, keyOf(shown.at(-1)!)) : null }
}

function check(list: string, text: string): string {
  return createHash('sha256').update(`cursor\n${list}\n${text}`).digest('base64url').slice(0, CHECK_CHARS)
}
