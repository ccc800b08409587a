/** The rows that were not imported, as a file in the form of the one that was read: to be corrected and imported again. */
import { writeInThread } from '../files/in-thread.ts'
import { maskIdentityNumbers } from '../rules-identity.ts'
import type { Imported } from './import-register.ts'
import { inert, type ReportRow } from './report.ts'

/** Title of the column that says why; an import ignores it. */
export const REASON_TITLE = '未导入原因 reason'

const RETURNED = new Set<ReportRow['outcome']>(['rejected', 'conflict', 'repeated'])

export interface Rejects {
  bytes: Uint8Array
  rows: number
}

/** The file; null if every row was imported. */
export async function rejectsOf({ table, rows }: Imported): Promise<Rejects | null> {
  const returned = rows.flatMap((row, i) => (RETURNED.has(row.outcome) ? [[row, table.rows[i]!.cells] as const] : []))
  if (returned.length === 0) return null
  const { titles } = table.header
  // A file that comes back for the second time has the column already.
  const kept = titles.flatMap((title, place) => (title === REASON_TITLE ? [] : [place]))
  const lines = returned.map(([row, cells]) => {
    const beyond = cells.slice(titles.length)
    return [...kept.map(place => cells[place] ?? ''), reasonOf(row), ...beyond].map(safe)
  })
  const all = [[...kept.map(place => titles[place]!), REASON_TITLE], ...lines]
  const bytes = await writeInThread({ file: table.file, rows: all })
  return { bytes, rows: returned.length }
}

const safe = (cell: string) => inert(maskIdentityNumbers(cell))

const reasonOf = ({ faults }: ReportRow) =>
  faults.map(({ column, reason }) => (column ? `${column}：${reason}` : reason)).join('；')
