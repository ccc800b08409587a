/** A file of an authority, in whatever form it comes, as a table. */
import { DELIMITERS, type Delimiter, delimitedRows, splitLines } from './delimited.ts'
import { DAMAGED, decodeText, type Encoding, encodingOf } from './encodings.ts'
import { Refusal } from './refusal.ts'
import { headerAt, noHeader, type RowWords, readHeader, readTable, type Table, titlesIn } from './rules-table.ts'
import type { SheetRows } from './spreadsheet.ts'
import { isMarkup, type WorkbookForm, workbookForm } from './spreadsheet-form.ts'

/** The form that a file came in, as a report states it. */
export type FileForm =
  | { form: 'delimited'; encoding: Encoding; delimiter: Delimiter; lineEnd: '\n' | '\r\n' }
  | { form: WorkbookForm; sheet: string }

export interface TableFile<C extends string> extends Table<C> {
  file: FileForm
}

/** Lines of a text: several times the register of a province. */
const MOST_FILE_LINES = 500_000
/** Lines in which the header is looked for. */
const HEAD_LINES = 60
/** Of 20 characters one: such a file is no text. */
const DAMAGE_SHARE = 20

/** Reads a file. `sheet`: of a workbook, by name or number. Throws a Refusal for a file that is none. */
export async function readTableFile<C extends string>(
  bytes: Uint8Array,
  words: RowWords<C>,
  sheet?: string,
): Promise<TableFile<C>> {
  const form = workbookForm(bytes)
  if (form) {
    const { workbookRows } = await spreadsheets()
    return sheetTable(form, workbookRows(bytes, form, sheet), words)
  }
  const encoding = encodingOf(bytes)
  const text = decodeText(bytes, encoding)
  requireText(text)
  if (!isMarkup(text)) return readDelimited(text, encoding, words)
  const { markupRows } = await spreadsheets()
  return sheetTable('xls', markupRows(text, sheet), words)
}

/** The reader of workbooks is large, and most files are none. */
const spreadsheets = () => import('./spreadsheet.ts')

function sheetTable<C extends string>(
  form: WorkbookForm,
  { sheet, rows }: SheetRows,
  words: RowWords<C>,
): TableFile<C> {
  const at = headerAt(rows, words.columns)
  if (at < 0) throw noHeader(rows, words.columns)
  return { file: { form, sheet }, ...readTable(rows, at, words) }
}

function readDelimited<C extends string>(text: string, encoding: Encoding, words: RowWords<C>): TableFile<C> {
  const lines = splitLines(text)
  if (lines.length > MOST_FILE_LINES) throw new Refusal('import-too-large')
  const { delimiter, header } = delimiterOf(lines, words)
  const rows = delimitedRows(lines, delimiter, { width: header.titles.length })
  const at = rows.findIndex(row => row.line === header.line)
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  return { file: { form: 'delimited', encoding, delimiter, lineEnd }, ...readTable(rows, at, words) }
}

/** The separator by which the first lines have the most titles, and the header that it finds. */
function delimiterOf<C extends string>(lines: readonly string[], { columns }: RowWords<C>) {
  const found = DELIMITERS.map(delimiter => {
    const rows = delimitedRows(lines, delimiter, { limit: HEAD_LINES })
    const row = rows[headerAt(rows, columns)]
    return { delimiter, rows, row, titles: row ? titlesIn(row, columns) : 0 }
  })
  const best = found.reduce((a, b) => (b.titles > a.titles ? b : a))
  if (!best.row) throw noHeader(best.rows, columns)
  return { delimiter: best.delimiter, header: readHeader(best.row, columns) }
}

/** NUL does not occur in text, and a few damaged characters are not many. */
function requireText(text: string): void {
  const damaged = text.split(DAMAGED).length - 1
  if (text.includes('\0') || damaged * DAMAGE_SHARE > text.length) throw new Refusal('import-encoding')
}
