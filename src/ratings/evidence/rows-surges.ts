import { and, desc, eq, gte, isNotNull, isNull, lt, sql } from '../../store/drizzle.ts'
import { prepared } from '../../store/prepared.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import { type EvidenceRow, toWeighed } from '../live/rows.ts'
import type { Weighed } from '../rules/evidence.ts'
import type { Direction } from './rules-surges.ts'

export type SurgeRow = Tables['surges']['$inferSelect']
type Piece = Weighed & { request?: string }

/** Pieces read at once: most days of most providers have fewer. */
const PAGE = 64

/** Pieces of a provider that were recorded on or after a day, before a seq, newest first, for as long as the caller goes on. */
export async function* recordedSince(
  db: Reader,
  { evidence: t }: Tables,
  provider: string,
  day: number,
  until: number = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<Piece> {
  const query = prepared(db, 'evidence_newest', d =>
    d
      .select()
      .from(t)
      .where(and(eq(t.provider, sql.placeholder('provider')), lt(t.seq, sql.placeholder('before'))))
      .orderBy(desc(t.seq))
      .limit(PAGE),
  )
  for (let before = until; ; ) {
    const rows: EvidenceRow[] = await query.execute({ provider, before })
    for (const row of rows) {
      if (row.ledgerDay < day) return
      yield toWeighed(row)
    }
    if (rows.length < PAGE) return
    before = rows.at(-1)!.seq
  }
}

/** True if the alarm about a provider's day was raised already. */
export async function isRaised(
  db: Reader,
  { surges: t }: Tables,
  place: { provider: string; day: number; direction: Direction },
): Promise<boolean> {
  const { provider, day, direction } = place
  const rows = await db
    .select({ seq: t.seq })
    .from(t)
    .where(and(eq(t.provider, provider), eq(t.day, day), eq(t.direction, direction)))
  return rows.length > 0
}

/** Days since one on which a surge about a provider was raised that nobody has examined. */
export async function openSurgeDays(
  db: Reader,
  { surges: t }: Tables,
  { provider, direction, since }: { provider: string; direction: Direction; since: number },
): Promise<Set<number>> {
  const rows = await db
    .select({ day: t.day })
    .from(t)
    .where(and(eq(t.provider, provider), gte(t.day, since), eq(t.direction, direction), isNull(t.examinedSeq)))
  return new Set(rows.map(row => row.day))
}

/** Surges, newest first. */
export async function surgeRows(
  db: Reader,
  { surges: t }: Tables,
  { open, before, limit }: { open: boolean | undefined; before: number | null; limit: number },
): Promise<SurgeRow[]> {
  const examined = open === undefined ? undefined : open ? isNull(t.examinedSeq) : isNotNull(t.examinedSeq)
  return db
    .select()
    .from(t)
    .where(and(before === null ? undefined : lt(t.seq, before), examined))
    .orderBy(desc(t.seq))
    .limit(limit)
}

export async function findSurge(db: Reader, { surges: t }: Tables, seq: number): Promise<SurgeRow | undefined> {
  const [row] = await db.select().from(t).where(eq(t.seq, seq))
  return row
}
