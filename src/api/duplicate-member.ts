import { escapePointer } from '../ledger/schema-words.ts'

/** An object or an array that the scan is in. */
interface Open {
  /** Names of the members so far; null in an array. */
  names: Set<string> | null
  /** The member that is being read, or the index. */
  at: string | number
}

const MAX_POINTER = 400

/**
 * The pointer of the first member that an object of a JSON text has twice, or null. The text is well-formed. Parsers differ about which of the
 * two counts, so what one system has checked may not be what the next one reads.
 */
export function duplicateMember(text: string): string | null {
  const open: Open[] = []
  for (let i = 0; i < text.length; i++) {
    const inside = open.at(-1)
    switch (text[i]) {
      case '{':
        open.push({ names: new Set(), at: '' })
        break
      case '[':
        open.push({ names: null, at: 0 })
        break
      case '}':
      case ']':
        open.pop()
        break
      case ',':
        if (inside && typeof inside.at === 'number') inside.at++
        break
      case '"': {
        const end = endOfString(text, i)
        if (inside?.names && isName(text, end)) {
          const name: string = JSON.parse(text.slice(i, end + 1))
          inside.at = name
          if (inside.names.has(name)) return pointerTo(open)
          inside.names.add(name)
        }
        i = end
      }
    }
  }
  return null
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

/** A string is a member's name if a colon follows. */
function isName(text: string, end: number): boolean {
  let at = end + 1
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++
  return text[at] === ':'
}

const pointerTo = (open: readonly Open[]) =>
  `#${open.map(({ at }) => `/${escapePointer(String(at))}`).join('')}`.slice(0, MAX_POINTER)
