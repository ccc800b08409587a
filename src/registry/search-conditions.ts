/** Conditions of a search on one provider. */
import { and, eq, exists, gte, inArray, lt, notInArray, or, type SQL, sql } from '../store/drizzle.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { serving } from './rows.ts'
import type { NumberQuery } from './rules-query.ts'
import { begins, codeIn, numberIn, type ProviderFilter, wordsOf } from './search-candidates.ts'

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
  /** Names that count as none, since they were shown before. */
  besides?: string[]
}

/** Which of these ids meet all conditions. `service` finds who offers the item or its category; a category finds its items too. */
export function conditionsOf(db: Reader, tables: Tables, search: Search, ids: readonly string[]): SQL {
  const { providers: p } = tables
  const { q, service, area, kind, registration, standing, graded, besides } = search
  return and(
    inArray(p.id, [...ids]),
    kind === undefined ? undefined : eq(p.kind, kind),
    registration === undefined ? undefined : eq(p.registration, registration),
    standing === undefined ? undefined : eq(p.standing, standing),
    q === undefined ? undefined : named(db, tables, q, wordsOf(search)),
    besides === undefined ? undefined : notInArray(p.nameKey, besides),
    service === undefined ? undefined : offering(db, tables, service),
    area === undefined ? undefined : serving(db, tables, area),
    graded === undefined ? undefined : ofGrade(tables, graded, ids),
  )!
}

/** The name contains every word, in whatever order; or the code is this or begins so; or the telephone number is this. */
function named(db: Reader, tables: Tables, q: string, words: string[][]): SQL | undefined {
  const code = codeIn(tables, q)
  if (code) return code
  const number = numberIn(tables, q)
  if (number) return withNumber(db, tables, number)
  return and(...words.map(forms => or(...forms.map(form => containing(tables, form)))))
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
