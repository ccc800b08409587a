import type { Schemas } from '../api/operations.ts'
import { and, desc, eq, lt, type SQL, sql } from '../store/drizzle.ts'
import { prepared } from '../store/prepared.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { requestError } from './errors.ts'

export type RequestRow = Tables['requests']['$inferSelect']
export type RoundRow = Tables['requestRounds']['$inferSelect']

/** The request; `request-not-found` (404) without one. */
export async function requireRequest(db: Reader, tables: Tables, id: string): Promise<RequestRow> {
  const row = await findRequest(db, tables, id)
  if (!row) throw requestError('request-not-found', { id })
  return row
}

export async function findRequest(db: Reader, tables: Tables, id: string): Promise<RequestRow | undefined> {
  const query = prepared(db, 'request_row', d =>
    d
      .select()
      .from(tables.requests)
      .where(eq(tables.requests.id, sql.placeholder('id'))),
  )
  const [row]: RequestRow[] = await query.execute({ id })
  return row
}

export interface RequestFilter {
  state?: string
  kind?: Schemas['request-kind']
  provider?: string
  customer?: string
  duplicateOf?: string
  /** Requests that a department has, by in-flight.ts. */
  also?: SQL
}

/** Condition of a filter on the columns. A wish is asked for in so many letters, so that the index of wishes serves. */
export function filterConditions({ requests: r }: Tables, filter: RequestFilter) {
  return [
    filter.state === undefined ? undefined : eq(r.state, filter.state),
    filter.kind === undefined ? undefined : filter.kind === 'wish' ? sql`${r.kind} = 'wish'` : eq(r.kind, filter.kind),
    filter.provider === undefined ? undefined : eq(r.provider, filter.provider),
    filter.customer === undefined ? undefined : eq(r.customer, filter.customer),
    filter.duplicateOf === undefined ? undefined : eq(r.duplicateOf, filter.duplicateOf),
    filter.also,
  ]
}

/** Requests, newest first (ids grow with time). */
export async function listRequestRows(
  db: Reader,
  tables: Tables,
  filter: RequestFilter,
  before: string | null,
  limit: number,
) {
  const { requests: r } = tables
  const conditions = [before === null ? undefined : lt(r.id, before), ...filterConditions(tables, filter)]
  return db
    .select()
    .from(r)
    .where(and(...conditions))
    .orderBy(desc(r.id))
    .limit(limit)
}
