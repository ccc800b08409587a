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
import { type HistoryRow, liveEvidenceOf, ratingRow, toRecord } from './rows.ts'
import type { Admitted } from './rules-evidence.ts'
import { reviewPieces } from './rules-explanation.ts'
import { emptyFold } from './rules-fold.ts'
import type { Lines } from './rules-score.ts'
import { scoreAt } from './rules-score.ts'
import { LINE_TEXTS, REASON_TEXTS } from './texts.ts'

declare module '../api/operations.ts' {
  interface Services {
    methodology: Methodology
  }
}

/** A report in the shape of schemas/rating.json. */
function toRating(context: Context, provider: string, day: number, report: Report) {
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

export const explainRating: Handler<'explainRating'> = async ({ path: { id } }, context) => {
  const { ledger, services, day, language } = context
  const { tables } = ledger.store
  const m = services.methodology
  return ledger.read(async db => {
    await requireProvider(db, tables, id)
    const record = await currentRecord(db, context, id)
    const report = reportOf(m, record, day)
    const { lines, reasons } = report
    return {
      status: 200,
      body: {
        rating: toRating(context, id, day, report),
        lines: (Object.keys(LINE_TEXTS) as (keyof Lines)[]).map(code => ({
          code,
          milliPoints: lines[code],
          text: LINE_TEXTS[code][language],
        })),
        reasons: reasons.map(({ dimension, lost }) => ({
          code: dimension,
          lost,
          text: REASON_TEXTS[dimension][language],
        })),
        reviews: shares(m, record, day, await liveChain(db, context, record)),
      },
    }
  })
}

/** Live evidence of the provider and its predecessors, by seq. */
async function liveChain(db: Reader, context: Context, record: ProviderRecord | undefined): Promise<Admitted[]> {
  const providers: string[] = []
  for (
    let next = record;
    next;
    next = next.predecessor ? await currentRecord(db, context, next.predecessor) : undefined
  )
    providers.push(next.provider)
  return providers.length > 0 ? liveEvidenceOf(db, context.ledger.store.tables, providers) : []
}

/** The review dimension by review (hk-credit 7.6). */
function shares(m: Methodology, record: ProviderRecord | undefined, day: number, live: readonly Admitted[]) {
  const fold = record?.fold ?? emptyFold()
  const { base, pieces, remainder } = reviewPieces(m, fold, scoreAt(m, fold, day), live, day)
  const reviews = new Map(live.flatMap(x => (x.kind === 'review' ? [[x.seq, x] as const] : [])))
  return {
    base,
    remainder,
    pieces: pieces.map(([seq, milliPoints]) => {
      const { day: on, stars, verified, weight, codes } = reviews.get(seq)!
      return { evidence: seq, day: dayToDate(on), stars, verified, weight, codes: [...codes], milliPoints }
    }),
  }
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
