import { CsvError, parse } from 'csv-parse/sync'
import { importError } from './errors-import.ts'

/** The columns of a register file, by the headers that authorities use. */
export const COLUMNS = {
  uscc: ['统一社会信用代码', '信用代码', '社会信用代码'],
  name: ['单位名称', '机构名称', '名称', '企业名称'],
  kind: ['类型', '单位类型'],
  phone: ['联系电话', '电话'],
  address: ['注册地址', '地址', '住所'],
  area: ['所属区划', '所属区县', '行政区划'],
  offerings: ['服务类别', '服务项目'],
  areas: ['服务区域', '服务范围'],
  founded: ['成立日期', '登记日期'],
  validUntil: ['经营期限至', '有效期至'],
  status: ['登记状态', '经营状态', '状态'],
} as const

export type Column = keyof typeof COLUMNS
export type Cells = Record<Column, string>

/** One record of the file: its number (the first after the header is 1), the line that it begins on, its cells. */
export interface RegisterRow {
  row: number
  line: number
  /** Null if the record has another number of cells than the header. */
  cells: Cells | null
}

/** Header of each column as the file has it, for reports. */
export type Headers = Record<Column, string>

/** Parses a register: headers in any order, quoted newlines, blank lines. `import-header` / `import-csv` (422). */
export function readRegister(text: string): { headers: Headers; rows: RegisterRow[] } {
  const [header, ...records] = parseCsv(text)
  const titles = (header?.record ?? []).map(title => title.normalize('NFKC').trim())
  const positions = locate(titles)
  const headers = Object.fromEntries(Object.entries(positions).map(([column, at]) => [column, titles[at]])) as Headers
  const rows = records.map(({ record, info }, i) => ({
    row: i + 1,
    line: info.lines - countNewlines(record),
    cells: record.length === titles.length ? pick(record, positions) : null,
  }))
  return { headers, rows }
}

interface Record_ {
  record: string[]
  info: { lines: number }
}

function parseCsv(text: string): Record_[] {
  try {
    return parse(text, {
      bom: true,
      info: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      skipRecordsWithEmptyValues: true,
    }) as unknown as Record_[]
  } catch (error) {
    if (error instanceof CsvError) throw importError('import-csv', { line: Number(error.lines ?? 0) })
    throw error
  }
}

const countNewlines = (record: string[]) => record.reduce((n, cell) => n + cell.split('\n').length - 1, 0)

function locate(titles: string[]): Record<Column, number> {
  const positions = Object.entries(COLUMNS).map(
    ([column, names]) => [column, titles.findIndex(t => (names as readonly string[]).includes(t))] as const,
  )
  const missing = positions.filter(([, at]) => at < 0).map(([column]) => COLUMNS[column as Column][0])
  if (missing.length > 0) throw importError('import-header', { columns: missing.join('、') })
  return Object.fromEntries(positions) as Record<Column, number>
}

function pick(record: string[], positions: Record<Column, number>): Cells {
  return Object.fromEntries(Object.entries(positions).map(([column, at]) => [column, record[at]!])) as Cells
}
