import { and, desc, eq, lt } from 'drizzle-orm'
import { DomainError } from '../ledger/errors.ts'
import { sealedText } from '../ledger/rows.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { RequestState } from './rules-request.ts'

export type RequestRow = Tables['requests']['$inferSelect']

/** A request as it is shown (schemas/request.json); with its words only where one request is asked for. */
export function toRequest(row: RequestRow, words?: string | null) {
  const { wordsSeq: _, followUpSeq: __, reviewSeq: ___, ...shown } = row
  return {
    ...shown,
    channel: row.channel as 'phone',
    state: row.state as RequestState,
    satisfied: row.satisfied === null ? null : row.satisfied === 1,
    ...(words ? { words } : {}),
  }
}

/** The request; `request-not-found` (404) without one. */
export async function requireRequest(db: Reader, tables: Tables, id: string): Promise<RequestRow> {
  const [row] = await db.select().from(tables.requests).where(eq(tables.requests.id, id))
  if (!row) throw new DomainError('request-not-found', 404, { id })
  return row
}

/** Its words, if it has any and they were not erased. */
export async function requestWords(db: Reader, tables: Tables, row: RequestRow): Promise<string | null> {
  return row.wordsSeq > 0 ? ((await sealedText(db, tables, row.wordsSeq, 'words')) ?? null) : null
}

export interface RequestFilter {
  state?: string
  provider?: string
  customer?: string
}

/** Requests, newest first (ids grow with time). */
export async function listRequestRows(
  db: Reader,
  { requests: r }: Tables,
  filter: RequestFilter,
  before: string | null,
  limit: number,
) {
  const conditions = [
    before === null ? undefined : lt(r.id, before),
    filter.state === undefined ? undefined : eq(r.state, filter.state),
    filter.provider === undefined ? undefined : eq(r.provider, filter.provider),
    filter.customer === undefined ? undefined : eq(r.customer, filter.customer),
  ]
  return db
    .select()
    .from(r)
    .where(and(...conditions))
    .orderBy(desc(r.id))
    .limit(limit)
}
