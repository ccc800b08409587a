import { bound } from './bounds.ts'
import { getTableColumns, getTableName, type Table } from './drizzle.ts'

/** Rows that `Snapshot.rows` yields at a time. */
export const ROWS_AT_A_TIME = bound('snapshot-rows', 2_000)

const quoted = (name: string) => `"${name}"`

/** A select of all columns, in their order. */
export function selectAll(table: Table): string {
  const columns = Object.values(getTableColumns(table)).map(column => quoted(column.name))
  return `select ${columns.join(', ')} from ${quoted(getTableName(table))}`
}

/** There is a database, and nothing was ever made in it. */
export class EmptyDatabase extends Error {
  override message = '数据库是空的 the database is empty'
}

/** Refuses tables of another version: what would be read is not what this version means. */
export function refuseOtherVersion(pending: readonly string[]): void {
  if (pending.length === 0) return
  throw new Error(
    `数据库版本较旧，请先以本版本启动一次服务 this database is of an older version; start the service once, it lacks ${pending.join(', ')}`,
  )
}
