/** The report of an import: what became of the file and of its rows. */
import { stringify } from 'csv-stringify/sync'
import type { Delimiter } from '../files/delimited.ts'
import type { Encoding } from '../files/encodings.ts'
import type { Skipped, TableRow } from '../files/rules-table.ts'
import type { FileForm, TableFile } from '../files/table-file.ts'
import { maskIdentityNumbers } from '../rules-identity.ts'
import type { Column } from './register-words.ts'
import type { CellRemark, FaultCode, NoteCode } from './rules-faults.ts'
import { remarkText } from './texts.ts'

export type ImportOutcome = 'created' | 'updated' | 'unchanged' | 'rejected' | 'conflict' | 'repeated'

/** A remark as it is shown: the column by the title of the file, the reason in words. */
export interface ShownRemark {
  column: string
  value: string
  code: FaultCode | NoteCode
  reason: string
  reasonEn: string
  allowed: string[]
}

export interface ReportRow {
  row: number
  line: number
  outcome: ImportOutcome
  provider: string | null
  faults: ShownRemark[]
  notes: ShownRemark[]
}

export interface ReportFile {
  form: 'delimited' | 'xlsx' | 'xls'
  encoding: Encoding | null
  delimiter: Delimiter | null
  sheet: string | null
  headerLine: number
  ignoredColumns: string[]
}

export type ImportCounts = Record<'created' | 'updated' | 'unchanged' | 'rejected' | 'conflicts' | 'repeated', number>

export interface ImportReport {
  dryRun: boolean
  file: ReportFile
  seconds: number
  counts: ImportCounts
  /** Rows that are none: titles, blank rows, totals, footnotes, repeated headers. */
  skipped: Skipped[]
  /** Every row that is not plainly created or unchanged, or of which there is something to say. */
  rows: ReportRow[]
}

const VALUE_LIMIT = 200
const TITLES_LIMIT = 100

export function reportFile({ file, header }: TableFile<Column>): ReportFile {
  const ignoredColumns = header.ignored.slice(0, TITLES_LIMIT).map(shown)
  return { ...formOf(file), headerLine: header.line, ignoredColumns }
}

function formOf(file: FileForm) {
  if (file.form === 'delimited')
    return { form: file.form, encoding: file.encoding, delimiter: file.delimiter, sheet: null }
  return { form: file.form, encoding: null, delimiter: null, sheet: file.sheet }
}

const shown = (text: string) => maskIdentityNumbers(text).slice(0, VALUE_LIMIT)

/** Outcome of a row. `titles`: of the columns, as the file has them. */
export function reportRow(
  { row, line }: TableRow,
  { outcome, provider, faults, notes }: RowResult,
  titles: (column: Column | null) => string,
): ReportRow {
  const remark = ({ column, value, code, allowed }: CellRemark<FaultCode | NoteCode>): ShownRemark => {
    const safe = shown(value)
    const { zh, en } = remarkText(code, safe, allowed)
    return { column: titles(column), value: safe, code, reason: zh, reasonEn: en, allowed }
  }
  return { row, line, outcome, provider, faults: faults.map(remark), notes: notes.map(remark) }
}

export interface RowResult {
  outcome: ImportOutcome
  provider: string | null
  faults: CellRemark<FaultCode>[]
  notes: CellRemark<NoteCode>[]
}

export function countRows(rows: readonly { outcome: ImportOutcome }[]): ImportCounts {
  const of = (outcome: ImportOutcome) => rows.filter(row => row.outcome === outcome).length
  return {
    created: of('created'),
    updated: of('updated'),
    unchanged: of('unchanged'),
    rejected: of('rejected'),
    conflicts: of('conflict'),
    repeated: of('repeated'),
  }
}

// A cell that begins so can be taken for a formula by a spreadsheet; the full-width forms too.
const FORMULA = /^[=+\-@＝＋－＠\t\r]/u

/** A cell that no spreadsheet computes. */
export function inert(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell
}

const HEADER = [
  '文件行 line',
  '行号 row',
  '结果 outcome',
  '机构 provider',
  '列 column',
  '值 value',
  '原因代码 code',
  '原因',
  'reason',
  '可填写 allowed',
]

/** The rows of a report as CSV (UTF-8 with BOM, so that spreadsheets read it), one line per remark. */
export function reportCsv(report: ImportReport): string {
  const none = { column: '', value: '', code: '', reason: '', reasonEn: '', allowed: [] as string[] }
  const lines = report.rows.flatMap(row => {
    const remarks = [...row.faults, ...row.notes]
    return (remarks.length > 0 ? remarks : [none]).map(r =>
      [
        ...[String(row.line), String(row.row), row.outcome, row.provider ?? ''],
        ...[r.column, r.value, r.code, r.reason, r.reasonEn, r.allowed.join('、')],
      ].map(inert),
    )
  })
  return stringify([HEADER, ...lines], { bom: true })
}
