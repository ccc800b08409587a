/** Removes the characters that software and copying leave around the text of a cell. */

// Zero-width and direction marks, soft hyphen, byte order mark.
const INVISIBLE = /\u00ad|\u034f|\u061c|\u180e|[\u200b-\u200f\u202a-\u202e\u2060-\u2069]|\ufeff/gu
// Blanks of every width, line breaks, and control characters, which Excel puts in for line breaks.
const BLANKS = /(?:_x000[dD]_|[\s\p{Cc}\u3164])+/gu

/** The text of a cell: without invisible characters, blanks as one, and not in Excel's `'X` or `="X"`. */
export function cleanCell(cell: string): string {
  const text = cell.replace(INVISIBLE, '').replace(BLANKS, ' ').trim()
  const quoted = /^=\s*"(.*)"$/u.exec(text)
  if (quoted) return quoted[1]!.replaceAll('""', '"').trim()
  return text.length > 1 && text.startsWith("'") ? text.slice(1).trim() : text
}

/** The same for codes, days and words that are compared: in half-width forms. */
export function plainCell(cell: string): string {
  return cleanCell(cell).normalize('NFKC').trim()
}

const MARKS = /[*＊※:：\s]|\((?:必填|选填|必录|非必填|可选|必填项|选填项)\)/gu

/** A title as it is compared: without marks such as `*` and `（必填）`. */
export function titleKey(title: string): string {
  return plainCell(title).replace(MARKS, '').toLowerCase()
}

/** A word as it is compared: without blanks and punctuation. */
export function wordKey(word: string): string {
  return plainCell(word)
    .replace(/[\s,，、;；.。()[\]【】]/gu, '')
    .toLowerCase()
}
