import { and, eq, exists, not, notInArray, type SQL, sql } from '../../store/drizzle.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'

declare module '../../api/operations.ts' {
  interface Services {
    /** A condition on providers.id: the grade that is held. Provided to the registry, which stands below ratings. */
    gradeCondition(db: Reader, tables: Tables, grade: string): SQL
  }
}

/** Providers of a grade. Who has no rating row has no evidence: NR. */
export function gradeCondition(db: Reader, { ratings, providers }: Tables, grade: string): SQL {
  const rated = (condition?: SQL) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(ratings)
        .where(and(eq(ratings.provider, providers.id), condition)),
    )
  return grade === 'NR' ? not(rated(notInArray(ratings.grade, ['NR']))) : rated(eq(ratings.grade, grade))
}
