/** The rows that a move of a request changes: its present round, the rounds before, and what is open with a provider. */
import { placeholders } from '../ledger/append.ts'
import type { Applying, Entry, EntryType } from '../ledger/ledger.ts'
import { changedRows } from '../store/changed-rows.ts'
import { and, eq, sql } from '../store/drizzle.ts'
import { prepared } from '../store/prepared.ts'
import type { Tables } from '../store/tables.ts'
import { LIFE, type RequestMove } from './rules-life.ts'

export type Columns = Partial<Tables['requests']['$inferInsert']>

export const UNSAID = { answerSeq: 0, visitSeq: 0, completionSeq: 0, followUpSeq: 0 }

/** Nothing is asked for that the centre has to decide. */
export const UNASKED = { returnAskedAt: null, extensionAskedAt: null }

/** A round begins with nobody and nothing. */
const NEW_ROUND = {
  responder: null,
  provider: null,
  department: null,
  assignedAt: null,
  answerDue: null,
  answeredAt: null,
  visitedAt: null,
  completedAt: null,
  outcome: null,
  followUpDue: null,
  followedUpAt: null,
  satisfied: null,
  resolved: null,
  followUpAttempts: 0,
  stars: null,
  ...UNASKED,
  returnSeq: 0,
  extensionSeq: 0,
  extensions: 0,
  ...UNSAID,
}

/** The time of the fact: the one that was told, or that of the record. */
export const occurred = ({ at, payload }: Entry): string => payload.occurredAt ?? at

export const spoken = (entry: Entry) => (entry.sealed?.words ? entry.seq : 0)

/** A move of a request: what it sets beside its new state, and whether it is open with its provider from now on. */
export function move(
  name: RequestMove,
  columns: (entry: Entry, tx: Applying) => Columns | Promise<Columns>,
  openness?: 'opens' | 'ends',
): EntryType {
  return {
    type: LIFE[name].entry,
    async apply(tx, entry) {
      const { request, provider, department } = entry.payload
      const { to } = LIFE[name]
      const state = to === null ? {} : { state: to }
      // A duty may have gone to another department since: who makes the move has the request.
      await update(tx, entry, { ...state, ...(await columns(entry, tx)), ...(department ? { department } : {}) })
      if (openness === 'opens' && provider) await open(tx, { provider, request })
      if (openness === 'ends' && provider) await end(tx, { provider, request })
    },
  }
}

/** An entry type that also names another request: what is shown of that one changes too, and so does its version. */
export function naming(type: EntryType, named: (entry: Entry) => string | undefined): EntryType {
  return {
    ...type,
    async apply(tx, entry, sealed) {
      await type.apply(tx, entry, sealed)
      const request = named(entry)
      if (request !== undefined) await update(tx, { ...entry, payload: { request } }, { linked: 1 })
    },
  }
}

/** Sets columns of the entry's request and counts its version up; one prepared statement per set of columns. */
export async function update({ db, tables }: Applying, entry: Entry, set: Columns): Promise<void> {
  const { requests } = tables
  const { request: id, occurredAt } = entry.payload
  const columns = Object.keys(set)
  const late = occurredAt === undefined ? 0 : 1
  const statement = prepared(db, `request_set_${columns.join('_')}_${late}`, d =>
    d
      .update(requests)
      .set({
        ...placeholders(columns),
        version: sql`${requests.version} + 1`,
        ...(late ? { late: sql`${requests.late} + 1` } : {}),
      })
      .where(eq(requests.id, sql.placeholder('request'))),
  )
  if (changedRows(await statement.execute({ ...set, request: id })) === 0) throw new Error(`no request ${id}`)
}

async function open({ db, tables }: Applying, row: { provider: string; request: string }): Promise<void> {
  const insert = prepared(db, 'request_open', d =>
    d.insert(tables.openRequests).values(placeholders(['provider', 'request']) as never),
  )
  await insert.execute(row)
}

export async function end({ db, tables }: Applying, row: { provider: string; request: string }): Promise<void> {
  const { openRequests: o } = tables
  const ended = and(eq(o.provider, sql.placeholder('provider')), eq(o.request, sql.placeholder('request')))
  await prepared(db, 'request_end', d => d.delete(o).where(ended)).execute(row)
}

/** How a round ended that another one followed. */
type RoundEnd = 'rework' | 'transfer' | 'declined' | 'mistaken' | 'returned'

/** The round that ends goes on record as it stands. */
async function keepRound(
  { db, tables }: Applying,
  entry: Entry,
  ended: RoundEnd,
  endSeq = 0,
): Promise<Tables['requests']['$inferSelect']> {
  const { requests, requestRounds } = tables
  const { request } = entry.payload
  const [row] = await db.select().from(requests).where(eq(requests.id, request))
  const { id: _, ...round } = row!
  const kept = {
    ...round,
    request,
    ended,
    endedAt: occurred(entry),
    endSeq,
    responder: round.responder!,
    assignedAt: round.assignedAt!,
  }
  await db.insert(requestRounds).values(kept)
  return row!
}

/** Takes a request away from who has it; a rework that was under way waits for somebody else. */
export function takenAway(name: 'unassign' | 'grant-return', ended: (entry: Entry) => RoundEnd): EntryType {
  return {
    type: LIFE[name].entry,
    async apply(tx, entry) {
      const { request, provider, round } = entry.payload
      const { reworks } = await keepRound(tx, entry, ended(entry), spoken(entry))
      const { to } = LIFE[reworks > 0 ? (`${name}-rework` as const) : name]
      await update(tx, entry, { ...NEW_ROUND, state: to!, round, responsible: null, handlingDue: null })
      if (provider) await end(tx, { provider, request })
    },
  }
}

/** Ends the present round and begins another. */
export function nextRound(name: 'rework' | 'transfer', columns: (entry: Entry) => Columns): EntryType {
  return {
    type: LIFE[name].entry,
    async apply(tx, entry) {
      const { round } = entry.payload
      await keepRound(tx, entry, name)
      await update(tx, entry, { ...NEW_ROUND, state: LIFE[name].to!, round, ...columns(entry) })
    },
  }
}
