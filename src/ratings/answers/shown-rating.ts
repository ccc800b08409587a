import type { Context } from '../../api/operations.ts'
import { dayToDate } from '../../ledger/clock.ts'
import type { Reader } from '../../store/store.ts'
import type { ProviderRecord } from '../engine/records.ts'
import type { Report } from '../engine/report.ts'
import { ratingRow, toRecord } from '../live/rows.ts'
import type { Methodology } from '../rules/methodology.ts'
import type { PublicRatings } from './public-ratings.ts'

declare module '../../api/operations.ts' {
  interface Services {
    /** The version in force, for answers about now. */
    readonly methodology: Methodology
    /** The version in force on a day, for answers about it. */
    methodologyOn(day: number): Methodology
    readonly publicRatings: PublicRatings
  }
}

/** A report in the shape of schemas/rating.json. */
export function toRating(context: Context, provider: string, day: number, report: Report) {
  const { orders, customers, point, assured, lines, reasons, grade, state, watch } = report
  const { version } = context.services.methodologyOn(day).parameters
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

/** The record of a provider as it is now, if it has any. */
export async function currentRecord(
  db: Reader,
  { ledger, services }: Context,
  provider: string,
): Promise<ProviderRecord | undefined> {
  const row = await ratingRow(db, ledger.store.tables, provider)
  return row && toRecord(services.methodology, row)
}
