/** The keys that had a hand in evidence: who recorded it, and who made any move of the request that it came from. */
import { inArray } from '../../store/drizzle.ts'
import { preparedIn } from '../../store/prepared.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'

/** The ledger names a key by its id behind this. */
const KEY = 'key:'
export const actorOf = (key: string) => `${KEY}${key}`
export const keyOf = (actor: string) => (actor.startsWith(KEY) ? actor.slice(KEY.length) : null)

export interface Handled {
  seq: number
  request?: string
}

/** Actors by the seq of a piece. */
export async function handsOf(
  db: Reader,
  { ledger: t }: Tables,
  pieces: readonly Handled[],
): Promise<Map<number, Set<string>>> {
  const recorded = await preparedIn<Reader, { seq: number; actor: string }>(
    db,
    'hands_recorded',
    pieces.map(x => x.seq),
    (d, list) => d.select({ seq: t.seq, actor: t.actor }).from(t).where(inArray(t.seq, list)),
  )
  const requests = pieces.flatMap(x => x.request ?? [])
  const moved = await preparedIn<Reader, { subject: string; actor: string }>(db, 'hands_moved', requests, (d, list) =>
    d.selectDistinct({ subject: t.subject, actor: t.actor }).from(t).where(inArray(t.subject, list)),
  )
  const byRequest = Map.groupBy(moved, row => row.subject)
  const bySeq = new Map(recorded.map(row => [row.seq, row.actor]))
  return new Map(
    pieces.map(({ seq, request }) => {
      const actors = (request === undefined ? undefined : byRequest.get(request)) ?? []
      const own = bySeq.get(seq)
      return [seq, new Set([...(own === undefined ? [] : [own]), ...actors.map(row => row.actor)])]
    }),
  )
}

/** Keys by id, as far as they are known. */
export async function keysById(db: Reader, { keys: t }: Tables, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { role: string; name: string }>()
  const rows = await db
    .select({ id: t.id, role: t.role, name: t.name })
    .from(t)
    .where(inArray(t.id, [...ids]))
  return new Map(rows.map(({ id, ...key }) => [id, key]))
}
