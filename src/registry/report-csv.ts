import { stringify } from 'csv-stringify/sync'
import type { ImportReport } from './import.ts'

// A cell that begins so can be taken for a formula by a spreadsheet; the full-width forms too.
const FORMULA = /^[=+\-@＝＋－＠\t\r]/u

/** A cell that no spreadsheet computes. */
export function inert(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell
}

/** The rows of a report as CSV (UTF-8 with BOM, so that spreadsheets read it), one line per fault. */
export function reportCsv(report: ImportReport): string {
  const lines = report.rows.flatMap(row => {
    const faults = row.faults.length > 0 ? row.faults : [{ column: '', value: '', code: '' }]
    return faults.map(f =>
      [String(row.row), String(row.line), row.outcome, row.provider ?? '', f.column, f.value, f.code].map(inert),
    )
  })
  const header = ['行号 row', '文件行 line', '结果 outcome', '机构 provider', '列 column', '值 value', '原因 code']
  return stringify([header, ...lines], { bom: true })
}
