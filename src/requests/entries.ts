import { placeholders } from '../ledger/append.ts'
import type { Applying, Entry, EntryType } from '../ledger/ledger.ts'
import { eq } from '../store/drizzle.ts'
import { prepared } from '../store/prepared.ts'
import { askingEntries, endingEntries } from './entries-endings.ts'
import { move, naming, nextRound, occurred, spoken, UNASKED, UNSAID, update } from './entries-moves.ts'
import { LIFE, type Responder } from './rules-life.ts'

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
  'urgency',
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
  'late',
  'recurrenceOf',
]

const NEW = {
  kind: 'help',
  recurrenceOf: null,
  subscriber: null,
  service: null,
  area: null,
  duty: null,
  ...UNSAID,
  reworkSeq: 0,
}

const received: EntryType = {
  type: LIFE.receive.entry,
  async apply({ db, tables }, entry) {
    const { request: id, priority, occurredAt: _, ...facts } = entry.payload
    // Entries of before there were three degrees say only whether a request had priority.
    const urgency = facts.urgency ?? (priority ? 'urgent' : 'normal')
    const insert = prepared(db, 'request_insert', d => d.insert(tables.requests).values(placeholders(COLUMNS) as never))
    const matter = facts.service ?? facts.duty ?? (facts.kind === 'wish' ? 'wish' : undefined)
    await insert.execute({
      ...NEW,
      ...facts,
      id,
      urgency,
      priority: urgency === 'normal' ? 0 : 1,
      // A request that names its matter and area is classified as it comes in.
      state: (matter && facts.area ? LIFE.classify : LIFE.receive).to!,
      round: 1,
      reworks: 0,
      receivedAt: occurred(entry),
      version: 1,
      wordsSeq: spoken(entry),
      reviewSeq: 0,
      late: entry.payload.occurredAt === undefined ? 0 : 1,
    })
  },
}

/** Firm or volunteer organisation; entries of before the departments joined do not say which. */
async function kindOf({ db, tables }: Applying, { responder, provider }: Entry['payload']): Promise<Responder> {
  if (responder) return responder
  const { id, kind } = tables.providers
  const [row] = await db.select({ kind }).from(tables.providers).where(eq(id, provider))
  return row!.kind as Responder
}

export const requestEntries: EntryType[] = [
  naming(received, ({ payload }) => payload.recurrenceOf),
  move('classify', ({ payload: { service = null, duty = null, area } }) => ({
    service,
    duty,
    area,
  })),
  move(
    'assign',
    async (entry, tx) => ({
      responder: await kindOf(tx, entry.payload),
      provider: entry.payload.provider ?? null,
      department: entry.payload.department ?? null,
      assignedAt: occurred(entry),
      answerDue: entry.payload.answerBy ?? null,
      handlingDue: entry.payload.handlingBy ?? null,
    }),
    'opens',
  ),
  move(
    'claim',
    entry => ({
      responder: entry.payload.responder,
      provider: entry.payload.provider,
      assignedAt: occurred(entry),
      answeredAt: occurred(entry),
    }),
    'opens',
  ),
  nextRound('transfer', entry => ({
    responder: 'department',
    department: entry.payload.to,
    duty: entry.payload.duty ?? null,
    responsible: entry.payload.responsible,
    assignedAt: occurred(entry),
    answerDue: entry.payload.answerBy,
  })),
  move('answer', entry => ({
    answeredAt: occurred(entry),
    answerSeq: spoken(entry),
    responsible: null,
  })),
  move('visit', entry => ({ visitedAt: occurred(entry), visitSeq: spoken(entry) })),
  move(
    'complete',
    entry => ({
      state: LIFE[entry.payload.outcome === 'failed' ? 'fail' : 'complete'].to!,
      outcome: entry.payload.outcome,
      completedAt: occurred(entry),
      completionSeq: spoken(entry),
      followUpDue: entry.payload.followUpBy ?? null,
      ...UNASKED,
    }),
    'ends',
  ),
  move('follow-up', entry => ({
    followedUpAt: occurred(entry),
    satisfied: entry.payload.satisfied ? 1 : 0,
    resolved: entry.payload.resolved === undefined ? null : Number(entry.payload.resolved),
    stars: entry.payload.stars,
    followUpSeq: spoken(entry),
  })),
  move('follow-up-attempt', entry => ({
    followUpAttempts: entry.payload.attempts,
    followUpSeq: spoken(entry),
  })),
  nextRound('rework', entry => ({
    reworks: entry.payload.reworks,
    supervisor: entry.payload.supervisor,
    // A rework has a clock of its own.
    handlingDue: null,
    reworkDue: entry.payload.reworkBy,
    reworkSeq: spoken(entry),
  })),
  ...endingEntries,
  ...askingEntries,
  move('escalate', () => ({})),
  move('close', entry => ({ closedAt: occurred(entry) })),
  {
    type: 'request.reviewed',
    apply: (tx, entry) => update(tx, entry, { reviewSeq: entry.payload.evidence }),
  },
]
