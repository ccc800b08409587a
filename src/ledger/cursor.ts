import { createHash } from 'node:crypto'
import { ledgerError } from './errors.ts'

const CHECK_CHARS = 8

/**
 * A cursor is the sort key of a page's last item, with a checksum bound to the list that it belongs to. It holds nothing that the page did
 * not show, so the checksum guards against slips and tampering, not against secrets.
 */
export function encodeCursor(list: string, key: readonly (string | number)[]): string {
  const text = Buffer.from(JSON.stringify(key)).toString('base64url')
  return `${text}.${check(list, text)}`
}

/** The sort key, or null for the first page. Throws `cursor-invalid` (400). */
export function decodeCursor(list: string, cursor: string | undefined): (string | number)[] | null {
  if (cursor === undefined) return null
  const [text = '', sum] = cursor.split('.')
  if (sum !== check(list, text)) throw ledgerError('cursor-invalid', {}, [{ pointer: '?cursor', code: 'cursor' }])
  return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
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
