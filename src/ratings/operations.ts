import { and, desc, eq, lt } from 'drizzle-orm'
import type { Context, Handler } from '../api/operations.ts'
import { dateToDay, dayToDate } from '../ledger/clock.ts'
import { decodeCursor, page } from '../ledger/cursor.ts'
import { DomainError } from '../ledger/errors.ts'
import { requireProvider } from '../registry/require.ts'
import type { Reader } from '../store/store.ts'
import type { ProviderRecord } from './book.ts'
import type { Methodology } from './methodology.ts'
import { type Report, reportOf } from './report.ts'
import { rewind } from './rewind.ts'
import { type HistoryRow, ratingRow, toRecord } from './rows.ts'

declare module '../api/operations.ts' {
  interface Services {
    methodology: Methodology
  }
}

/** A report in the shape of schemas/rating.json. */
export function toRating(context: Context, provider: string, day: number, report: Report) {
  const { orders, customers, point, assured, lines, reasons, grade, state, watch } = report
  const { version } = context.services.methodology.parameters
  return {
    provider,
    day: dayToDate(day),
    methodology: version,
    grade: grade as 'NR',
    state,
    point,
    assured,
    orders,
    customers,
    watch,
    lines,
    reasons: reasons.map(loss => loss.dimension),
    registryVersion: context.ledger.committedSeq,
  }
}

export const getRating: Handler<'getRating'> = async ({ path: { id }, query }, context) => {
  const { ledger, services } = context
  const { tables } = ledger.store
  const m = services.methodology
  const day = query.asOf === undefined ? context.day : pastDay(query.asOf, context.day)
  return ledger.read(async db => {
    await requireProvider(db, tables, id)
    const record = day === context.day ? await currentRecord(db, context, id) : await rewind(db, tables, m, id, day)
    return { status: 200, body: toRating(context, id, day, reportOf(m, record, day)) }
  })
}

/** Today or a day before, from 2020 on; otherwise `day-out-of-range` (400). */
function pastDay(asOf: string, today: number): number {
  const day = dateToDay(asOf)
  if (day < 0 || day > today)
    throw new DomainError('day-out-of-range', 400, {}, [{ pointer: '?asOf', code: 'day-out-of-range' }])
  return day
}

async function currentRecord(
  db: Reader,
  { ledger, services }: Context,
  provider: string,
): Promise<ProviderRecord | undefined> {
  const row = await ratingRow(db, ledger.store.tables, provider)
  return row && toRecord(services.methodology, row)
}

export const listRatingHistory: Handler<'listRatingHistory'> = async (
  { path: { id }, query },
  { ledger, services },
) => {
  const { limit = 50, cursor } = query
  const { tables } = ledger.store
  const { gradeHistory: t } = tables
  const before = decodeCursor('listRatingHistory', cursor)
  const rows = await ledger.read(async db => {
    await requireProvider(db, tables, id)
    const older = before ? lt(t.seq, Number(before[0])) : undefined
    return db
      .select()
      .from(t)
      .where(and(eq(t.provider, id), older))
      .orderBy(desc(t.seq))
      .limit(limit + 1)
  })
  const { version } = services.methodology.parameters
  return {
    status: 200,
    body: page(
      'listRatingHistory',
      rows,
      limit,
      row => [row.seq],
      row => toChange(row, version),
    ),
  }
}

function toChange({ day, mode, cause, entry, grade, state }: HistoryRow, methodology: string) {
  return {
    day: dayToDate(day),
    mode: mode as 'weekly',
    cause,
    entry,
    grade: grade as 'NR',
    state: state as 'full',
    methodology,
  }
}
