/** Removes the characters that software and copying leave around the text of a cell. */
import { cleanLine } from '../../ledger/rules-texts.ts'

// Excel's way to write a line break.
const EXCEL_BREAK = /_x000[dD]_/g

/** The text of a cell: without invisible characters, blanks as one, and not in Excel's `'X` or `="X"`. */
export function cleanCell(cell: string): string {
  const text = cleanLine(cell.replaceAll('\0', ' ').replace(EXCEL_BREAK, ' '))
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
