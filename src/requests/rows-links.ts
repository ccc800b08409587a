/** Requests that name each other: duplicates, successors of a closed request whose fault returned, and those that are handled as one. */
import { and, asc, eq, isNull, sql } from '../store/drizzle.ts'
import { prepared } from '../store/prepared.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { type RequestRow, requireRequest } from './rows.ts'
import type { Responder } from './rules-life.ts'

/** Duplicates or successors of one request that are named in an answer. */
const MOST_LINKED = 100

/** Requests that were cancelled as duplicates of this one, oldest first. */
async function duplicatesOf(db: Reader, { requests: r }: Tables, id: string): Promise<string[]> {
  const query = prepared(db, 'request_duplicates', d =>
    d
      .select({ id: r.id })
      .from(r)
      .where(eq(r.duplicateOf, sql.placeholder('id')))
      .orderBy(asc(r.id))
      .limit(MOST_LINKED),
  )
  const rows: { id: string }[] = await query.execute({ id })
  return rows.map(row => row.id)
}

/** Successors of a closed request, oldest first. */
async function recurrencesOf(db: Reader, { requests: r }: Tables, id: string): Promise<string[]> {
  const query = prepared(db, 'request_recurrences', d =>
    d
      .select({ id: r.id })
      .from(r)
      .where(eq(r.recurrenceOf, sql.placeholder('id')))
      .orderBy(asc(r.id))
      .limit(MOST_LINKED),
  )
  const rows: { id: string }[] = await query.execute({ id })
  return rows.map(row => row.id)
}

/** Requests that are handled by this one, oldest first; at most `MAX_MERGED`. */
export async function mergedInto(db: Reader, { requests: r }: Tables, id: string): Promise<string[]> {
  const query = prepared(db, 'requests_merged', d =>
    d
      .select({ id: r.id })
      .from(r)
      .where(eq(r.mergedInto, sql.placeholder('id')))
      .orderBy(asc(r.id)),
  )
  const rows: { id: string }[] = await query.execute({ id })
  return rows.map(row => row.id)
}

/** A successor that is not closed or cancelled yet. */
export async function openRecurrence(db: Reader, { requests: r }: Tables, id: string): Promise<string | undefined> {
  const [row] = await db
    .select({ id: r.id })
    .from(r)
    .where(and(eq(r.recurrenceOf, id), isNull(r.closedAt)))
    .limit(1)
  return row?.id
}

/** The requests that name this one; most are named by none, and cost nothing. */
export async function linksOf(db: Reader, tables: Tables, { id, linked }: RequestRow) {
  if (linked === 0) return { duplicates: [], recurrences: [], merged: [] }
  return {
    duplicates: await duplicatesOf(db, tables, id),
    recurrences: await recurrencesOf(db, tables, id),
    merged: await mergedInto(db, tables, id),
  }
}

/** The responder to be proposed first: who had the earlier request, while nobody has its successor. */
export async function proposedFor(db: Reader, tables: Tables, row: RequestRow) {
  if (row.recurrenceOf === null || row.responder !== null || row.closedAt !== null || row.round > 1) return null
  const earlier = await requireRequest(db, tables, row.recurrenceOf)
  const { provider, department } = earlier
  return { responder: earlier.responder as Responder, provider, department }
}

export const hasDuplicates = async (db: Reader, tables: Tables, id: string): Promise<boolean> =>
  (await duplicatesOf(db, tables, id)).length > 0
