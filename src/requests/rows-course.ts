import { and, asc, desc, eq, gt, inArray, sql } from '../store/drizzle.ts'
import { prepared } from '../store/prepared.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { CourseFacts } from './rules-course.ts'
import { LIFE } from './rules-life.ts'

const ASSIGNING = [LIFE.assign.entry, LIFE.claim.entry]

/** Actors who have given a request to a responder, in any of its rounds. */
export async function assignersOf(db: Reader, { ledger: t }: Tables, request: string): Promise<Set<string>> {
  const query = prepared(db, 'assigners_of', d =>
    d
      .select({ actor: t.actor })
      .from(t)
      .where(and(eq(t.subject, sql.placeholder('request')), inArray(t.type, ASSIGNING))),
  )
  const rows: { actor: string }[] = await query.execute({ request })
  return new Set(rows.map(row => row.actor))
}

/** Moves of a request, without its review, which is a fact of its own. */
const MOVES = [...new Set(Object.values(LIFE).map(rule => rule.entry))]

interface Recorded {
  at: string
  payload: string
}

/** The time of the fact of a request's last move, in milliseconds; null if there was none. */
export async function lastFactOf(db: Reader, { ledger: t }: Tables, request: string): Promise<number | null> {
  const query = prepared(db, 'last_fact_of', d =>
    d
      .select({ at: t.at, payload: t.payload })
      .from(t)
      .where(and(eq(t.subject, sql.placeholder('request')), inArray(t.type, MOVES)))
      .orderBy(desc(t.seq))
      .limit(1),
  )
  const [last]: Recorded[] = await query.execute({ request })
  return last ? Date.parse(JSON.parse(last.payload).occurredAt ?? last.at) : null
}

/** The times of a course as they were recorded, for moves that were recorded later than they happened. */
export async function recordedCourse<F extends CourseFacts & { id: string }>(
  db: Reader,
  { ledger: t }: Tables,
  row: F,
): Promise<F> {
  const types = [...ASSIGNING, LIFE.answer.entry, LIFE.complete.entry]
  const query = prepared(db, 'recorded_course', d =>
    d
      .select({ type: t.type, at: t.at })
      .from(t)
      .where(and(eq(t.subject, sql.placeholder('request')), inArray(t.type, types)))
      .orderBy(asc(t.seq)),
  )
  const entries: { type: string; at: string }[] = await query.execute({ request: row.id })
  const last = (...of: string[]) => entries.findLast(({ type }) => of.includes(type))?.at ?? null
  return {
    ...row,
    assignedAt: row.assignedAt && last(...ASSIGNING),
    // A claim is the answer too.
    answeredAt: row.answeredAt && last(LIFE.answer.entry, LIFE.claim.entry),
    completedAt: row.completedAt && last(LIFE.complete.entry),
  }
}

interface Given {
  seq: number
  at: string
  payload: string
}

/**
 * When an actor has recorded that it gave requests to a provider since a time; both as RFC 3339 in +08:00. Those that were taken away again
 * count. `factsSince`: the earliest time of the fact that can have been recorded since.
 */
export async function assignmentsBy(
  db: Reader,
  { ledger: l, requests, requestRounds }: Tables,
  asked: { provider: string; actor: string; since: string; factsSince: string },
): Promise<string[]> {
  const entry = { seq: l.seq, at: l.at, payload: l.payload }
  const by = and(eq(l.actor, sql.placeholder('actor')), inArray(l.type, ASSIGNING), gt(l.at, sql.placeholder('since')))
  const had = (t: typeof requests | typeof requestRounds) =>
    and(eq(t.provider, sql.placeholder('provider')), gt(t.assignedAt, sql.placeholder('factsSince')))
  const present = prepared(db, 'assigned_by', d =>
    d
      .select(entry)
      .from(requests)
      .innerJoin(l, and(eq(l.subject, requests.id), by))
      .where(had(requests)),
  )
  const earlier = prepared(db, 'assigned_by_earlier', d =>
    d
      .select(entry)
      .from(requestRounds)
      .innerJoin(l, and(eq(l.subject, requestRounds.request), by))
      .where(had(requestRounds)),
  )
  const rows: Given[] = [...(await present.execute(asked)), ...(await earlier.execute(asked))]
  // A request may have been given to others in other rounds.
  const own = rows.filter(row => JSON.parse(row.payload).provider === asked.provider)
  return [...new Map(own.map(row => [row.seq, row.at])).values()]
}
