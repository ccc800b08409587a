import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { documentFor } from './conformance.ts'
import { allClauses, allStandards, type toStandard } from './rows.ts'
import type { FactsRow } from './rows-facts.ts'
import {
  type CompiledClause,
  categoriesOf,
  compileClauses,
  type credentialView,
  editionOutcome,
  type Outcome,
} from './rules-conformance.ts'

export interface BookEdition {
  edition: ReturnType<typeof toStandard>
  clauses: CompiledClause[]
  categories: string[]
}

type Facts = ReadonlyMap<string, FactsRow>
type Credentials = readonly Parameters<typeof credentialView>[0][]

/** Editions with their clauses compiled, for those who ask about many providers. To be read again when an entry `standard.*` is committed. */
export class ConformanceIndex {
  readonly editions: ReadonlyMap<string, BookEdition>

  private constructor(editions: readonly BookEdition[]) {
    this.editions = new Map(editions.map(edition => [edition.edition.id, edition]))
  }

  /** @param ids only these editions; null for all */
  static async read(db: Reader, tables: Tables, ids: readonly string[] | null = null): Promise<ConformanceIndex> {
    const clauses = await allClauses(db, tables)
    const editions = (await allStandards(db, tables)).filter(edition => ids === null || ids.includes(edition.id))
    return new ConformanceIndex(
      editions.map(edition => ({
        edition,
        clauses: compileClauses(clauses.get(edition.id) ?? []),
        categories: categoriesOf(edition.services),
      })),
    )
  }

  /** The outcome of an edition for a provider with these facts (by category) and these valid credentials; `not-checked` for an unknown one. */
  outcome(standard: string, facts: Facts, credentials: Credentials): Outcome {
    const known = this.editions.get(standard)
    if (!known) return 'not-checked'
    return editionOutcome(known.clauses, documentFor(known.edition.services, facts, credentials).document)
  }
}
