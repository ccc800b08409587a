/** The report of an import as the command prints it. */
import type { ImportReport, ReportFile, ReportRow, ShownRemark } from '../registry/import/report.ts'
import { onTerminal } from './terminal.ts'

/** Rows and remarks that the terminal shows; the saved report has all of them. */
const SHOWN = 20

/** Files that were written beside. */
export interface Saved {
  report: string | undefined
  rejects: string | undefined
}

const COUNTS = {
  created: '新增 created',
  updated: '更新 updated',
  unchanged: '未变 unchanged',
  rejected: '拒绝 rejected',
  conflicts: '待人工核实 conflicts',
  repeated: '重复 repeated',
} as const
const SKIPPED = {
  title: '标题行 title',
  blank: '空行 blank',
  total: '合计行 total',
  footnote: '附注行 footnote',
  header: '重复表头 repeated header',
} as const
const DELIMITERS: Record<string, string> = { ',': '逗号 comma', ';': '分号 semicolon', '\t': '制表符 tab' }

/** True if there were rows and none of them was taken in. */
export function allRejected({ counts }: ImportReport): boolean {
  return counts.rejected > 0 && counts.created + counts.updated + counts.unchanged + counts.conflicts === 0
}

export function summary(report: ImportReport, saved: Saved): string {
  const faulty = report.rows.filter(row => row.faults.length > 0)
  const noted = report.rows.filter(row => row.faults.length === 0)
  return [
    `${report.dryRun ? '试运行，未写入 dry run, nothing written' : '已导入 imported'}  ${report.seconds} s`,
    `  ${fileLine(report.file)}`,
    ...Object.entries(COUNTS).map(([key, label]) => `  ${label}  ${report.counts[key as keyof typeof COUNTS]}`),
    ...skippedLines(report.skipped),
    ...faulty.slice(0, SHOWN).flatMap(rowLines),
    ...noted.slice(0, SHOWN).flatMap(rowLines),
    ...more([faulty.length, noted.length]),
    ...(saved.report ? [`  报告 report: ${saved.report}`] : []),
    ...(saved.rejects ? [`  未导入的行，更正后可再次导入 rows to correct and import again: ${saved.rejects}`] : []),
    ...(allRejected(report) ? ['未导入任何机构：全部行被拒绝 nothing was imported: every row was rejected'] : []),
  ].join('\n')
}

function fileLine({ form, encoding, delimiter, sheet, headerLine, ignoredColumns }: ReportFile): string {
  const kind =
    form === 'delimited'
      ? `${encoding}，分隔符 separator ${DELIMITERS[delimiter ?? ','] ?? ''}`
      : `${form}，工作表 sheet ${onTerminal(sheet ?? '')}`
  const ignored =
    ignoredColumns.length > 0 ? `，未使用的列 columns not used: ${onTerminal(ignoredColumns.join('、'))}` : ''
  return `${kind}，表头在第 ${headerLine} 行 header in line ${headerLine}${ignored}`
}

/** One line for each reason; what is no blank row is quoted. */
function skippedLines(skipped: ImportReport['skipped']): string[] {
  return [...Map.groupBy(skipped, row => row.reason)].map(([reason, rows]) => {
    const shown = rows.slice(0, SHOWN).map(({ line, lines, text }) => {
      const where = lines > 1 ? `${line}–${line + lines - 1}` : String(line)
      return text ? `${where} “${onTerminal(text)}”` : where
    })
    const rest = rows.length > SHOWN ? ` … (${rows.length})` : ''
    return `  已跳过 skipped  ${SKIPPED[reason]}  行 line ${shown.join(', ')}${rest}`
  })
}

const rowLines = ({ line, faults, notes }: ReportRow) =>
  [...faults, ...notes].flatMap(remark => [
    `  行 line ${line}  ${cellOf(remark)}${onTerminal(remark.reason)}`,
    `    ${remark.code}: ${onTerminal(remark.reasonEn)}`,
  ])

const cellOf = ({ column, value }: ShownRemark) =>
  column || value ? `${onTerminal(column)} “${onTerminal(value)}”：` : ''

function more(lengths: readonly number[]): string[] {
  const hidden = lengths.reduce((total, length) => total + Math.max(0, length - SHOWN), 0)
  return hidden > 0 ? [`  … 另有 ${hidden} 项 more: --report FILE.csv`] : []
}
