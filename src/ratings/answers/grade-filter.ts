import type { Context } from '../../api/operations.ts'
import { readHead } from '../../ledger/head.ts'
import { and, eq, exists, not, notInArray, type SQL, sql } from '../../store/drizzle.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import { type Sight, sightOf } from '../evidence/sight.ts'
import type { PublicRatings } from './public-ratings.ts'

/** Condition by which a list of providers finds those of a grade. */
export interface GradeFilter {
  /** A condition on providers.id: the grade that is held. */
  condition: SQL
  /** Providers that the condition does not decide about: with a sanction, the grade that is shown is another one. */
  apart: ReadonlySet<string>
  /** Those of them that have the grade, by id. */
  besides: readonly string[]
}

declare module '../../api/operations.ts' {
  interface Services {
    /** Finds providers by the grade that the caller is shown. Provided to the registry, which stands below ratings. */
    gradeFilter(db: Reader, context: Context, grade: string): Promise<GradeFilter>
  }
}

/** Grades of the sanctioned by sight, as of the ledger's head and the day that they were read at. */
export class GradesShown {
  readonly #ratings: PublicRatings
  readonly #known = new Map<Sight, { basis: string; grades: ReadonlyMap<string, string> }>()

  constructor(ratings: PublicRatings) {
    this.#ratings = ratings
  }

  async filter(db: Reader, { ledger, services, caller, day }: Context, grade: string): Promise<GradeFilter> {
    const { tables } = ledger.store
    const m = services.methodology
    // A firm finds itself in a public list by the grade that the public sees.
    const sight = sightOf(caller, '') === 'public' ? 'public' : 'use'
    const basis = `${(await readHead(db, tables)).seq} ${day} ${m.parameters.version}`
    const known = this.#known.get(sight)
    const held = known?.basis === basis
    const grades = held ? known.grades : await this.#ratings.gradesOfSanctioned({ db, tables, m, day }, sight)
    if (!held) this.#known.set(sight, { basis, grades })
    const besides = [...grades].flatMap(([provider, shown]) => (shown === grade ? [provider] : [])).sort()
    return { condition: gradeHeld(db, tables, grade), apart: new Set(grades.keys()), besides }
  }
}

/** Providers of a held grade. Who has no rating row has no evidence: NR. */
function gradeHeld(db: Reader, { ratings, providers }: Tables, grade: string): SQL {
  const rated = (condition?: SQL) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(ratings)
        .where(and(eq(ratings.provider, providers.id), condition)),
    )
  return grade === 'NR' ? not(rated(notInArray(ratings.grade, ['NR']))) : rated(eq(ratings.grade, grade))
}
