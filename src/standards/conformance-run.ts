import { setImmediate as breathe } from 'node:timers/promises'
import { dateToDay } from '../ledger/clock.ts'
import { asc, eq } from '../store/drizzle.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { documentFor } from './conformance.ts'
import { type BookEdition, ConformanceIndex } from './conformance-index.ts'
import { credentialsOf } from './rows-credentials.ts'
import { type FactsRow, factsOf } from './rows-facts.ts'
import { clauseOutcome, type Outcome, overall } from './rules-conformance.ts'
import { isValidOn } from './rules-credentials.ts'
import { counts } from './rules-editions.ts'
import type { RuleDocument } from './rules-evaluate.ts'

type Tally = Record<Outcome, number>
const none = (): Tally => ({ met: 0, 'not-met': 0, 'not-assessable': 0, 'not-checked': 0 })

/** Result for one category, over the editions that count on the day and the firms that serve it. */
export interface CategoryTally {
  category: string
  standards: number
  firms: number
  outcomes: Tally
}

export interface ConformanceRun {
  standards: number
  firms: number
  /** Standards times firms: every pair is evaluated, whether the firm serves the category or not. */
  pairs: number
  /** Clauses that were evaluated by a rule. */
  evaluations: number
  /** Of evaluation alone: elapsed, and of the processor. */
  seconds: number
  processorSeconds: number
  readSeconds: number
  categories: CategoryTally[]
  slowest: { standard: string; milliseconds: number }[]
}

interface Firm {
  facts: ReadonlyMap<string, FactsRow>
  credentials: Parameters<typeof documentFor>[2]
  serves: ReadonlySet<string>
}

const SLOWEST = 5

async function readFirms(db: Reader, tables: Tables, date: string): Promise<Firm[]> {
  const { providers: p } = tables
  const rows = await db
    .select({ id: p.id, offerings: p.offerings })
    .from(p)
    .where(eq(p.kind, 'firm'))
    .orderBy(asc(p.id))
  const facts = await factsOf(db, tables, null, dateToDay(date))
  const valid = (await credentialsOf(db, tables, null)).filter(row => isValidOn(row, date))
  const credentials = Map.groupBy(valid, row => row.provider)
  return rows.map(({ id, offerings }) => ({
    facts: facts.get(id) ?? new Map(),
    credentials: credentials.get(id) ?? [],
    serves: new Set((JSON.parse(offerings) as string[]).map(code => code.slice(0, 2))),
  }))
}

/** Every edition against every firm, in one process. `date`: 'YYYY-MM-DD'. */
export async function runConformance(
  db: Reader,
  tables: Tables,
  date: string,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<ConformanceRun> {
  const started = performance.now()
  const index = await ConformanceIndex.read(db, tables)
  const firms = await readFirms(db, tables, date)
  const readSeconds = (performance.now() - started) / 1000
  const total = index.editions.size * firms.length
  const run = { done: 0, evaluations: 0, milliseconds: 0, processor: 0 }
  const categories: CategoryTally[] = []
  const slowest: ConformanceRun['slowest'] = []
  const byCategory = Map.groupBy(index.editions.values(), edition => edition.categories.join(' '))
  for (const [category, editions] of [...byCategory].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const tally: CategoryTally = { category, standards: 0, firms: 0, outcomes: none() }
    const documents = firms.map(
      firm => documentFor(editions[0]!.edition.services, firm.facts, firm.credentials).document,
    )
    const serves = firms.map(firm => editions[0]!.categories.some(code => firm.serves.has(code)))
    tally.firms = serves.filter(Boolean).length
    for (const edition of editions) {
      const before = performance.now()
      const used = process.cpuUsage()
      evaluate(edition, documents, counts(edition.edition, date) ? serves : null, tally)
      const milliseconds = performance.now() - before
      slowest.push({ standard: edition.edition.id, milliseconds })
      run.milliseconds += milliseconds
      const { user, system } = process.cpuUsage(used)
      run.processor += user + system
      run.evaluations += firms.length * edition.clauses.filter(({ rule }) => rule).length
      run.done += firms.length
      onProgress(run.done, total)
      await breathe()
    }
    categories.push(tally)
  }
  slowest.sort((a, b) => b.milliseconds - a.milliseconds)
  return {
    standards: index.editions.size,
    firms: firms.length,
    pairs: total,
    evaluations: run.evaluations,
    seconds: run.milliseconds / 1000,
    processorSeconds: run.processor / 1e6,
    readSeconds,
    categories,
    slowest: slowest.slice(0, SLOWEST),
  }
}

/** @param serves which firms the table counts; null for an edition that does not count on the day */
function evaluate(
  { clauses }: BookEdition,
  documents: readonly RuleDocument[],
  serves: readonly boolean[] | null,
  tally: CategoryTally,
): void {
  if (serves) tally.standards += 1
  for (let i = 0; i < documents.length; i++) {
    const outcome = overall(clauses.map(clause => clauseOutcome(clause, documents[i]!)))
    if (serves?.[i]) tally.outcomes[outcome] += 1
  }
}
