/** Many rows through few statements, each prepared once. */
import { bound } from './bounds.ts'
import { getTableColumns, getTableName, type SQL, type SQLiteTable, sql } from './drizzle.ts'
import { prepared } from './prepared.ts'
import type { Writer } from './store.ts'

/** Rows of one statement where each costs a round trip (PostgreSQL): many while there are enough, the rest one by one. */
const CHUNKS = [bound('insert-many', 32), bound('insert-some', 8), 1]

export interface Insertion {
  table: SQLiteTable
  /** Columns of the key, where rows may be there already; without it a row that is there is an error. */
  key?: readonly string[]
  /** Columns that a row which is there takes over; none: it stays as it is. */
  replaced?: readonly string[]
}

/** better-sqlite3's own statement inside drizzle's: positional values without a placeholder each cost a third. */
interface Native {
  stmt?: { run(values: unknown[]): unknown }
}

/** Inserts rows, or replaces what may change of those that are there. No two rows may have the same key. */
export async function insertRows(
  db: Writer,
  insertion: Insertion,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  if (rows.length === 0) return
  const columns = Object.keys(getTableColumns(insertion.table))
  const { stmt } = statementOf(db, insertion, columns, 1) as unknown as Native
  // A statement of many rows is slower there: it keeps a copy of every page that it changes, to take it back if a later row fails.
  if (stmt) for (const row of rows) stmt.run(columns.map(column => row[column] ?? null))
  else await insertChunks(db, insertion, columns, rows)
}

async function insertChunks(
  db: Writer,
  insertion: Insertion,
  columns: readonly string[],
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  for (let at = 0; at < rows.length; ) {
    const count = CHUNKS.find(size => size <= rows.length - at)!
    await statementOf(db, insertion, columns, count).execute(named(rows.slice(at, at + count), columns))
    at += count
  }
}

function named(rows: readonly Record<string, unknown>[], columns: readonly string[]): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [i, row] of rows.entries()) for (const column of columns) values[slot(i, column)] = row[column] ?? null
  return values
}

function statementOf(db: Writer, { table, key, replaced = [] }: Insertion, names: readonly string[], count: number) {
  return prepared(db, `rows_${getTableName(table)}_${key ? 'put' : 'add'}_${count}`, d => {
    const columns = getTableColumns(table)
    const row = (i: number) => Object.fromEntries(names.map(name => [name, sql.placeholder(slot(i, name))]))
    const insert = d.insert(table).values(Array.from({ length: count }, (_, i) => row(i)))
    if (!key) return insert
    const target = key.map(name => columns[name]!) as never
    if (replaced.length === 0) return insert.onConflictDoNothing({ target })
    const set: Record<string, SQL> = {}
    for (const name of replaced) set[name] = sql`excluded.${sql.identifier(columns[name]!.name)}`
    return insert.onConflictDoUpdate({ target, set })
  })
}

/** Name of the placeholder of a column in the i-th row of a statement. */
const slot = (i: number, column: string) => `${column}_${i}`
