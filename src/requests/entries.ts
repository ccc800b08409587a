import { and, eq } from 'drizzle-orm'
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
  open?: 'opens' | 'ends',
): EntryType {
  return {
    type,
    async apply(tx, entry) {
      const { request, provider } = entry.payload
      await update(tx, request, columns(entry))
      const { openRequests: o } = tx.tables
      if (open === 'opens') await tx.db.insert(o).values({ provider, request })
      if (open === 'ends') await tx.db.delete(o).where(and(eq(o.provider, provider), eq(o.request, request)))
    },
  }
}

async function update({ db, tables }: Applying, id: string, set: Columns): Promise<void> {
  const { requests } = tables
  const [row] = await db.select({ version: requests.version }).from(requests).where(eq(requests.id, id))
  if (!row) throw new Error(`no request ${id}`)
  await db
    .update(requests)
    .set({ ...set, version: row.version + 1 })
    .where(eq(requests.id, id))
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
