/** The evidence in which a key had a hand during a period: what it recorded, and what came of requests that it moved. */
import { setImmediate as breathe } from 'node:timers/promises'
import { businessDay, dayStart, timestamp } from '../../ledger/clock.ts'
import { lastSeqThrough } from '../../ledger/rows.ts'
import { and, asc, eq, gt, gte, inArray, isNotNull, isNull, lt, lte } from '../../store/drizzle.ts'
import { preparedIn } from '../../store/prepared.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import { evidenceOf } from '../live/rows.ts'
import type { Weighed } from '../rules/evidence.ts'
import { actorOf } from './rows-hands.ts'
import { RETRACTABLE } from './rules-retractions.ts'

/** Entries looked at between two turns of the event loop. */
const SLICE = 20_000
/**
 * Evidence follows the end of a request in the ledger: an order for each of at most 14 providers, ten of whom declined, a review for four of
 * them, and what an alarm adds.
 */
const BEHIND_CLOSURE = 36

export type Piece = Weighed & { request?: string }

export interface Asked {
  key: string
  /** Milliseconds; the end is not part of it. */
  from: number
  to: number
  provider?: string | undefined
}

export interface Found {
  /** Live, by seq. */
  pieces: Piece[]
  /** Requests that the key moved in the period and that a provider still has: their evidence is yet to come. */
  pending: number
}

export async function scan(db: Reader, tables: Tables, asked: Asked, head: number): Promise<Found> {
  const { recorded, requests } = await actsOf(db, tables, asked, head)
  const yielded = await yieldOf(db, tables, requests)
  const found = new Map<number, Piece>()
  for (const { seq, provider } of [...recorded, ...yielded]) {
    if (asked.provider !== undefined && provider !== asked.provider) continue
    const piece = await evidenceOf(db, tables, provider, seq)
    if (piece && piece.retractedBy < 0 && RETRACTABLE.includes(piece.kind)) found.set(seq, piece)
  }
  const pieces = [...found.values()].sort((a, b) => a.seq - b.seq)
  return { pieces, pending: await openAmong(db, tables, requests, asked.provider) }
}

interface Recorded {
  seq: number
  provider: string
}

/** Evidence that the key recorded in the period, and requests that it moved. */
async function actsOf(db: Reader, tables: Tables, { key, from, to }: Asked, head: number) {
  const { ledger: t } = tables
  const recorded: Recorded[] = []
  const requests = new Set<string>()
  // Days never decrease along the ledger, so a period is a stretch of it.
  const last = await lastSeqThrough(db, tables, businessDay(to), head)
  let after = await lastSeqThrough(db, tables, businessDay(Math.max(from, dayStart(0))) - 1, head)
  for (; after < last; after += SLICE) {
    const rows = await db
      .select({ seq: t.seq, type: t.type, subject: t.subject })
      .from(t)
      .where(
        and(
          gt(t.seq, after),
          lte(t.seq, Math.min(after + SLICE, last)),
          eq(t.actor, actorOf(key)),
          gte(t.at, timestamp(from)),
          lt(t.at, timestamp(to)),
        ),
      )
      .orderBy(asc(t.seq))
    for (const { seq, type, subject } of rows) {
      if (type.startsWith('evidence.')) recorded.push({ seq, provider: subject })
      if (type.startsWith('request.')) requests.add(subject)
    }
    await breathe()
  }
  return { recorded, requests: [...requests] }
}

/** Evidence that came of requests, whoever closed or reviewed them. */
async function yieldOf(db: Reader, { ledger: t }: Tables, requests: readonly string[]): Promise<Recorded[]> {
  const columns = { seq: t.seq, type: t.type, subject: t.subject, payload: t.payload }
  const ends = await preparedIn<Reader, { seq: number; type: string; payload: string }>(
    db,
    'requests_ended',
    requests,
    (d, list) =>
      d
        .select(columns)
        .from(t)
        .where(
          and(inArray(t.subject, list), inArray(t.type, ['request.closed', 'request.cancelled', 'request.reviewed'])),
        ),
  )
  const near = ends.flatMap(({ seq, type, payload }) =>
    type === 'request.reviewed'
      ? [JSON.parse(payload).evidence as number]
      : Array.from({ length: BEHIND_CLOSURE }, (_, i) => seq + 1 + i),
  )
  const rows = await preparedIn<Reader, { seq: number; type: string; subject: string; payload: string }>(
    db,
    'evidence_near',
    near,
    (d, list) => d.select(columns).from(t).where(inArray(t.seq, list)),
  )
  const wanted = new Set(requests)
  return rows.flatMap(({ seq, type, subject, payload }) =>
    type.startsWith('evidence.') && wanted.has(JSON.parse(payload).request) ? [{ seq, provider: subject }] : [],
  )
}

async function openAmong(
  db: Reader,
  { requests: t }: Tables,
  requests: readonly string[],
  provider: string | undefined,
): Promise<number> {
  const rows = await preparedIn<Reader, { id: string; provider: string | null }>(
    db,
    'requests_pending',
    requests,
    (d, list) =>
      d
        .select({ id: t.id, provider: t.provider })
        .from(t)
        .where(and(inArray(t.id, list), isNull(t.closedAt), isNotNull(t.provider))),
  )
  return rows.filter(row => provider === undefined || row.provider === provider).length
}
