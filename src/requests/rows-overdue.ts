import { timestamp } from '../ledger/clock.ts'
import { and, asc, eq, gt, lt, or, type SQL, sql } from '../store/drizzle.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { filterConditions, type RequestFilter, type RequestRow } from './rows.ts'
import { clockStates, REQUEST_CLOCKS, type RequestClock } from './rules-life.ts'
import { DUE_COLUMN, firstOverdue } from './rules-overdue.ts'

/** Where a page begins: after this due time and id. */
export type OverduePlace = [due: string, id: string]

/** The due time by which an overdue request is sorted when `clock` is asked for, or any. */
export function overduePlace(row: RequestRow, clock: RequestClock | 'any', now: number): OverduePlace {
  return [row[DUE_COLUMN[clock === 'any' ? firstOverdue(row, now)! : clock]]!, row.id]
}

/** Requests whose clock has run out, longest overdue first; `any`: each once, by the clock that ran out first. */
export async function listOverdueRows(
  db: Reader,
  tables: Tables,
  clock: RequestClock | 'any',
  filter: RequestFilter,
  { now, after, limit }: { now: number; after: OverduePlace | null; limit: number },
): Promise<RequestRow[]> {
  if (clock !== 'any') return overdueQuery(db, tables, clock, filter, { now, after, limit })
  const found: RequestRow[] = []
  // Each clock has an index of its own; what a list of all of them shows is among the first `limit` of each.
  for (const one of REQUEST_CLOCKS)
    found.push(...(await overdueQuery(db, tables, one, filter, { now, after, limit, only: true })))
  const place = (row: RequestRow) => overduePlace(row, 'any', now).join('\n')
  return found.sort((a, b) => (place(a) < place(b) ? -1 : 1)).slice(0, limit)
}

/** `only`: leaves out what another clock shows earlier. */
export function overdueQuery(
  db: Reader,
  tables: Tables,
  clock: RequestClock,
  filter: RequestFilter,
  { now, after, limit, only }: { now: number; after: OverduePlace | null; limit: number; only?: boolean },
) {
  const { requests: r } = tables
  const due = r[DUE_COLUMN[clock]]
  const beyond = after ? or(gt(due, after[0]), and(eq(due, after[0]), gt(r.id, after[1]))) : undefined
  const others = only
    ? REQUEST_CLOCKS.filter(other => other !== clock).map(other => notBefore(tables, clock, other, now))
    : []
  return db
    .select()
    .from(r)
    .where(
      and(inStates(tables, clock), lt(due, timestamp(now)), beyond, ...filterConditions(tables, filter), ...others),
    )
    .orderBy(asc(due), asc(r.id))
    .limit(limit)
}

/** In so many letters, as the partial index of the clock says it (migrations/0012-a): a bound value would not match it. */
export function inStates({ requests: r }: Tables, clock: RequestClock): SQL {
  const states = clockStates(clock)
  if (states.length === 1) return sql`${r.state} = ${sql.raw(`'${states[0]}'`)}`
  return sql`${r.state} in (${sql.raw(states.map(state => `'${state}'`).join(', '))})`
}

/** The other clock does not run, or did not run out before this one (equal times: the earlier in the order of clocks shows it). */
function notBefore(tables: Tables, clock: RequestClock, other: RequestClock, now: number): SQL {
  const { requests: r } = tables
  const [mine, its] = [r[DUE_COLUMN[clock]], r[DUE_COLUMN[other]]]
  const first =
    REQUEST_CLOCKS.indexOf(other) < REQUEST_CLOCKS.indexOf(clock) ? sql`${its} <= ${mine}` : sql`${its} < ${mine}`
  return sql`not (${inStates(tables, other)} and ${its} is not null and ${its} < ${timestamp(now)} and ${first})`
}
