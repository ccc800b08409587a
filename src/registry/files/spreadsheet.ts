/** Workbooks (.xlsx, .xls) as rows of text. Runs in a thread of its own: a workbook may be large, or hostile. */
import * as XLSX from '@e965/xlsx'
import { unzipSync, zipSync } from 'fflate'
import type { FileRow } from './delimited.ts'
import { Refusal } from './refusal.ts'
import type { WorkbookForm } from './spreadsheet-form.ts'

/** Bytes of a workbook's parts, unpacked: about two million cells. */
const UNPACKED_LIMIT = 256 * 1024 * 1024
const PARTS_LIMIT = 2_000
/** Columns looked at; a register has a dozen or two. */
const COLUMNS_LIMIT = 200

export interface SheetRows {
  sheet: string
  rows: FileRow[]
}

/** Rows of the first visible sheet, or of the one with that name or number (from 1). Throws a Refusal. */
export function workbookRows(bytes: Uint8Array, form: WorkbookForm, wanted?: string): SheetRows {
  return rowsOf(readWorkbook(form === 'xlsx' ? unpacked(bytes) : bytes, 'array'), wanted)
}

/** The same of a table in markup. */
export function markupRows(text: string, wanted?: string): SheetRows {
  return rowsOf(readWorkbook(text, 'string'), wanted)
}

function rowsOf(book: XLSX.WorkBook, wanted: string | undefined): SheetRows {
  const sheet = sheetOf(book, wanted)
  const read = { dates1904: book.Workbook?.WBProps?.date1904 === true }
  const data: (XLSX.CellObject | undefined)[][] = book.Sheets[sheet]?.['!data'] ?? []
  const rows: FileRow[] = []
  // Rows and cells that are not there take no time: a sheet may claim a million of them.
  data.forEach((cells, at) => {
    const row: string[] = []
    cells?.forEach((cell, column) => {
      if (!cell || column >= COLUMNS_LIMIT) return
      while (row.length < column) row.push('')
      row.push(textOf(cell, read.dates1904))
    })
    rows.push({ line: at + 1, cells: row, broken: false })
  })
  return { sheet, rows }
}

function readWorkbook(data: Uint8Array | string, type: 'array' | 'string'): XLSX.WorkBook {
  try {
    return XLSX.read(data, { type, raw: true, dense: true, cellNF: true, cellHTML: false, cellFormula: false })
  } catch (error) {
    if (/password|encrypt/i.test((error as Error).message)) throw new Refusal('import-workbook-locked')
    throw new Refusal('import-workbook')
  }
}

/** Packed again without compression, so that the reader meets no part larger than the limit. */
function unpacked(bytes: Uint8Array): Uint8Array {
  let size = 0
  let parts = 0
  try {
    const files = unzipSync(bytes, {
      filter(file) {
        size += file.originalSize
        if (size > UNPACKED_LIMIT || ++parts > PARTS_LIMIT) throw new Refusal('import-too-large')
        return true
      },
    })
    return zipSync(files, { level: 0 })
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal('import-workbook')
  }
}

function sheetOf(book: XLSX.WorkBook, wanted: string | undefined): string {
  const names = book.SheetNames
  const hidden = (at: number) => Boolean(book.Workbook?.Sheets?.[at]?.Hidden)
  const found =
    wanted === undefined
      ? (names.find((_, at) => !hidden(at)) ?? names[0])
      : names.includes(wanted)
        ? wanted
        : names[Number(wanted) - 1]
  if (found === undefined) throw new Refusal('import-sheet', { sheet: wanted ?? '', sheets: names.join('、') })
  return found
}

/** A cell as a person would type it: days as YYYY-MM-DD, numbers in all their digits, no formula. */
function textOf(cell: XLSX.CellObject, dates1904: boolean): string {
  if (cell.t === 's') return String(cell.v)
  if (cell.t === 'n' && typeof cell.v === 'number')
    return XLSX.SSF.is_date(String(cell.z ?? '')) ? dateText(cell.v, dates1904) : numberText(cell.v)
  if (cell.t === 'd' && cell.v instanceof Date) return cell.v.toISOString().slice(0, 10)
  return cell.t === 'z' ? '' : String(cell.w ?? cell.v ?? '')
}

function dateText(serial: number, dates1904: boolean): string {
  const date = XLSX.SSF.parse_date_code(serial, { date1904: dates1904 })
  if (!date) return String(serial)
  const two = (n: number) => String(n).padStart(2, '0')
  const day = `${date.y}-${two(date.m)}-${two(date.d)}`
  return date.H || date.M || date.S ? `${day} ${two(date.H)}:${two(date.M)}:${two(Math.floor(date.S))}` : day
}

/** Beyond 15 digits a workbook has lost them; the shape tells the reader so. */
function numberText(value: number): string {
  return Number.isSafeInteger(value) ? String(value) : value >= 1e15 ? value.toExponential() : String(value)
}
