import { dateToDay, dayToDate } from '../ledger/clock.ts'
import { tryRead, type Unread } from '../ledger/unreadable.ts'
import { documentFor } from '../standards/conformance.ts'
import { type EditionRows, editionRows, parseClauses, toStandard } from '../standards/rows.ts'
import type { CredentialRow } from '../standards/rows-credentials.ts'
import { factsOf } from '../standards/rows-facts.ts'
import { type CompiledClause, compileClauses, editionOutcome } from '../standards/rules-conformance.ts'
import { isValidOn } from '../standards/rules-credentials.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { readGateIndex } from './rows-gates.ts'

/** A stretch of business days, both included, in which a provider meets an edition. */
export interface Assessed {
  edition: string
  /** It also does so when facts that nobody has verified count as not declared. */
  verified: boolean
  from: number
  until: number
}

interface Edition {
  id: string
  services: readonly string[]
  clauses: CompiledClause[]
}

type Facts = Parameters<typeof documentFor>[1]

/** A declaration bears the day of its entry, which has come whenever one is read. */
const EVERY_DAY = Number.MAX_SAFE_INTEGER
const BEGINNING = Number.MIN_SAFE_INTEGER
const NO_FACTS: Facts = new Map()

/**
 * When providers meet, by the assessment of its clauses, an edition that some gate asks for. A rule reads declared facts and valid
 * credentials, so with time alone an outcome changes only where a credential begins or ends. `credentials`: theirs, by id. An edition, or a
 * provider, that cannot be read is noted in `unread`.
 */
export async function readAssessed(
  db: Reader,
  tables: Tables,
  ids: readonly string[] | null,
  credentials: ReadonlyMap<string, readonly CredentialRow[]>,
  unread: Unread,
): Promise<Map<string, Assessed[]>> {
  const found = new Map<string, Assessed[]>()
  const facts = await factsOf(db, tables, ids, EVERY_DAY)
  const providers = new Set([...facts.keys(), ...credentials.keys()])
  if (providers.size === 0) return found
  const editions = await readDemanded(db, tables, unread)
  if (editions.length === 0) return found
  for (const id of providers) {
    const declared = facts.get(id) ?? NO_FACTS
    const own = credentials.get(id) ?? []
    const met = tryRead(unread, id, () => editions.flatMap(edition => bothStretches(edition, declared, own)))
    if (met && met.length > 0) found.set(id, met)
  }
  return found
}

/** The editions with a rule that a gate names, and those that replace them. */
async function readDemanded(db: Reader, tables: Tables, unread: Unread): Promise<Edition[]> {
  const { standards } = await readGateIndex(db, tables, null)
  const editions: Edition[] = []
  for (const id of standards.keys()) {
    const rows = await editionRows(db, tables, id)
    const edition = rows && tryRead(unread, `standard:${id}`, () => demanded(rows))
    if (edition && edition.clauses.length > 0) editions.push(edition)
  }
  return editions
}

/** Clauses without a rule demand nothing of anybody's facts. */
function demanded({ standard, clauses }: EditionRows): Edition {
  const { id, services } = toStandard(standard)
  return { id, services, clauses: compileClauses(parseClauses(clauses)).filter(({ rule }) => rule !== null) }
}

/** A fact less never makes a provider meet what it did not meet. */
function bothStretches(edition: Edition, declared: Facts, own: readonly CredentialRow[]): Assessed[] {
  const found = stretches(edition, declared, own, false)
  return found.length === 0 ? [] : [...found, ...stretches(edition, verifiedOnly(declared), own, true)]
}

/** The same declarations; what nobody has verified says nothing. */
const verifiedOnly = (facts: Facts): Facts =>
  new Map([...facts].map(([category, row]) => [category, row.verifiedDay === null ? { ...row, facts: '{}' } : row]))

function stretches(
  edition: Edition,
  facts: Facts,
  credentials: readonly CredentialRow[],
  verified: boolean,
): Assessed[] {
  const days = [BEGINNING, ...turns(credentials)]
  const met: Assessed[] = []
  for (const [i, from] of days.entries()) {
    if (!meets(edition, facts, credentials, from)) continue
    const until = (days[i + 1] ?? Number.MAX_SAFE_INTEGER) - 1
    const last = met.at(-1)
    if (last && last.until === from - 1) last.until = until
    else met.push({ edition: edition.id, verified, from, until })
  }
  return met
}

/** Before the first credential begins there is none. */
function meets({ services, clauses }: Edition, facts: Facts, credentials: readonly CredentialRow[], day: number) {
  const valid = day === BEGINNING ? [] : credentials.filter(row => isValidOn(row, dayToDate(day)))
  return editionOutcome(clauses, documentFor(services, facts, valid).document) === 'met'
}

/** The days on which a credential begins to count, or does not any more, ascending. */
function turns(credentials: readonly CredentialRow[]): number[] {
  const days = credentials.flatMap(({ validFrom, validUntil, revokedOn }) => [
    dateToDay(validFrom),
    ...(validUntil === null ? [] : [dateToDay(validUntil) + 1]),
    ...(revokedOn === null ? [] : [dateToDay(revokedOn)]),
  ])
  return [...new Set(days)].sort((a, b) => a - b)
}
