import { and, desc, eq, gte, lt } from 'drizzle-orm'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { RequestRow, RoundRow } from './rows.ts'

/** One attempt of one responder, whether its request has gone on to another or not. */
export type Attempt = Pick<
  RoundRow,
  | 'round'
  | 'priority'
  | 'provider'
  | 'department'
  | 'duty'
  | 'answerDue'
  | 'answeredAt'
  | 'reworkDue'
  | 'completedAt'
  | 'outcome'
  | 'satisfied'
  | 'stars'
> & {
  request: string
  assignedAt: string
  /** How the round ended, if another followed. */
  ended: 'rework' | 'hand-on' | null
  endedAt: string | null
}

/** Every attempt of a responder that was assigned from `from` to before `until` (RFC 3339 in +08:00), in no order. */
export async function responderRounds(
  db: Reader,
  { requests: r, requestRounds: e }: Tables,
  responder: { provider: string } | { department: string },
  from: string,
  until: string,
): Promise<Attempt[]> {
  const of = (table: typeof r | typeof e) =>
    'provider' in responder ? eq(table.provider, responder.provider) : eq(table.department, responder.department)
  const present: RequestRow[] = await db
    .select()
    .from(r)
    .where(and(of(r), gte(r.assignedAt, from), lt(r.assignedAt, until)))
  const earlier: RoundRow[] = await db
    .select()
    .from(e)
    .where(and(of(e), gte(e.assignedAt, from), lt(e.assignedAt, until)))
  return [
    ...earlier.map(row => ({ ...row, ended: row.ended as 'rework' })),
    ...present.map(({ id, assignedAt, ...row }) => ({
      ...row,
      request: id,
      assignedAt: assignedAt!,
      ended: null,
      endedAt: null,
    })),
  ]
}

/** How often a request was handed on since it was assigned. */
export async function handOnsInARow(db: Reader, { requestRounds: e }: Tables, request: string): Promise<number> {
  const rounds = await db.select({ ended: e.ended }).from(e).where(eq(e.request, request)).orderBy(desc(e.round))
  const first = rounds.findIndex(round => round.ended !== 'hand-on')
  return first < 0 ? rounds.length : first
}
