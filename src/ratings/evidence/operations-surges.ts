import type { Context, Handler, Schemas } from '../../api/operations.ts'
import { dayToDate } from '../../ledger/clock.ts'
import { decodeCursor, page } from '../../ledger/cursor.ts'
import { readHead } from '../../ledger/head.ts'
import { lastSeqThrough, sealedText } from '../../ledger/rows.ts'
import { findProvider } from '../../registry/rows.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import { reportOf } from '../engine/report.ts'
import { ratingRow, toRecord } from '../live/rows.ts'
import { surgeError } from './errors-surges.ts'
import { type Handled, handsOf, keyOf, keysById } from './rows-hands.ts'
import { findSurge, recordedSince, type SurgeRow, surgeRows } from './rows-surges.ts'
import { directionOf } from './rules-surges.ts'

type Surge = Schemas['surge']
type Hand = Schemas['hand']
/** Keys that are named with a surge. */
const MOST_HANDS = 50

export const listSurges: Handler<'listSurges'> = async ({ query }, context) => {
  const { limit = 20, cursor, open } = query
  const { ledger } = context
  const key = decodeCursor('listSurges', cursor, ['integer'])
  const range = { open, before: key ? Number(key[0]) : null, limit: limit + 1 }
  return ledger.read(async db => {
    const rows = await surgeRows(db, ledger.store.tables, range)
    const shown = new Map<number, Surge>()
    for (const row of rows.slice(0, limit)) shown.set(row.seq, await toSurge(db, context, row))
    return {
      status: 200,
      body: page(
        'listSurges',
        rows,
        limit,
        row => [row.seq],
        row => shown.get(row.seq)!,
      ),
    }
  })
}

export const examineSurge: Handler<'examineSurge'> = async ({ path: { id: seq }, body: { finding } }, context) =>
  context.write(async tx => {
    const row = await findSurge(tx.db, tx.tables, seq)
    if (!row) throw surgeError('surge-not-found', { id: seq })
    if (row.examinedSeq !== null) throw surgeError('surge-examined', { id: seq })
    const { provider } = row
    await tx.append({
      type: 'surge.examined',
      subject: provider,
      payload: { provider, surge: seq },
      sealed: { finding },
    })
    return { status: 201, body: await toSurge(tx.db, context, (await findSurge(tx.db, tx.tables, seq))!) }
  })

async function toSurge(db: Reader, { ledger, services, day: today }: Context, row: SurgeRow): Promise<Surge> {
  const { tables } = ledger.store
  const m = services.methodology
  const { id, name, phone } = (await findProvider(db, tables, row.provider))!
  const rating = await ratingRow(db, tables, row.provider)
  const { grade, state } = reportOf(m, rating && toRecord(m, rating), today)
  const pieces = await piecesOf(db, tables, row)
  const finding = row.examinedSeq === null ? null : await sealedText(db, tables, row.examinedSeq, 'finding')
  return {
    id: row.seq,
    provider: { id, name, phone },
    day: dayToDate(row.day),
    direction: row.direction as 'praise',
    raisedAt: row.raisedAt,
    pieces: pieces.length,
    usual: { pieces: row.usualPieces, days: row.usualDays },
    hands: await handsIn(db, tables, pieces),
    grade: grade as 'NR',
    state,
    examinedAt: row.examinedAt,
    finding: finding ?? null,
  }
}

/** Live pieces of the surge's direction that were recorded on its day. */
async function piecesOf(db: Reader, tables: Tables, { provider, day, direction }: SurgeRow): Promise<Handled[]> {
  const found: Handled[] = []
  const behind = (await lastSeqThrough(db, tables, day, (await readHead(db, tables)).seq)) + 1
  for await (const x of recordedSince(db, tables, provider, day, behind))
    if (x.ledgerDay === day && x.retractedBy < 0 && directionOf(x) === direction) found.push(x)
  return found
}

/** Actors who had a hand in these pieces, most pieces first. */
async function handsIn(db: Reader, tables: Tables, pieces: readonly Handled[]): Promise<Hand[]> {
  const counts = new Map<string, number>()
  for (const actors of (await handsOf(db, tables, pieces)).values())
    for (const actor of actors) counts.set(actor, (counts.get(actor) ?? 0) + 1)
  const most = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_HANDS)
  const keys = await keysById(
    db,
    tables,
    most.flatMap(([actor]) => keyOf(actor) ?? []),
  )
  return most.map(([actor, count]) => {
    const key = keyOf(actor)
    const known = key === null ? undefined : keys.get(key)
    return { actor, key, role: (known?.role as Hand['role']) ?? null, name: known?.name ?? null, pieces: count }
  })
}
