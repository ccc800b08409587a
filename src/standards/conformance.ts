import { dateToDay, dayToDate } from '../ledger/clock.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { readClauses, requireStandard, toStandard } from './rows.ts'
import { validCredentials } from './rows-credentials.ts'
import { type FactsRow, readFacts } from './rows-facts.ts'
import {
  assess,
  categoriesOf,
  clauseOutcome,
  compileClauses,
  credentialView,
  type Outcome,
  overall,
} from './rules-conformance.ts'
import { counts, editionStatus } from './rules-editions.ts'
import type { RuleDocument } from './rules-evaluate.ts'
import { DOCUMENT_LIMITS } from './rules-rule.ts'

/** Facts of a provider that a rule reads: the facts of the first category of the edition that it declared any for, and its valid credentials. */
export function documentFor(
  services: readonly string[],
  facts: ReadonlyMap<string, FactsRow>,
  credentials: readonly Parameters<typeof credentialView>[0][],
): { document: RuleDocument; category: string; declared: FactsRow | null } {
  const categories = categoriesOf(services)
  const category = categories.find(code => facts.has(code)) ?? categories[0] ?? ''
  const declared = facts.get(category) ?? null
  return {
    category,
    declared,
    document: {
      facts: declared ? JSON.parse(declared.facts) : {},
      credentials: credentials.slice(0, DOCUMENT_LIMITS.elements).map(credentialView),
    },
  }
}

async function read(db: Reader, tables: Tables, provider: string, standard: string, day: number) {
  const edition = toStandard(await requireStandard(db, tables, standard))
  const clauses = compileClauses(await readClauses(db, tables, standard))
  const credentials = await validCredentials(db, tables, provider, dayToDate(day))
  const facts = await readFacts(db, tables, provider, day)
  return { edition, clauses, ...documentFor(edition.services, facts, credentials) }
}

export interface Conformance {
  outcome: Outcome
  /** True if the edition counts on that day: in force, or in its transition. A gate must ask for both. */
  counts: boolean
  /** Numbers of the clauses that are not met, and of those that cannot be told. */
  notMet: string[]
  notAssessable: string[]
}

/** True if a provider conforms with an edition on a business day. Sees what the running transaction has written. */
export async function conforms(
  db: Reader,
  tables: Tables,
  provider: string,
  standard: string,
  day: number,
): Promise<Conformance> {
  const { edition, clauses, document } = await read(db, tables, provider, standard, day)
  const outcomes = clauses.map(clause => clauseOutcome(clause, document))
  const numbers = (wanted: Outcome) =>
    clauses.filter((_, i) => outcomes[i] === wanted).map(({ clause }) => clause.number)
  return {
    outcome: overall(outcomes),
    counts: counts(edition, dayToDate(day)),
    notMet: numbers('not-met'),
    notAssessable: numbers('not-assessable'),
  }
}

/** The same clause by clause, with pointers and values. `date`: 'YYYY-MM-DD'. */
export async function conformanceReport(db: Reader, tables: Tables, provider: string, standard: string, date: string) {
  const { edition, clauses, document, category, declared } = await read(db, tables, provider, standard, dateToDay(date))
  const results = assess(clauses, document)
  const count = (outcome: Outcome) => results.filter(result => result.outcome === outcome).length
  return {
    edition,
    status: editionStatus(edition, date),
    category,
    declared,
    outcome: overall(results.map(result => result.outcome)),
    totals: {
      met: count('met'),
      notMet: count('not-met'),
      notAssessable: count('not-assessable'),
      notChecked: count('not-checked'),
    },
    results,
  }
}
