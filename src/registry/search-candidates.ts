/** Where a search begins: the ids of those who meet one of its conditions, from the index of the condition which the fewest meet. */

import { CENTRE } from '../city/city.ts'
import { and, asc, count, eq, gt, gte, inArray, lt, type SQL, sql } from '../store/drizzle.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { NAME_WORDS } from './name-words.ts'
import { withAncestors } from './rules-areas.ts'
import { searchGrams } from './rules-name.ts'
import { isCentreNumber } from './rules-number.ts'
import { type NumberQuery, nameQuery, numberQuery } from './rules-query.ts'
import { normaliseUscc } from './rules-uscc.ts'

export interface ProviderFilter {
  q?: string
  /** Words that are looked for instead of those of `q`. */
  words?: string[][]
  service?: string
  area?: string
  kind?: string
  registration?: string
  standing?: string
}

const USCC = /^[0-9A-Z]{18}$/

/** A whole unified social credit code or number of the centre, if that is what is searched for. */
export function codeIn(tables: Tables, q: string): SQL | null {
  const { providers: p } = tables
  const code = normaliseUscc(q)
  if (USCC.test(code)) return eq(p.uscc, code)
  return isCentreNumber(code) ? eq(p.number, code) : null
}

export interface Candidates {
  /** Ascending, after the place where the search goes on. */
  ids: string[]
  /** Nobody comes after them. */
  isWhole: boolean
}

type Table = Tables['nameGrams'] | Tables['offerings'] | Tables['servedAreas'] | Tables['providers']
type IdColumn =
  | Tables['nameGrams']['provider']
  | Tables['offerings']['provider']
  | Tables['servedAreas']['provider']
  | Tables['providers']['id']

/** An index over a value and an id. */
interface Source {
  table: Table
  id: IdColumn
  /** The values, each of which has its ids in order. */
  values: (SQL | undefined)[]
  /** A range of values: its ids are in no order, so they serve only if they are few. */
  isRange?: boolean
}

/** Pairs of characters of a name that are compared: one of a few is rare enough. */
const MOST_GRAMS = 6

export async function candidatesFor(
  db: Reader,
  tables: Tables,
  filter: ProviderFilter,
  after: string | null,
  most: number,
): Promise<Candidates> {
  const { providers: p } = tables
  if (filter.q !== undefined && isEmpty(tables, filter.q)) return { ids: [], isWhole: true }
  const number = numberIn(tables, filter.q)
  const few = number && (await numbered(db, tables, number, most))
  if (few) return { ids: few.filter(id => after === null || id > after), isWhole: true }
  const all: Source = { table: p, id: p.id, values: [undefined] }
  let best = { source: all, met: Number.POSITIVE_INFINITY }
  for (const source of sourcesOf(tables, filter)) {
    const met = await countOf(db, source, after, most)
    const serves = !source.isRange || met <= most
    // Of those whom many meet the first is walked: they stand in the order in which they are usually rare.
    if (serves && met < best.met) best = { source, met }
  }
  return idsOf(db, best.source, after, most)
}

function sourcesOf(tables: Tables, filter: ProviderFilter): Source[] {
  const { q, service, area, kind, registration, standing } = filter
  const { providers: p, offerings: o, servedAreas: s } = tables
  const ofProvider = (values: SQL[]): Source => ({ table: p, id: p.id, values })
  return [
    ...(q === undefined || numberIn(tables, q) ? [] : namesOf(tables, q, wordsOf(filter))),
    ...(service === undefined ? [] : [offeringsOf(o, service)]),
    ...(area === undefined
      ? []
      : [{ table: s, id: s.provider, values: withAncestors(area).map(code => eq(s.area, code)) }]),
    ...(standing === undefined ? [] : [ofProvider([eq(p.standing, standing)])]),
    ...(registration === undefined ? [] : [ofProvider([eq(p.registration, registration)])]),
    ...(kind === undefined ? [] : [ofProvider([eq(p.kind, kind)])]),
  ]
}

/** Words that a name must have. */
export const wordsOf = ({ q, words }: ProviderFilter) => words ?? nameQuery(q ?? '', NAME_WORDS).words

function namesOf(tables: Tables, q: string, words: string[][]): Source[] {
  const { providers: p, nameGrams: n } = tables
  const code = codeIn(tables, q)
  if (code) return [{ table: p, id: p.id, values: [code], isRange: true }]
  // Forms of a word are as long as each other: the n-th pair of one stands where the n-th of the other does.
  const grams = words.flatMap(([typed, other = typed]) => {
    const others = searchGrams(other!)
    return searchGrams(typed!).map((gram, i) => [...new Set([gram, others[i] ?? gram])])
  })
  // Every character of a name begins a gram. Byte order makes a prefix a range; U+10FFFF sorts after every character.
  if (grams.length === 0)
    return words.map(forms => ({
      table: n,
      id: n.provider,
      values: forms.map(form => and(gte(n.gram, form), lt(n.gram, `${form}\u{10ffff}`))),
      isRange: true,
    }))
  return grams
    .slice(0, MOST_GRAMS)
    .map(forms => ({ table: n, id: n.provider, values: forms.map(form => eq(n.gram, form)) }))
}

/** The beginning of a code or a telephone number, if that is what is searched for; a whole code is found by itself. */
export function numberIn(tables: Tables, q: string | undefined): NumberQuery | null {
  return q === undefined || codeIn(tables, q) ? null : numberQuery(q, CENTRE.areaCode)
}

const isEmpty = (tables: Tables, q: string) => !codeIn(tables, q) && !numberIn(tables, q) && wordsOf({ q }).length === 0

/** Ids of those whose name is exactly this, in no order. */
export async function sameNames(db: Reader, { providers: p }: Tables, names: string[], most: number) {
  const rows = await db
    .select({ id: p.id })
    .from(p)
    .where(inArray(p.nameKey, names))
    .limit(most + 1)
  return { ids: rows.map(({ id }) => id), isWhole: rows.length <= most }
}

/** Codes that begin with these characters. */
export const begins = ({ providers: p }: Tables, code: string): SQL =>
  and(gte(p.uscc, code), lt(p.uscc, `${code}\u{10ffff}`))!

/** Ids of everybody with such a number, in order; null if they are too many to be read at once. */
async function numbered(
  db: Reader,
  tables: Tables,
  { code, phones }: NumberQuery,
  most: number,
): Promise<string[] | null> {
  const { providers: p, providerMatchKeys: k } = tables
  const isPhone = and(eq(k.kind, 'phone'), inArray(k.value, phones))
  const byPhone =
    phones.length === 0
      ? []
      : await db
          .select({ id: k.provider })
          .from(k)
          .where(isPhone)
          .limit(most + 1)
  const byCode =
    code === null
      ? []
      : await db
          .select({ id: p.id })
          .from(p)
          .where(begins(tables, code))
          .limit(most + 1)
  if (byPhone.length > most || byCode.length > most) return null
  return [...new Set([...byPhone, ...byCode].map(({ id }) => id))].sort()
}

function offeringsOf(o: Tables['offerings'], service: string): Source {
  if (service.length > 2)
    return { table: o, id: o.provider, values: [service, service.slice(0, 2)].map(code => eq(o.service, code)) }
  return {
    table: o,
    id: o.provider,
    values: [and(gte(o.service, service), lt(o.service, `${service}.`))],
    isRange: true,
  }
}

/** Number of ids that a source has, after one where they stand in order, counted no further than one more than `most`. */
async function countOf(db: Reader, source: Source, after: string | null, most: number): Promise<number> {
  let sum = 0
  for (const value of source.values) {
    const some = db
      .select({ one: sql<number>`1`.as('one') })
      .from(source.table)
      .where(and(value, beyond(source, after)))
      .limit(most + 1)
      .as('some')
    const [row] = await db.select({ ids: count() }).from(some)
    sum += row!.ids
  }
  return sum
}

/** Within a range this would be looked for from its beginning to its end: what lies before is left out when it is read. */
const beyond = ({ id, isRange }: Source, after: string | null) =>
  after === null || isRange ? undefined : gt(id, after)

async function idsOf(db: Reader, source: Source, after: string | null, most: number): Promise<Candidates> {
  const found = new Set<string>()
  for (const value of source.values) {
    const query = db
      .select({ id: source.id })
      .from(source.table)
      .where(and(value, beyond(source, after)))
      .limit(most + 1)
    // A range would be sorted as a whole: it serves only if it is read as a whole.
    const rows = await (source.isRange ? query : query.orderBy(asc(source.id)))
    for (const { id } of rows) found.add(id)
  }
  const ids = [...found].filter(id => after === null || id > after).sort()
  return { ids: ids.slice(0, most), isWhole: ids.length <= most }
}
