/**
 * Search among providers. It walks one index in the order of ids, that of the condition which the fewest meet, and looks at a bounded number
 * of providers for one answer: a page may hold fewer than it has room for, and name the next one all the same.
 */
import { and, asc, eq, exists, gte, inArray, lt, notInArray, or, type SQL, sql } from '../store/drizzle.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { type ProviderRow, serving } from './rows.ts'
import { type NumberQuery, nameQuery } from './rules-query.ts'
import { begins, type Candidates, candidatesFor, codeIn, numberIn, type ProviderFilter } from './search-candidates.ts'

/** Condition that finds providers of a grade, given by an upper layer. */
export interface Graded {
  /** On providers.id. */
  condition: SQL
  /** Providers that the condition does not decide about, and those of them that have the grade. */
  apart: ReadonlySet<string>
  besides: readonly string[]
}

export interface Search extends ProviderFilter {
  graded?: Graded
}

export interface Found {
  rows: ProviderRow[]
  /** The id after which to go on; null if nothing is left. */
  next: string | null
}

/** Providers looked at for one answer: some ten milliseconds of a thread. */
const MOST_LOOKED_AT = 2_000
/** Providers named to the database at once, after the first page's worth. */
const PART = 500

/** Providers that meet all conditions, by id, after one. `service` finds who offers the item or its category; a category finds its items too. */
export async function searchProviders(
  db: Reader,
  tables: Tables,
  search: Search,
  after: string | null,
  limit: number,
  most = MOST_LOOKED_AT,
): Promise<Found> {
  // Whoever asks for nothing special is shown the next ones.
  const isPlain = Object.values(search).every(condition => condition === undefined)
  const candidates = await candidatesFor(db, tables, search, after, isPlain ? limit : most)
  const { ids } = candidates
  const rows: ProviderRow[] = []
  for (let from = 0; from < ids.length && rows.length <= limit; ) {
    const part = ids.slice(from, from + (from === 0 ? limit + 1 : PART))
    for (const row of await matching(db, tables, search, part)) rows.push(row)
    from += part.length
  }
  if (rows.length > limit) return { rows: rows.slice(0, limit), next: rows[limit - 1]!.id }
  return { rows, next: goOn(candidates) }
}

const goOn = ({ ids, isWhole }: Candidates) => (isWhole ? null : ids.at(-1)!)

function matching(db: Reader, tables: Tables, search: Search, ids: readonly string[]): Promise<ProviderRow[]> {
  const { providers: p } = tables
  const { q, service, area, kind, registration, standing, graded } = search
  const conditions = [
    inArray(p.id, [...ids]),
    kind === undefined ? undefined : eq(p.kind, kind),
    registration === undefined ? undefined : eq(p.registration, registration),
    standing === undefined ? undefined : eq(p.standing, standing),
    q === undefined ? undefined : named(db, tables, q),
    service === undefined ? undefined : offering(db, tables, service),
    area === undefined ? undefined : serving(db, tables, area),
    graded === undefined ? undefined : ofGrade(tables, graded, ids),
  ]
  return db
    .select()
    .from(p)
    .where(and(...conditions))
    .orderBy(asc(p.id))
}

/** The name contains every word, in whatever order; or the code is this or begins so; or the telephone number is this. */
function named(db: Reader, tables: Tables, q: string): SQL | undefined {
  const code = codeIn(tables, q)
  if (code) return code
  const number = numberIn(tables, q)
  if (number) return withNumber(db, tables, number)
  return and(...nameQuery(q).words.map(forms => or(...forms.map(form => containing(tables, form)))))
}

/** `replace` and `length` mean the same on both databases. */
const containing = ({ providers: p }: Tables, text: string): SQL =>
  sql`length(${p.nameKey}) > length(replace(${p.nameKey}, ${text}, ''))`

function withNumber(db: Reader, tables: Tables, { code, phones }: NumberQuery): SQL | undefined {
  const { providers: p, providerMatchKeys: k } = tables
  const own = and(eq(k.provider, p.id), eq(k.kind, 'phone'), inArray(k.value, phones))
  return or(
    code === null ? undefined : begins(tables, code),
    phones.length === 0 ? undefined : exists(db.select({ one: sql`1` }).from(k).where(own)),
  )
}

function offering(db: Reader, { providers, offerings: o }: Tables, service: string): SQL {
  const match =
    service.length === 2
      ? and(gte(o.service, service), lt(o.service, `${service}.`))
      : inArray(o.service, [service, service.slice(0, 2)])
  const one = { one: sql`1` }
  return exists(
    db
      .select(one)
      .from(o)
      .where(and(eq(o.provider, providers.id), match)),
  )
}

function ofGrade({ providers: p }: Tables, { condition, apart, besides }: Graded, ids: readonly string[]) {
  const set = new Set(besides)
  const undecided = ids.filter(id => apart.has(id))
  if (undecided.length === 0) return condition
  return or(
    and(condition, notInArray(p.id, undecided)),
    inArray(
      p.id,
      undecided.filter(id => set.has(id)),
    ),
  )
}
