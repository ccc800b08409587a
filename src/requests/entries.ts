import { placeholders } from '../ledger/append.ts'
import type { Applying, Entry, EntryType } from '../ledger/ledger.ts'
import { changedRows } from '../store/changed-rows.ts'
import { and, eq, sql } from '../store/drizzle.ts'
import { prepared } from '../store/prepared.ts'
import type { Tables } from '../store/tables.ts'
import { LIFE, type RequestMove, type RequestState, type Responder } from './rules-life.ts'

type Columns = Partial<Tables['requests']['$inferInsert']>

const COLUMNS = [
  'id',
  'channel',
  'kind',
  'customer',
  'subscriber',
  'service',
  'area',
  'duty',
  'priority',
  'state',
  'round',
  'reworks',
  'receivedAt',
  'version',
  'wordsSeq',
  'answerSeq',
  'visitSeq',
  'completionSeq',
  'followUpSeq',
  'reworkSeq',
  'reviewSeq',
]

const UNSAID = { answerSeq: 0, visitSeq: 0, completionSeq: 0, followUpSeq: 0 }
const NEW = { kind: 'help', subscriber: null, service: null, area: null, duty: null, ...UNSAID, reworkSeq: 0 }

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
  stars: null,
  ...UNSAID,
}

const spoken = (entry: Entry) => (entry.sealed?.words ? entry.seq : 0)

const received: EntryType = {
  type: LIFE.receive.entry,
  async apply({ db, tables }, entry) {
    const { request: id, priority, ...facts } = entry.payload
    const insert = prepared(db, 'request_insert', d => d.insert(tables.requests).values(placeholders(COLUMNS) as never))
    const matter = facts.service ?? facts.duty ?? (facts.kind === 'wish' ? 'wish' : undefined)
    await insert.execute({
      ...NEW,
      ...facts,
      id,
      priority: priority ? 1 : 0,
      // A request that names its matter and area is classified as it comes in.
      state: (matter && facts.area ? LIFE.classify : LIFE.receive).to,
      round: 1,
      reworks: 0,
      receivedAt: entry.at,
      version: 1,
      wordsSeq: spoken(entry),
      reviewSeq: 0,
    })
  },
}

/** A move of a request: what it sets beside its new state, and whether it is open with its provider from now on. */
function move(
  name: RequestMove,
  columns: (entry: Entry, tx: Applying) => Columns | Promise<Columns>,
  openness?: 'opens' | 'ends',
): EntryType {
  return {
    type: LIFE[name].entry,
    async apply(tx, entry) {
      const { request, provider, department } = entry.payload
      const state: RequestState = LIFE[name].to
      // A duty may have gone to another department since: who makes the move has the request.
      await update(tx, request, { state, ...(await columns(entry, tx)), ...(department ? { department } : {}) })
      if (openness === 'opens' && provider) await open(tx, { provider, request })
      if (openness === 'ends' && provider) await end(tx, { provider, request })
    },
  }
}

/** Sets columns of a request and counts its version up; one prepared statement per set of columns. */
async function update({ db, tables }: Applying, id: string, set: Columns): Promise<void> {
  const { requests } = tables
  const columns = Object.keys(set)
  const statement = prepared(db, `request_set_${columns.join('_')}`, d =>
    d
      .update(requests)
      .set({ ...placeholders(columns), version: sql`${requests.version} + 1` })
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

async function end({ db, tables }: Applying, row: { provider: string; request: string }): Promise<void> {
  const { openRequests: o } = tables
  const ended = and(eq(o.provider, sql.placeholder('provider')), eq(o.request, sql.placeholder('request')))
  await prepared(db, 'request_end', d => d.delete(o).where(ended)).execute(row)
}

/** Firm or volunteer organisation; entries of before the departments joined do not say which. */
async function kindOf({ db, tables }: Applying, { responder, provider }: Entry['payload']): Promise<Responder> {
  if (responder) return responder
  const { id, kind } = tables.providers
  const [row] = await db.select({ kind }).from(tables.providers).where(eq(id, provider))
  return row!.kind as Responder
}

/** The round that ends goes on record as it stands. */
async function keepRound({ db, tables }: Applying, entry: Entry, ended: 'rework' | 'transfer'): Promise<void> {
  const { requests, requestRounds } = tables
  const { request } = entry.payload
  const [row] = await db.select().from(requests).where(eq(requests.id, request))
  const { id: _, ...round } = row!
  const kept = {
    ...round,
    request,
    ended,
    endedAt: entry.at,
    responder: round.responder!,
    assignedAt: round.assignedAt!,
  }
  await db.insert(requestRounds).values(kept)
}

/** Ends the present round and begins another. */
function nextRound(name: 'rework' | 'transfer', columns: (entry: Entry) => Columns): EntryType {
  return {
    type: LIFE[name].entry,
    async apply(tx, entry) {
      const { request, round } = entry.payload
      await keepRound(tx, entry, name)
      await update(tx, request, { ...NEW_ROUND, state: LIFE[name].to, round, ...columns(entry) })
    },
  }
}

export const requestEntries: EntryType[] = [
  received,
  move('classify', ({ payload: { service = null, duty = null, area } }) => ({
    service,
    duty,
    area,
  })),
  move(
    'assign',
    async ({ payload, at }, tx) => ({
      responder: await kindOf(tx, payload),
      provider: payload.provider ?? null,
      department: payload.department ?? null,
      assignedAt: at,
      answerDue: payload.answerBy ?? null,
    }),
    'opens',
  ),
  move(
    'claim',
    ({ payload: { provider, responder }, at }) => ({
      responder,
      provider,
      assignedAt: at,
      answeredAt: at,
    }),
    'opens',
  ),
  nextRound('transfer', ({ payload, at }) => ({
    responder: 'department',
    department: payload.to,
    duty: payload.duty ?? null,
    responsible: payload.responsible,
    assignedAt: at,
    answerDue: payload.answerBy,
  })),
  move('answer', entry => ({
    answeredAt: entry.at,
    answerSeq: spoken(entry),
    responsible: null,
  })),
  move('visit', entry => ({ visitedAt: entry.at, visitSeq: spoken(entry) })),
  move(
    'complete',
    entry => ({
      state: LIFE[entry.payload.outcome === 'failed' ? 'fail' : 'complete'].to,
      outcome: entry.payload.outcome,
      completedAt: entry.at,
      completionSeq: spoken(entry),
      followUpDue: entry.payload.followUpBy ?? null,
    }),
    'ends',
  ),
  move('follow-up', entry => ({
    followedUpAt: entry.at,
    satisfied: entry.payload.satisfied ? 1 : 0,
    stars: entry.payload.stars,
    followUpSeq: spoken(entry),
  })),
  nextRound('rework', entry => ({
    reworks: entry.payload.reworks,
    supervisor: entry.payload.supervisor,
    reworkDue: entry.payload.reworkBy,
    reworkSeq: spoken(entry),
  })),
  move('escalate', () => ({})),
  move('close', entry => ({ closedAt: entry.at })),
  {
    type: 'request.reviewed',
    apply: (tx, { payload }) => update(tx, payload.request, { reviewSeq: payload.evidence }),
  },
]
