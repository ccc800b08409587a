/** Writing many rows of the rating tables. */

import type { Applying } from '../../ledger/ledger.ts'
import { bound } from '../../store/bounds.ts'
import { insertRows } from '../../store/insert-rows.ts'
import type { Tables } from '../../store/tables.ts'

type RatingTable =
  | 'ratings'
  | 'evidence'
  | 'supersededEvidence'
  | 'foldCustomers'
  | 'ratingPairs'
  | 'ratingRaters'
  | 'gradeHistory'
type Row<T extends RatingTable> = Tables[T]['$inferInsert']
type Columns<T extends RatingTable> = keyof Row<T> & string

interface Plan<T extends RatingTable> {
  table: T
  key: readonly Columns<T>[]
  /** Columns that a row which is there already takes over; none: it stays. */
  replaced: readonly Columns<T>[]
}
const plan = <T extends RatingTable>(
  table: T,
  key: readonly Columns<T>[],
  replaced: readonly Columns<T>[] = [],
): Plan<T> => ({ table, key, replaced })

export const plans = {
  ratings: plan(
    'ratings',
    ['provider'],
    [
      'predecessor',
      'linkedDay',
      'linkedSeq',
      'alarmDay',
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
    ['weight', 'codes', 'body', 'retractedBy', 'retractedDay', 'repairedDay', 'repairedBy'],
  ),
  supersededEvidence: plan('supersededEvidence', ['provider', 'seq', 'until']),
  foldCustomers: plan('foldCustomers', ['provider', 'customer'], ['ordered', 'voices']),
  ratingPairs: plan('ratingPairs', ['root', 'kind', 'customer'], ['mass', 'last']),
  ratingRaters: plan('ratingRaters', ['customer'], ['misfit', 'judged', 'first', 'several']),
  gradeHistory: plan('gradeHistory', ['provider', 'seq']),
}

/** Inserts rows, or replaces what may change of those that are there. No two rows may have the same key. */
export async function putRows<T extends RatingTable>(
  { db, tables }: Applying,
  { table, key, replaced }: Plan<T>,
  rows: readonly Row<T>[],
): Promise<void> {
  await insertRows(db, { table: tables[table], key, replaced }, inKeyOrder(rows, key[0]!))
}

/** Neighbours in a tree are written together: many rows at once cost half as much. */
function inKeyOrder<R extends Record<string, unknown>>(rows: readonly R[], first: string): readonly R[] {
  if (rows.length < SORTED_FROM) return rows
  return rows.toSorted((a, b) => compareText(a[first] as string, b[first] as string))
}

const SORTED_FROM = bound('sorted-from', 64)
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
