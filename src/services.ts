import type { Services } from './api/operations.ts'
import { GradesShown } from './ratings/answers/grade-filter.ts'
import { PublicRatings } from './ratings/answers/public-ratings.ts'
import type { Ratings } from './ratings/entries.ts'
import { withheldEntries } from './ratings/evidence/erasure.ts'

/** Services that handlers of all rooms may use. */
export function servicesOf(
  ratings: Ratings,
  parts: Pick<Services, 'impactRuns' | 'keys' | 'eligibility' | 'duties' | 'quotas'>,
): Services {
  const publicRatings = new PublicRatings()
  const grades = new GradesShown(publicRatings)
  return {
    ...parts,
    publicRatings,
    get methodology() {
      return ratings.methodology
    },
    methodologyOn: day => ratings.methodologyOn(day),
    gradeFilter: (db, context, grade) => grades.filter(db, context, grade),
    withheldEntries: (db, tables, entries, day) => withheldEntries(db, tables, ratings.methodology, entries, day),
  }
}
