import type { Context, Handler } from '../../api/operations.ts'
import { FIRST_FACT_DAY } from '../../ledger/calendar.ts'
import { dateToDay, dayToDate } from '../../ledger/clock.ts'
import { dayOfEntry, lastSeqThrough } from '../../ledger/rows.ts'
import { requireProvider } from '../../registry/require.ts'
import type { Reader } from '../../store/store.ts'
import { reportOf } from '../engine/report.ts'
import { readsEvidence, sightOf } from '../evidence/sight.ts'
import { type Moment, rewind } from '../live/rewind.ts'
import { ratingError } from './errors.ts'
import { hiddenSanctions } from './public-ratings.ts'
import { currentRecord, toRating } from './shown-rating.ts'

interface When {
  asOf?: string
  asOfSeq?: number
}

export const getRating: Handler<'getRating'> = async ({ path: { id }, query }, context) => {
  const { ledger, services, caller, day } = context
  const { tables } = ledger.store
  const sight = sightOf(caller, id)
  if (query.asOfSeq !== undefined && !readsEvidence(caller, id)) throw ratingError('moment-too-fine')
  return ledger.read(async db => {
    await requireProvider(db, tables, id)
    const moment = await momentOf(db, context, query)
    const sources = { db, tables, m: services.methodology, day }
    if (!moment) {
      const record =
        sight === 'public' ? await services.publicRatings.record(sources, id) : await currentRecord(db, context, id)
      return { status: 200, body: toRating(context, id, day, reportOf(services.methodology, record, day)) }
    }
    const m = services.methodologyOn(moment.day)
    const record = await rewind(db, tables, m, id, moment, await hiddenSanctions(sources, id, sight))
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
    if (day === undefined)
      throw ratingError.at('seq-out-of-range', '?asOfSeq', { seq: asOfSeq, latest: ledger.committedSeq })
    return { day, seq: asOfSeq }
  }
  if (asOf === undefined) return null
  const [earliest, latest] = [FIRST_FACT_DAY, dayToDate(today)]
  if (asOf < earliest || asOf > latest)
    throw ratingError('as-of-out-of-range', { day: asOf, earliest, latest }, [{ pointer: '?asOf', code: 'range' }])
  const day = dateToDay(asOf)
  return day === today ? null : { day }
}
