/** Delimited text as rows. A row that is broken is one broken row: those after it are read. */
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'

/** Separators that registers come with; the one that finds the most titles is taken. */
export const DELIMITERS = [',', ';', '\t'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** One row of a file, unchanged. */
export interface FileRow {
  /** Where it begins, as an editor or a spreadsheet counts: from 1. */
  line: number
  cells: string[]
  /** A stray quotation mark: the cells are a guess. */
  broken: boolean
}

/** Lines that one quoted cell may span; beyond, its quotation mark is a stray one. */
const MOST_LINES = 50

/** The lines of a text, whichever of CRLF, LF and CR ends each of them. */
export function splitLines(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/)
  if (lines.at(-1) === '') lines.pop()
  return lines
}

export interface Extent {
  /** Lines to read; all of them without it. */
  limit?: number
  /** Cells of the header: a row of several lines that has fewer is broken. */
  width?: number
}

/** Rows of delimited text. */
export function delimitedRows(lines: readonly string[], delimiter: Delimiter, extent: Extent = {}): FileRow[] {
  const rows: FileRow[] = []
  const end = Math.min(extent.limit ?? lines.length, lines.length)
  for (let at = 0; at < end; ) {
    const { cells, broken, spans } = rowAt(lines, at, delimiter, extent.width ?? 0)
    rows.push({ line: at + 1, cells, broken })
    at += spans
  }
  return rows
}

interface Read {
  cells: string[]
  broken: boolean
  /** Lines that it takes. */
  spans: number
}

function rowAt(lines: readonly string[], at: number, delimiter: Delimiter, width: number): Read {
  const first = lines[at]!
  // Without a quotation mark there is nothing to interpret.
  if (!first.includes('"')) return { cells: first.split(delimiter), broken: false, spans: 1 }
  let text = ''
  let quotes = 0
  for (let spans = 1; spans <= MOST_LINES && at + spans <= lines.length; spans++) {
    const line = lines[at + spans - 1]!
    text = spans === 1 ? line : `${text}\n${line}`
    quotes += line.split('"').length - 1
    if (quotes % 2 === 1) continue
    const cells = strictCells(text, delimiter)
    if (!cells || (spans > 1 && swallows(lines.slice(at + 1, at + spans), cells.length, width, delimiter))) break
    return { cells, broken: false, spans }
  }
  return { cells: looseCells(first, delimiter), broken: true, spans: 1 }
}

/** True if a quotation mark that opens nothing has taken later rows in: one of them is a row by itself, or cells are missing. */
function swallows(lines: readonly string[], cells: number, width: number, delimiter: Delimiter): boolean {
  const isRow = (line: string) => !line.includes('"') && line.split(delimiter).length >= Math.max(cells, width)
  return cells < width || lines.some(isRow)
}

/** Cells by the rules of CSV, or null if the text breaks them. Excel's `="X"` counts as `"X"`. */
function strictCells(text: string, delimiter: Delimiter): string[] | null {
  const plain = text.replace(/(^|[,;\t])="([^"]*)"(?=$|[,;\t])/g, '$1"$2"')
  try {
    const rows: string[][] = parse(plain, { delimiter, relaxColumnCount: true, trim: true })
    return rows.length === 1 ? rows[0]! : null
  } catch {
    return null
  }
}

/** Cells of a line with stray quotation marks, as near as can be guessed. */
function looseCells(line: string, delimiter: Delimiter): string[] {
  return line.split(delimiter).map(cell => cell.replace(/^"(.*)"$/, '$1').replaceAll('""', '"'))
}

/** A row as text, quoted where it must be, without a line end. */
export function delimitedLine(cells: readonly string[], delimiter: Delimiter): string {
  return stringify([[...cells]], { delimiter }).replace(/\n$/, '')
}
