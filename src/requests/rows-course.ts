import { and, eq, gt, inArray, sql } from '../store/drizzle.ts'
import { prepared } from '../store/prepared.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

const ASSIGNING = ['request.assigned', 'request.claimed']

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

interface Given {
  seq: number
  at: string
  payload: string
}

/** When an actor has given requests to a provider since a time; both as RFC 3339 in +08:00. Those that were taken away again count. */
export async function assignmentsBy(
  db: Reader,
  { ledger: l, requests, requestRounds }: Tables,
  asked: { provider: string; actor: string; since: string },
): Promise<string[]> {
  const entry = { seq: l.seq, at: l.at, payload: l.payload }
  const by = and(eq(l.actor, sql.placeholder('actor')), inArray(l.type, ASSIGNING), gt(l.at, sql.placeholder('since')))
  const had = (t: typeof requests | typeof requestRounds) =>
    and(eq(t.provider, sql.placeholder('provider')), gt(t.assignedAt, sql.placeholder('since')))
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
