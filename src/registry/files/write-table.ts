/** Rows written in the form that a file came in. */
import { type Delimiter, delimitedLine } from './delimited.ts'
import { encodeText } from './encodings.ts'
import type { FileForm } from './table-file.ts'

const BOOK_TYPES = { xlsx: 'xlsx', xls: 'biff8' } as const

/** A file with these rows. No cell of it is computed by a spreadsheet. */
export async function writeTable(file: FileForm, rows: readonly (readonly string[])[]): Promise<Uint8Array> {
  if (file.form === 'delimited') return writeDelimited(file, rows)
  const { utils, write } = await import('@e965/xlsx')
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map(row => [...row])), sheetName(file.sheet))
  return new Uint8Array(write(book, { type: 'array', bookType: BOOK_TYPES[file.form], compression: true }))
}

function writeDelimited(
  { delimiter, encoding, lineEnd }: Extract<FileForm, { delimiter: Delimiter }>,
  rows: readonly (readonly string[])[],
): Uint8Array {
  return encodeText(rows.map(row => delimitedLine(row, delimiter) + lineEnd).join(''), encoding)
}

/** Spreadsheets allow 31 characters, and not these. */
const sheetName = (name: string) => name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31) || 'Sheet1'
