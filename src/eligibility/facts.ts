import { inArray } from 'drizzle-orm'
import { dateToDay, dayToDate } from '../ledger/clock.ts'
import type { ProviderRecord } from '../ratings/book.ts'
import type { Methodology } from '../ratings/methodology.ts'
import { reportOf } from '../ratings/report.ts'
import { toRecord } from '../ratings/rows.ts'
import type { ProviderRow } from '../registry/rows.ts'
import { type CredentialRow, credentialsOf } from '../standards/rows-credentials.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { readGateBook } from './rows-gates.ts'
import { certified } from './rules-conditions.ts'
import { decideGate, type GateDecision, type GateFacts, type GateQuestion } from './rules-gate.ts'
import { conditionsOn, type GateBook } from './rules-gate-editions.ts'

/** A credential as the gate knows it, with its first and last day in force. */
export interface HeldCredential {
  code: string
  from: number
  until: number
}

/** A provider as the index holds it: what a list shows, what the gate asks, and the fold that scores come from. */
export interface IndexedProvider {
  id: string
  name: string
  kind: 'firm' | 'volunteer'
  phone: string | null
  areas: string[]
  status: GateFacts['status']
  validUntil: string | null
  offerings: Set<string>
  openOrders: number
  admitted: boolean
  credentials: readonly HeldCredential[]
  record: ProviderRecord | undefined
}

/** Admissions that let a provider in. */
const ADMITTED: readonly string[] = ['taken-over', 'admitted']
const NONE: readonly HeldCredential[] = []
/** One text for the many credentials of a type. */
const codes = new Map<string, string>()

function shared(code: string): string {
  const known = codes.get(code) ?? code
  codes.set(code, known)
  return known
}

/** A certificate stands for its type and for its edition. */
function held({ type, standard, validFrom, validUntil, revokedOn }: CredentialRow): HeldCredential[] {
  const until = Math.min(
    validUntil === null ? FOREVER : dateToDay(validUntil),
    revokedOn === null ? FOREVER : dateToDay(revokedOn) - 1,
  )
  const term = { from: dateToDay(validFrom), until }
  return [type, ...(standard === null ? [] : [certified(standard)])].map(code => ({ code: shared(code), ...term }))
}

const FOREVER = Number.MAX_SAFE_INTEGER

/** Reads what the index holds of some providers, or of all. */
export async function readIndexed(
  db: Reader,
  tables: Tables,
  m: Methodology,
  ids: readonly string[] | null,
): Promise<IndexedProvider[]> {
  const { providers, ratings, openRequests } = tables
  const rows: ProviderRow[] = await db
    .select()
    .from(providers)
    .where(ids ? inArray(providers.id, [...ids]) : undefined)
  const ratingRows = await db
    .select()
    .from(ratings)
    .where(ids ? inArray(ratings.provider, [...ids]) : undefined)
  const open = await db
    .select()
    .from(openRequests)
    .where(ids ? inArray(openRequests.provider, [...ids]) : undefined)
  const credentials = Map.groupBy(await credentialsOf(db, tables, ids), row => row.provider)
  const records = new Map(ratingRows.map(row => [row.provider, toRecord(m, row)]))
  const openOrders = new Map<string, number>()
  for (const { provider } of open) openOrders.set(provider, (openOrders.get(provider) ?? 0) + 1)
  return rows.map(row => ({
    id: row.id,
    name: row.name,
    kind: row.kind as IndexedProvider['kind'],
    phone: row.phone,
    areas: JSON.parse(row.areas),
    status: row.status as GateFacts['status'],
    validUntil: row.validUntil,
    offerings: new Set<string>(JSON.parse(row.offerings)),
    openOrders: openOrders.get(row.id) ?? 0,
    admitted: ADMITTED.includes(row.admission),
    credentials: credentials.get(row.id)?.flatMap(held) ?? NONE,
    record: records.get(row.id),
  }))
}

/** What the gate asks of a provider on a day; with the scores that order a list. */
export function gateFacts(
  m: Methodology,
  provider: IndexedProvider,
  day: number,
): GateFacts & { point: number; assured: number } {
  const { point, assured, state, grade, watch } = reportOf(m, provider.record, day)
  const { status, admitted, validUntil, offerings, areas, openOrders } = provider
  const credentials = provider.credentials.filter(c => c.from <= day && day <= c.until).map(c => c.code)
  const registered = { status, admitted, validUntil, offerings, areas, openOrders }
  return { ...registered, credentials, conforms: () => false, state, grade, watch, point, assured }
}

/** What is asked about an item and an area on a day. */
export function gateQuestion(
  m: Methodology,
  book: GateBook,
  { service, area }: Pick<GateQuestion, 'service' | 'area'>,
  day: number,
): GateQuestion {
  const date = dayToDate(day)
  const { probationOpenOrders } = m.parameters.gate
  return { service, area, date, probationOpenOrders, conditions: conditionsOn(book, service, date) }
}

/** The gate's decision about one provider from the rows that a transaction sees, so that nothing before it in the ledger is missed. */
export async function decideFromRows(
  db: Reader,
  tables: Tables,
  m: Methodology,
  { provider: id, service, area }: { provider: string; service: string; area: string },
  day: number,
): Promise<GateDecision> {
  const [provider] = await readIndexed(db, tables, m, [id])
  const book = await readGateBook(db, tables, [service.slice(0, 2), service])
  return decideGate(provider ? gateFacts(m, provider, day) : null, gateQuestion(m, book, { service, area }, day))
}
