import { and, eq, sql } from 'drizzle-orm'
import { placeholders } from '../ledger/append.ts'
import type { Applying, Entry, EntryType } from '../ledger/ledger.ts'
import { prepared } from '../store/prepared.ts'
import type { Tables } from '../store/tables.ts'
import type { RequestState } from './rules-request.ts'

type Columns = Partial<Tables['requests']['$inferInsert']>

const COLUMNS = [
  'id',
  'channel',
  'customer',
  'service',
  'area',
  'state',
  'provider',
  'receivedAt',
  'assignedAt',
  'answeredAt',
  'completedAt',
  'outcome',
  'satisfied',
  'stars',
  'closedAt',
  'version',
  'wordsSeq',
  'followUpSeq',
  'reviewSeq',
]

const UNSET = {
  provider: null,
  assignedAt: null,
  answeredAt: null,
  completedAt: null,
  outcome: null,
  satisfied: null,
  stars: null,
  closedAt: null,
}

const received: EntryType = {
  type: 'request.received',
  async apply({ db, tables }, { payload, at, seq, sealed }) {
    const { request: id, ...facts } = payload
    const insert = prepared(db, 'request_insert', d => d.insert(tables.requests).values(placeholders(COLUMNS) as never))
    const wordsSeq = sealed?.words ? seq : 0
    await insert.execute({
      ...UNSET,
      ...facts,
      id,
      state: 'received',
      receivedAt: at,
      version: 1,
      wordsSeq,
      followUpSeq: 0,
      reviewSeq: 0,
    })
  },
}

/** A move of a request: its new state, what it sets, and whether it is open with its provider from now on. */
function move(
  type: string,
  columns: (entry: Entry) => Columns & { state: RequestState },
  openness?: 'opens' | 'ends',
): EntryType {
  return {
    type,
    async apply(tx, entry) {
      const { request, provider } = entry.payload
      await update(tx, request, columns(entry))
      if (openness === 'opens') await open(tx, { provider, request })
      if (openness === 'ends') await end(tx, { provider, request })
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
      .where(eq(requests.id, sql.placeholder('request')))
      .returning({ version: requests.version }),
  )
  const rows: unknown[] = await statement.execute({ ...set, request: id })
  if (rows.length === 0) throw new Error(`no request ${id}`)
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

export const requestEntries: EntryType[] = [
  received,
  move('request.assigned', e => ({ state: 'assigned', provider: e.payload.provider, assignedAt: e.at }), 'opens'),
  move('request.answered', e => ({ state: 'answered', answeredAt: e.at })),
  move('request.completed', e => ({ state: e.payload.outcome, outcome: e.payload.outcome, completedAt: e.at }), 'ends'),
  move('request.followed-up', e => ({
    state: 'followed-up',
    satisfied: e.payload.satisfied ? 1 : 0,
    stars: e.payload.stars,
    followUpSeq: e.sealed?.words ? e.seq : 0,
  })),
  move('request.closed', e => ({ state: 'closed', closedAt: e.at })),
  {
    type: 'request.reviewed',
    apply: (tx, { payload }) => update(tx, payload.request, { reviewSeq: payload.evidence }),
  },
]
