/**
 * Search among providers. It walks one index in the order of ids, that of the condition which the fewest meet, and looks at a bounded number
 * of providers for one answer: a page may hold fewer than it has room for, and name the next one all the same.
 *
 * A search for a name has stages: those who bear exactly this name, those who have all its words, and where nobody has, those who have them
 * but for places and legal forms. Within a stage the best match comes first, unless more come into question than are looked at.
 */
import { asc, inArray } from '../store/drizzle.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { NAME_WORDS } from './name-words.ts'
import type { ProviderRow } from './rows.ts'
import { type NameQuery, nameQuery } from './rules-query.ts'
import { rankOf } from './rules-rank.ts'
import { type Candidates, candidatesFor, codeIn, numberIn, sameNames } from './search-candidates.ts'
import { conditionsOf, type Search } from './search-conditions.ts'

/** Where a page ends. */
export interface Place {
  stage: number
  /** 1 where somebody was found before. */
  found: number
  /** Of the last one; -1 where a stage goes by ids. */
  rank: number
  /** The beginning of the last one's name; empty where a stage goes by ids. */
  name: string
  /** Of the last one looked at; empty at the beginning of a stage. */
  id: string
}

export interface Found {
  rows: ProviderRow[]
  /** Where to go on; null if nothing is left. */
  next: Place | null
}

interface Stage {
  search: Search
  /** What names are ranked by; null where all match alike. */
  query: NameQuery | null
  /** Only those who bear one of these names come into question. */
  only?: string[]
  /** It is begun only where the stages before found nobody. */
  isLast?: boolean
}

interface Asked {
  db: Reader
  tables: Tables
  limit: number
  most: number
}

/** Providers looked at for one stage of an answer, some ten milliseconds of a thread; twice as many on later pages of a ranked one. */
const MOST_LOOKED_AT = 2_000
/** Providers named to the database at once, after the first page's worth. */
const PART = 500
/** Characters of a name by which those of one rank are ordered. */
const ORDERING = 40

/** Providers that meet all conditions, the best match first, then by id, from one place on. */
export async function searchProviders(
  { db, tables, limit, most = MOST_LOOKED_AT }: Omit<Asked, 'most'> & { most?: number },
  search: Search,
  after: Place | null,
): Promise<Found> {
  const asked = { db, tables, limit, most }
  const stages = stagesOf(tables, search)
  let place = after ?? { stage: 0, found: 0, rank: -1, name: '', id: '' }
  const rows: ProviderRow[] = []
  for (let at = stages[place.stage]; at && !isNeedless(at, place); at = stages[place.stage]) {
    if (rows.length === limit) return { rows, next: place }
    const part = await pageOf({ ...asked, limit: limit - rows.length }, at, place)
    rows.push(...part.rows)
    const found = place.found || part.rows.length > 0 ? 1 : 0
    if (part.next) return { rows, next: { ...part.next, stage: place.stage, found } }
    place = { stage: place.stage + 1, found, rank: -1, name: '', id: '' }
  }
  return { rows, next: null }
}

const isNeedless = (stage: Stage, { found, id }: Place) => stage.isLast && found === 1 && id === ''

function stagesOf(tables: Tables, search: Search): Stage[] {
  const { q } = search
  if (q === undefined || codeIn(tables, q) || numberIn(tables, q)) return [{ search, query: null }]
  const query = nameQuery(q, NAME_WORDS)
  const { whole, words, core } = query
  const looser: Stage = { search: { ...search, words: core }, query: { ...query, words: core }, isLast: true }
  return [
    { search: { ...search, words: [] }, query, only: whole },
    { search: { ...search, besides: whole }, query },
    ...(core.length > 0 && core.length < words.length ? [looser] : []),
  ]
}

type Part = { rows: ProviderRow[]; next: Match | null }

/** A page of one stage. Whether it is ranked is decided at its beginning; later pages allow for some who have come since. */
async function pageOf(asked: Asked, stage: Stage, place: Place): Promise<Part> {
  const isBeginning = place.id === ''
  const { query } = stage
  if (!query || (!isBeginning && place.rank < 0)) return walk(asked, stage.search, isBeginning ? null : place.id)
  const { ids, isWhole } = await startOf(asked, stage, isBeginning ? asked.most : 2 * asked.most)
  if (!isWhole && isBeginning && !stage.only) return walk(asked, stage.search, null)
  const best = (await rankedOf(asked, { ...stage, query }, ids)).filter(match => isBeginning || order(match, place) > 0)
  const shown = best.slice(0, asked.limit)
  const rows = await rowsOf(asked, shown)
  return { rows, next: best.length > shown.length ? shown.at(-1)! : null }
}

function startOf({ db, tables }: Asked, { search, only }: Stage, most: number): Promise<Candidates> {
  return only ? sameNames(db, tables, only, most) : candidatesFor(db, tables, search, null, most)
}

type Match = Pick<Place, 'rank' | 'name' | 'id'>

async function rankedOf({ db, tables }: Asked, { search, query }: Stage & { query: NameQuery }, ids: string[]) {
  const { providers: p } = tables
  const matches: Match[] = []
  for (let from = 0; from < ids.length; from += PART) {
    const conditions = conditionsOf(db, tables, search, ids.slice(from, from + PART))
    const rows = await db.select({ id: p.id, nameKey: p.nameKey }).from(p).where(conditions)
    for (const { id, nameKey } of rows) {
      const name = [...nameKey].slice(0, ORDERING).join('')
      matches.push({ rank: rankOf(nameKey, query, NAME_WORDS), name, id })
    }
  }
  return matches.sort(order)
}

const order = (a: Match, b: Match) => a.rank - b.rank || compare(a.name, b.name) || compare(a.id, b.id)
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

async function rowsOf({ db, tables: { providers: p } }: Asked, matches: readonly Match[]): Promise<ProviderRow[]> {
  const ids = matches.map(({ id }) => id)
  const rows = ids.length === 0 ? [] : await db.select().from(p).where(inArray(p.id, ids))
  const byId = new Map(rows.map(row => [row.id, row]))
  return ids.flatMap(id => byId.get(id) ?? [])
}

async function walk({ db, tables, limit, most }: Asked, search: Search, after: string | null): Promise<Part> {
  // Whoever asks for nothing special is shown the next ones.
  const isPlain = Object.values(search).every(condition => condition === undefined)
  const candidates = await candidatesFor(db, tables, search, after, isPlain ? limit : most)
  const { ids } = candidates
  const rows: ProviderRow[] = []
  for (let from = 0; from < ids.length && rows.length <= limit; ) {
    const part = ids.slice(from, from + (from === 0 ? limit + 1 : PART))
    const { providers: p } = tables
    const conditions = conditionsOf(db, tables, search, part)
    for (const row of await db.select().from(p).where(conditions).orderBy(asc(p.id))) rows.push(row)
    from += part.length
  }
  const id = rows.length > limit ? rows[limit - 1]!.id : candidates.isWhole ? null : ids.at(-1)!
  return { rows: rows.slice(0, limit), next: id === null ? null : { rank: -1, name: '', id } }
}
