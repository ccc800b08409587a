/** Providers as the index holds them, a million at once: texts that many have in common are kept once, folds as plain numbers. */

import { dateToDay } from '../ledger/clock.ts'
import { tryRead, type Unread } from '../ledger/unreadable.ts'
import type { Rating, Standing } from '../ratings/engine/standing.ts'
import { ratingOfRow } from '../ratings/live/rows.ts'
import type { Methodology } from '../ratings/rules/methodology.ts'
import { type CredentialRow, credentialsOf } from '../standards/rows-credentials.ts'
import { bound } from '../store/bounds.ts'
import { and, asc, gt, inArray, lte, type SQL } from '../store/drizzle.ts'
import { preparedIn } from '../store/prepared.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { type Assessed, readAssessed } from './assessed.ts'
import { assessed, certified, verified } from './rules-conditions.ts'
import type { GateFacts } from './rules-gate.ts'

/** A code that the gate asks for, with its first and last day in force. */
export interface HeldCredential {
  code: string
  from: number
  until: number
}

/** Facts for lists and for the gate, and the rating that scores come from. */
export interface IndexedProvider {
  id: string
  name: string
  kind: 'firm' | 'volunteer'
  phone: string | null
  /** The same array for all that serve the same areas. */
  areas: readonly string[]
  registration: GateFacts['registration']
  standing: GateFacts['standing']
  validUntil: string | null
  offerings: Offerings
  openOrders: number
  admitted: boolean
  credentials: readonly HeldCredential[]
  rating: Rating | null
  /** Set if it cannot be read: why. Its standing is `unreadable` then. */
  fault?: unknown
  /** As of the last day that was asked for. */
  credit: (Standing & { day: number; m: Methodology }) | null
}

/** Offered items and categories, as the JSON text of their row: a set for each of a million providers would weigh more than all else. */
export class Offerings {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  has(code: string): boolean {
    return this.text.includes(`"${code}"`)
  }

  codes(): string[] {
    return JSON.parse(this.text)
  }
}

/** Admissions that let a provider in. */
const ADMITTED: readonly string[] = ['taken-over', 'admitted']
const FOREVER = Number.MAX_SAFE_INTEGER
/** Providers read at once. */
const PAGE = bound('index-page', 2_000)
const NONE: readonly HeldCredential[] = []

/** One value for the many that are the same; districts and credential types are few. */
class Shared<V> {
  readonly #known = new Map<string, V>()
  readonly #make: (text: string) => V

  constructor(make: (text: string) => V) {
    this.#make = make
  }

  get(text: string): V {
    let value = this.#known.get(text)
    if (value === undefined) {
      value = this.#make(text)
      this.#known.set(text, value)
    }
    return value
  }
}

const sharedCode = new Shared(code => code)
const sharedAreas = new Shared((text): readonly string[] => JSON.parse(text))

/** A certificate stands for its type and for its edition. */
function held({ type, standard, validFrom, validUntil, revokedOn }: CredentialRow): HeldCredential[] {
  const until = Math.min(
    validUntil === null ? FOREVER : dateToDay(validUntil),
    revokedOn === null ? FOREVER : dateToDay(revokedOn) - 1,
  )
  const term = { from: dateToDay(validFrom), until }
  const codes = [type, ...(standard === null ? [] : [certified(standard)])]
  return codes.map(code => ({ code: sharedCode.get(code), ...term }))
}

const asHeld = ({ edition, verified: isVerified, from, until }: Assessed): HeldCredential => ({
  code: sharedCode.get(isVerified ? verified(edition) : assessed(edition)),
  from,
  until,
})

/** Credentials and facts of some providers, or of all, that a gate may demand; throws for a provider that cannot be read, which `unread` notes too. */
export async function heldCodes(
  db: Reader,
  tables: Tables,
  ids: readonly string[] | null,
  unread: Unread = new Map(),
): Promise<(provider: string) => readonly HeldCredential[]> {
  const rows = Map.groupBy(await credentialsOf(db, tables, ids), row => row.provider)
  const codes = new Map<string, HeldCredential[]>()
  for (const [provider, own] of rows) codes.set(provider, tryRead(unread, provider, () => own.flatMap(held)) ?? [])
  for (const [provider, met] of await readAssessed(db, tables, ids, rows, unread))
    codes.set(provider, [...(codes.get(provider) ?? []), ...met.map(asHeld)])
  return provider => {
    if (unread.has(provider)) throw unread.get(provider)
    return codes.get(provider) ?? NONE
  }
}

type Held = Awaited<ReturnType<typeof heldCodes>>

/** Reads what the index holds of some providers. One that cannot be read is there with the standing `unreadable`. */
export async function readIndexed(
  db: Reader,
  tables: Tables,
  m: Methodology,
  ids: readonly string[],
  unread: Unread = new Map(),
): Promise<IndexedProvider[]> {
  const rows: RowsOf = (name, build) =>
    preparedIn(db, `indexed_${name}`, ids, (d, list) => build(d, column => inArray(column, list)))
  return readRows(rows, tables, m, await heldCodes(db, tables, ids, unread))
}

/** All providers, page by page in the order of their ids; each page is as of its own moment. */
export async function* indexedPages(
  read: <T>(work: (db: Reader) => Promise<T>) => Promise<T>,
  tables: Tables,
  m: Methodology,
  unread: Unread = new Map(),
): AsyncGenerator<IndexedProvider[]> {
  const codes = await read(db => heldCodes(db, tables, null, unread))
  const { id } = tables.providers
  for (let after = ''; ; ) {
    const last = await read(async db => {
      const ids = await db.select({ id }).from(tables.providers).where(gt(id, after)).orderBy(asc(id)).limit(PAGE)
      return ids.at(-1)?.id
    })
    if (last === undefined) return
    const from = after
    const within = (column: Id) => and(gt(column, from), lte(column, last))!
    yield await read(db => readRows(async (_, build) => build(db, within), tables, m, codes))
    after = last
  }
}

type Id = Tables['providers']['id'] | Tables['ratings']['provider'] | Tables['openRequests']['provider']

/** The rows of one query for those providers that are wanted; `name` is the query's. */
type RowsOf = <R>(name: string, build: (db: Reader, wanted: (column: Id) => SQL) => Rows<R>) => Promise<R[]>
type Rows<R> = PromiseLike<R[]> & { prepare(): { execute(values: Record<string, unknown>): Promise<R[]> } }

async function readRows(rowsOf: RowsOf, tables: Tables, m: Methodology, codes: Held): Promise<IndexedProvider[]> {
  const { providers: p, ratings: r, openRequests: o } = tables
  const { id, name, kind, phone, areas, registration, standing, validUntil, offerings, admission } = p
  const columns = { id, name, kind, phone, areas, registration, standing, validUntil, offerings, admission }
  const rows = await rowsOf('providers', (db, wanted) => db.select(columns).from(p).where(wanted(p.id)))
  const rating = { provider: r.provider, fold: r.fold, grade: r.grade, state: r.state }
  const rated = await rowsOf('ratings', (db, wanted) => db.select(rating).from(r).where(wanted(r.provider)))
  const ratings = new Map(rated.map(row => [row.provider, row]))
  const openOrders = new Map<string, number>()
  const open = await rowsOf('open', (db, wanted) =>
    db.select({ provider: o.provider }).from(o).where(wanted(o.provider)),
  )
  for (const { provider } of open) openOrders.set(provider, (openOrders.get(provider) ?? 0) + 1)
  return rows.map(row => {
    try {
      const rating = ratings.get(row.id)
      return indexed(row, openOrders.get(row.id) ?? 0, codes(row.id), rating ? ratingOfRow(m, rating) : null)
    } catch (error) {
      return unreadable(row, error)
    }
  })
}

type Row = Pick<
  Tables['providers']['$inferSelect'],
  'id' | 'name' | 'kind' | 'phone' | 'areas' | 'registration' | 'standing' | 'validUntil' | 'offerings' | 'admission'
>

function indexed(
  row: Row,
  openOrders: number,
  credentials: readonly HeldCredential[],
  rating: Rating | null,
): IndexedProvider {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind as IndexedProvider['kind'],
    phone: row.phone,
    areas: sharedAreas.get(row.areas),
    registration: row.registration as GateFacts['registration'],
    standing: row.standing as GateFacts['standing'],
    validUntil: row.validUntil,
    offerings: new Offerings(row.offerings),
    openOrders,
    admitted: ADMITTED.includes(row.admission),
    credentials,
    rating,
    credit: null,
  }
}

/** Known by its name, and sent nowhere. */
export function unreadable(row: Row, fault: unknown): IndexedProvider {
  const none = { areas: '[]', offerings: '[]', standing: 'unreadable', validUntil: null }
  return { ...indexed({ ...row, ...none }, 0, NONE, null), fault }
}
