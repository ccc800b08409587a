/** Writing many rows of the rating tables through statements that are prepared once. */
import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Applying } from '../ledger/ledger.ts'
import { prepared } from '../store/prepared.ts'
import type { Tables } from '../store/tables.ts'

type RatingTable = 'ratings' | 'evidence' | 'foldCustomers' | 'ratingPairs' | 'ratingRaters' | 'gradeHistory'
type Columns<T extends RatingTable> = keyof Tables[T]['$inferInsert'] & string

/** Rows of one statement while there are enough; the rest goes one by one. */
const CHUNK = 32

interface Plan<T extends RatingTable> {
  table: T
  columns: readonly Columns<T>[]
  key: readonly Columns<T>[]
  /** Columns that a row which is there already takes over; none: it stays. */
  replaced: readonly Columns<T>[]
}
const plan = <T extends RatingTable>(
  table: T,
  key: readonly Columns<T>[],
  replaced: readonly Columns<T>[],
  fixed: readonly Columns<T>[] = [],
): Plan<T> => ({ table, columns: [...key, ...fixed, ...replaced], key, replaced })

export const plans = {
  ratings: plan(
    'ratings',
    ['provider'],
    [
      'predecessor',
      'linkedDay',
      'successors',
      'clearings',
      'changes',
      'fold',
      'orders',
      'customers',
      'grade',
      'pending',
      'state',
      'barSeq',
      'since',
    ],
  ),
  evidence: plan(
    'evidence',
    ['provider', 'seq'],
    ['retractedBy', 'retractedDay', 'repairedDay'],
    ['kind', 'day', 'ledgerDay', 'customer', 'weight', 'codes', 'body'],
  ),
  foldCustomers: plan('foldCustomers', ['provider', 'customer'], []),
  ratingPairs: plan('ratingPairs', ['root', 'kind', 'customer'], ['mass', 'last']),
  ratingRaters: plan('ratingRaters', ['customer'], ['misfit', 'judged']),
  gradeHistory: plan('gradeHistory', ['provider', 'seq'], [], ['day', 'mode', 'cause', 'entry', 'grade', 'state']),
}

/** Name of the placeholder of a column in the i-th row of a statement. */
const slot = (i: number, column: string) => `${column}_${i}`

function statement<T extends RatingTable>({ db, tables }: Applying, p: Plan<T>, rows: number) {
  return prepared(db, `rating_put_${p.table}_${rows}`, d => {
    const table: SQLiteTable = tables[p.table]
    const columns = getTableColumns(table)
    const row = (i: number) => Object.fromEntries(p.columns.map(c => [c, sql.placeholder(slot(i, c))]))
    const insert = d.insert(table).values(Array.from({ length: rows }, (_, i) => row(i)))
    const target = p.key.map(c => columns[c]!) as never
    if (p.replaced.length === 0) return insert.onConflictDoNothing({ target })
    const set: Record<string, SQL> = {}
    for (const c of p.replaced) set[c] = sql`excluded.${sql.identifier(columns[c]!.name)}`
    return insert.onConflictDoUpdate({ target, set })
  })
}

/** Inserts rows, or replaces what may change of those that are there. No two rows may have the same key. */
export async function putRows<T extends RatingTable>(
  tx: Applying,
  p: Plan<T>,
  rows: readonly Tables[T]['$inferInsert'][],
): Promise<void> {
  for (let at = 0; at < rows.length; ) {
    const count = rows.length - at >= CHUNK ? CHUNK : 1
    const values: Record<string, unknown> = {}
    for (let i = 0; i < count; i += 1) {
      const row = rows[at + i] as Record<string, unknown>
      for (const c of p.columns) values[slot(i, c)] = row[c] ?? null
    }
    await statement(tx, p, count).execute(values)
    at += count
  }
}
