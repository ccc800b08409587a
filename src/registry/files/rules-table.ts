/** Rows of a file as a table: which row is the header, which rows are none, and the cells of the others. */
import { maskIdentityNumbers } from '../rules-identity.ts'
import type { FileRow } from './delimited.ts'
import { DAMAGED } from './encodings.ts'
import { Refusal } from './refusal.ts'
import { cleanCell, titleKey, wordKey } from './rules-clean.ts'
import type { ColumnWords } from './rules-columns.ts'

/** Rows above the header: titles, dates, the office that made the list. */
const HEADER_WITHIN = 30

export interface Header<C extends string> {
  line: number
  /** As the file has them, cleaned. */
  titles: string[]
  /** Column -> its place in a row. */
  places: ReadonlyMap<C, number>
  /** Titles that are no column of ours. */
  ignored: string[]
}

export type SkippedReason = 'title' | 'blank' | 'total' | 'footnote' | 'header'

/** Rows that are none, one after the other for the same reason. */
export interface Skipped {
  line: number
  lines: number
  reason: SkippedReason
  text: string
}

export interface TableRow {
  /** The first after the header is 1; rows that are skipped do not count. */
  row: number
  line: number
  /** As they stand in the file, one for each title. */
  cells: string[]
  /** Why it cannot be read as a row. */
  fault: { code: 'quote' | 'cells' | 'damaged'; place: number | null; value: string; allowed: string[] } | null
}

export interface Table<C extends string> {
  header: Header<C>
  rows: TableRow[]
  skipped: Skipped[]
}

/** Number of known titles in a row. */
export function titlesIn<C extends string>(row: FileRow, { titles }: ColumnWords<C>): number {
  return new Set(row.cells.map(cell => titles.get(titleKey(cell))).filter(Boolean)).size
}

/** The place of the header: the row with the most titles, at least two; -1 without one. */
export function headerAt<C extends string>(rows: readonly FileRow[], words: ColumnWords<C>): number {
  let best = -1
  let most = 1
  for (const [at, row] of rows.slice(0, HEADER_WITHIN).entries()) {
    const found = titlesIn(row, words)
    if (found > most) [best, most] = [at, found]
  }
  return best
}

/** The columns of a header. Throws a Refusal if one is missing, or two mean the same. */
export function readHeader<C extends string>(row: FileRow, words: ColumnWords<C>): Header<C> {
  const titles = row.cells.map(cleanCell)
  const places = new Map<C, number>()
  for (const [place, title] of titles.entries()) {
    const column = words.titles.get(titleKey(title))
    if (column === undefined) continue
    const first = places.get(column)
    if (first !== undefined)
      throw new Refusal('import-columns-repeated', { line: row.line, first: titles[first]!, second: title })
    places.set(column, place)
  }
  const missing = words.needed.filter(column => !places.has(column)).map(column => words.names.get(column)!)
  if (missing.length > 0) throw missingColumns(row, missing)
  while (titles.at(-1) === '') titles.pop()
  const ignored = titles.filter(title => title !== '' && !words.titles.has(titleKey(title)))
  return { line: row.line, titles, places, ignored }
}

const TITLES_SHOWN = 400

function missingColumns(row: FileRow, missing: readonly string[]): Refusal {
  const found = maskIdentityNumbers(row.cells.map(cleanCell).filter(Boolean).join('、')).slice(0, TITLES_SHOWN)
  return new Refusal('import-header', { columns: missing.join('、'), line: row.line, found })
}

/** The refusal of a file in which no row looks like a header. */
export function noHeader<C extends string>(rows: readonly FileRow[], { needed, names }: ColumnWords<C>): Refusal {
  const first = rows.find(row => row.cells.some(cell => cell.trim() !== ''))
  if (!first) return new Refusal('import-empty')
  return missingColumns(
    first,
    needed.map(column => names.get(column)!),
  )
}

export interface RowWords<C extends string> {
  columns: ColumnWords<C>
  /** Columns of which a total or a footnote has none. */
  marks: readonly C[]
  totals: readonly string[]
  footnotes: readonly string[]
}

/** The table below (and the titles above) the header at that place. */
export function readTable<C extends string>(rows: readonly FileRow[], at: number, words: RowWords<C>): Table<C> {
  const header = readHeader(rows[at]!, words.columns)
  const skipped: Skipped[] = []
  const found: TableRow[] = []
  for (const [i, row] of rows.entries()) {
    if (i === at) continue
    const reason = i < at ? titleOrBlank(row) : skipReason(row, header, words)
    if (reason) skip(skipped, row, reason)
    else found.push(tableRow(row, found.length + 1, header))
  }
  return { header, rows: found, skipped }
}

const TEXT_SHOWN = 60
const textOf = (row: FileRow) =>
  maskIdentityNumbers(row.cells.map(cleanCell).filter(Boolean).join(' ')).slice(0, TEXT_SHOWN)
const titleOrBlank = (row: FileRow): SkippedReason => (isBlank(row) ? 'blank' : 'title')
const isBlank = (row: FileRow) => row.cells.every(cell => cleanCell(cell) === '')

function skip(skipped: Skipped[], row: FileRow, reason: SkippedReason): void {
  const last = skipped.at(-1)
  if (reason === 'blank' && last?.reason === 'blank' && last.line + last.lines === row.line) last.lines++
  else skipped.push({ line: row.line, lines: 1, reason, text: textOf(row) })
}

function skipReason<C extends string>(row: FileRow, header: Header<C>, words: RowWords<C>): SkippedReason | null {
  if (isBlank(row)) return 'blank'
  // On each printed page the header comes again.
  if (titlesIn(row, words.columns) >= Math.max(2, header.places.size - 1)) return 'header'
  const of = (column: C) => cleanCell(row.cells[header.places.get(column) ?? -1] ?? '')
  const isMark = (text: string) =>
    text !== '' && !AMOUNT.test(text) && !beginsWith(text, [...words.totals, ...words.footnotes])
  if (words.marks.some(column => isMark(of(column)))) return null
  const first = row.cells.map(cleanCell).find(Boolean)!
  if (beginsWith(first, words.totals)) return 'total'
  return beginsWith(first, words.footnotes) ? 'footnote' : null
}

/** A number beside 合计, no code. */
const AMOUNT = /^[\d,.]{1,9}\s*\p{L}?$/u

const beginsWith = (text: string, words: readonly string[]) => words.some(word => wordKey(text).startsWith(word))

function tableRow<C extends string>(row: FileRow, number: number, { titles }: Header<C>): TableRow {
  const width = titles.length
  const cells = [...row.cells, ...Array<string>(Math.max(0, width - row.cells.length)).fill('')]
  const at = { row: number, line: row.line, cells: cells.slice(0, Math.max(width, lastFilled(cells) + 1)) }
  if (row.broken) return { ...at, fault: { code: 'quote', place: null, value: textOf(row), allowed: [] } }
  const damaged = cells.findIndex(cell => cell.includes(DAMAGED))
  if (damaged >= 0) return { ...at, fault: { code: 'damaged', place: damaged, value: cells[damaged]!, allowed: [] } }
  const filled = lastFilled(cells) + 1
  if (filled > width)
    return { ...at, fault: { code: 'cells', place: null, value: String(filled), allowed: [String(width)] } }
  return { ...at, fault: null }
}

const lastFilled = (cells: readonly string[]) => cells.findLastIndex(cell => cleanCell(cell) !== '')
