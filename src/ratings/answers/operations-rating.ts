import type { Context, Handler } from '../../api/operations.ts'
import { FIRST_FACT_DAY } from '../../ledger/calendar.ts'
import { dateToDay, dayToDate } from '../../ledger/clock.ts'
import { dayOfEntry, lastSeqThrough } from '../../ledger/rows.ts'
import { requireProvider } from '../../registry/require.ts'
import type { Reader } from '../../store/store.ts'
import { reportOf } from '../engine/report.ts'
import { sanctionsOf } from '../evidence/rows-sanctions.ts'
import { lineageOf } from '../live/lineage-rows.ts'
import { type Moment, rewind } from '../live/rewind.ts'
import { ratingError } from './errors.ts'
import { currentRecord, toRating } from './operations.ts'

interface When {
  asOf?: string
  asOfSeq?: number
}

export const getRating: Handler<'getRating'> = async ({ path: { id }, query }, context) => {
  const { ledger, services } = context
  const { tables } = ledger.store
  return ledger.read(async db => {
    await requireProvider(db, tables, id)
    const moment = await momentOf(db, context, query)
    if (!moment) {
      const report = reportOf(services.methodology, await currentRecord(db, context, id), context.day)
      return { status: 200, body: toRating(context, id, context.day, report) }
    }
    const m = services.methodologyOn(moment.day)
    const record = await rewind(db, tables, m, id, moment, await unnamed(db, context, id))
    const seq = moment.seq ?? (await lastSeqThrough(db, tables, moment.day, ledger.committedSeq))
    const rating = toRating(context, id, moment.day, reportOf(m, record, moment.day))
    return { status: 200, body: { ...rating, registryVersion: seq } }
  })
}

/** The past moment that is asked for; null for now. */
async function momentOf(db: Reader, { day: today, ledger }: Context, { asOf, asOfSeq }: When): Promise<Moment | null> {
  if (asOf !== undefined && asOfSeq !== undefined) throw ratingError.at('as-of-ambiguous', '?asOfSeq')
  if (asOfSeq !== undefined) {
    const day = asOfSeq <= ledger.committedSeq ? await dayOfEntry(db, ledger.store.tables, asOfSeq) : undefined
    if (day === undefined) throw ratingError.at('seq-out-of-range', '?asOfSeq')
    return { day, seq: asOfSeq }
  }
  if (asOf === undefined) return null
  const [earliest, latest] = [FIRST_FACT_DAY, dayToDate(today)]
  if (asOf < earliest || asOf > latest)
    throw ratingError('as-of-out-of-range', { day: asOf, earliest, latest }, [{ pointer: '?asOf', code: 'range' }])
  const day = dateToDay(asOf)
  return day === today ? null : { day }
}

/**
 * Sanctions that this caller is not told any more, not even by the score of a past day: for the regulator and the firm a past answer stays what
 * it was; for everybody else it is what it would have been without them (docs/decisions).
 */
async function unnamed(
  db: Reader,
  { caller, services, ledger, day }: Context,
  id: string,
): Promise<ReadonlySet<number>> {
  if (caller.role === 'regulator' || caller.provider === id) return new Set()
  const { tables } = ledger.store
  const found = await sanctionsOf(db, tables, services.methodology, await lineageOf(db, tables, id), day)
  return new Set(found.filter(s => s.lapsed).map(s => s.seq))
}
