import type { Handler } from '../../api/operations.ts'
import { dayToDate } from '../../ledger/clock.ts'
import { decodeCursor, page } from '../../ledger/cursor.ts'
import { requireProvider } from '../../registry/require.ts'
import { and, desc, eq, inArray, lt } from '../../store/drizzle.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import { sanctionsOf } from '../evidence/rows-sanctions.ts'
import { lineageOf } from '../live/lineage-rows.ts'
import type { HistoryRow } from '../live/rows.ts'
import type { Methodology } from '../rules/methodology.ts'
import { causeText, LAPSED } from './texts-outlook.ts'

export const listRatingHistory: Handler<'listRatingHistory'> = async ({ path: { id }, query }, context) => {
  const { ledger, services, language, day } = context
  const { limit = 50, cursor } = query
  const { tables } = ledger.store
  const { gradeHistory: t } = tables
  const before = decodeCursor('listRatingHistory', cursor, ['integer'])
  const [rows, lapsed] = await ledger.read(async db => {
    await requireProvider(db, tables, id)
    const older = before ? lt(t.seq, before[0]) : undefined
    const found = await db
      .select()
      .from(t)
      .where(and(eq(t.provider, id), older))
      .orderBy(desc(t.seq))
      .limit(limit + 1)
    return [found, await lapsedCauses(db, tables, services.methodology, id, found, day)]
  })
  const toChange = (row: HistoryRow) => {
    const isLapsed = lapsed.has(row)
    const cause = isLapsed ? LAPSED : row.cause
    return {
      day: dayToDate(row.day),
      mode: row.mode as 'weekly',
      cause,
      text: causeText(cause, language),
      entry: isLapsed ? null : row.entry,
      grade: row.grade as 'NR',
      state: row.state as 'full',
      methodology: row.methodology,
    }
  }
  return { status: 200, body: page('listRatingHistory', rows, limit, row => [row.seq], toChange) }
}

/**
 * Changes that must not be explained any more: by a sanction that has lapsed, its repair, its end or its retraction. Those by a
 * review that was retracted bear the same word, so that it does not give a sanction away.
 */
async function lapsedCauses(
  db: Reader,
  tables: Tables,
  m: Methodology,
  provider: string,
  rows: readonly HistoryRow[],
  today: number,
): Promise<Set<HistoryRow>> {
  const delicate = rows.filter(row => ['sanction', 'repair', 'expiry', 'retraction', 'alarm'].includes(row.cause ?? ''))
  if (delicate.length === 0) return new Set()
  const lineage = await lineageOf(db, tables, provider)
  const sanctions = (await sanctionsOf(db, tables, m, lineage, today)).filter(s => s.lapsed)
  const entries = new Set(sanctions.flatMap(s => [s.seq, s.retractedBy]))
  for (const seq of await retractedAmong(db, tables, lineage, delicate)) entries.add(seq)
  const always = new Set(['repair', 'expiry'])
  return new Set(delicate.filter(row => always.has(row.cause!) || entries.has(row.entry ?? -1)))
}

async function retractedAmong(db: Reader, { evidence: t }: Tables, lineage: string[], rows: readonly HistoryRow[]) {
  const seqs = rows.flatMap(row => (row.cause === 'alarm' && row.entry !== null ? [row.entry] : []))
  if (seqs.length === 0) return []
  const found = await db
    .select({ seq: t.seq, retractedBy: t.retractedBy })
    .from(t)
    .where(and(inArray(t.provider, lineage), inArray(t.seq, seqs)))
  return found.filter(x => x.retractedBy !== null).map(x => x.seq)
}
