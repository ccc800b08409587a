import type { Context, Handler } from '../api/operations.ts'
import { decideFromRows } from '../eligibility/facts.ts'
import { reasonsInWords } from '../eligibility/operations.ts'
import { decodeCursor, page } from '../ledger/cursor.ts'
import { DomainError } from '../ledger/errors.ts'
import { etagOf } from '../ledger/etag.ts'
import type { Draft, Transaction } from '../ledger/ledger.ts'
import { sealedText } from '../ledger/rows.ts'
import { requireArea, requireService } from '../registry/require.ts'
import { findProvider } from '../registry/rows.ts'
import { listRequestRows, type RequestRow, requestWords, requireRequest, toRequest } from './rows.ts'
import { answeredInTime, moveRequest, type RequestMove, type RequestState } from './rules-request.ts'

export const receiveRequest: Handler<'receiveRequest'> = async ({ body }, context) => {
  const { words, ...facts } = body
  return context.write(async tx => {
    await requireService(tx.db, tx.tables, facts.service, '#/service')
    await requireArea(tx.db, tx.tables, facts.area, context.now, '#/area')
    const request = context.newId()
    await tx.append({
      type: 'request.received',
      subject: request,
      payload: { request, ...facts },
      ...(words ? { sealed: { words } } : {}),
    })
    return { status: 201, location: `/v1/requests/${request}`, ...(await shown(tx, request)) }
  })
}

async function shown({ db, tables }: Pick<Transaction, 'db' | 'tables'>, id: string) {
  const row = await requireRequest(db, tables, id)
  return { body: toRequest(row, await requestWords(db, tables, row)), etag: etagOf(row.version) }
}

export const getRequest: Handler<'getRequest'> = async ({ path }, { ledger }) =>
  ledger.read(async db => ({ status: 200, ...(await shown({ db, tables: ledger.store.tables }, path.id)) }))

export const listRequests: Handler<'listRequests'> = async ({ query }, { ledger }) => {
  const { limit = 50, cursor, ...filter } = query
  const before = decodeCursor('listRequests', cursor)
  const rows = await ledger.read(db =>
    listRequestRows(db, ledger.store.tables, filter, before ? String(before[0]) : null, limit + 1),
  )
  return {
    status: 200,
    body: page(
      'listRequests',
      rows,
      limit,
      row => [row.id],
      row => toRequest(row),
    ),
  }
}

/** One move of a request: the row decides whether it is possible, `drafts` say what it records. */
async function step(
  context: Context,
  id: string,
  move: RequestMove,
  drafts: (row: RequestRow, tx: Transaction) => Promise<Draft[]> | Draft[],
) {
  return context.write(async tx => {
    const row = await requireRequest(tx.db, tx.tables, id)
    moveRequest(id, row.state as RequestState, move, row.provider)
    for (const draft of await drafts(row, tx)) await tx.append(draft)
    return { status: 201 as const, ...(await shown(tx, id)) }
  })
}

const entry = (
  type: string,
  row: Pick<RequestRow, 'id' | 'provider'>,
  payload: object,
  sealed?: Record<string, string>,
): Draft => ({
  type: `request.${type}`,
  subject: row.id,
  payload: { request: row.id, provider: row.provider, ...payload },
  ...(sealed ? { sealed } : {}),
})

export const assignRequest: Handler<'assignRequest'> = async ({ path, body: { provider } }, context) =>
  step(context, path.id, 'assign', async (row, tx) => {
    if (!(await findProvider(tx.db, tx.tables, provider)))
      throw new DomainError('provider-not-found', 422, { id: provider }, [{ pointer: '#/provider', code: 'unknown' }])
    const { methodology } = context.services
    const { service, area } = row
    const decision = await decideFromRows(tx.db, tx.tables, methodology, { provider, service, area }, tx.day)
    if (!decision.eligible)
      throw new DomainError('gate-refused', 409, { provider }, [], {
        reasons: reasonsInWords(decision.reasons, context.language),
      })
    return [entry('assigned', row, { provider, state: decision.state, grade: decision.grade })]
  })

export const answerRequest: Handler<'answerRequest'> = async ({ path }, context) =>
  step(context, path.id, 'answer', row => [entry('answered', row, {})])

export const completeRequest: Handler<'completeRequest'> = async ({ path, body: { outcome } }, context) =>
  step(context, path.id, outcome === 'completed' ? 'complete' : 'fail', row => [entry('completed', row, { outcome })])

export const followUpRequest: Handler<'followUpRequest'> = async (
  { path, body: { satisfied, stars = null, words } },
  context,
) =>
  step(context, path.id, 'follow-up', row => [
    entry('followed-up', row, { satisfied, stars }, words ? { words } : undefined),
  ])

export const closeRequest: Handler<'closeRequest'> = async ({ path }, context) =>
  context.write(async tx => {
    const row = await requireRequest(tx.db, tx.tables, path.id)
    moveRequest(path.id, row.state as RequestState, 'close', row.provider)
    await close(tx, row)
    return { status: 201, ...(await shown(tx, path.id)) }
  })

/** What closing needs to know of a request. */
export type Closing = Pick<
  RequestRow,
  'id' | 'provider' | 'customer' | 'outcome' | 'assignedAt' | 'answeredAt' | 'stars' | 'followUpSeq'
>

/** Closes a request and records the evidence that it yields: the order, and the review that the follow-up gave. */
export async function close(tx: Transaction, row: Closing): Promise<void> {
  const { id: request, provider, customer } = row
  await tx.append(entry('closed', row, {}))
  const common = { provider, day: tx.day, customer, request }
  const completed = row.outcome === 'completed'
  const answeredWithin300s = answeredInTime(row.assignedAt, row.answeredAt)
  await tx.append({ type: 'evidence.order', subject: provider!, payload: { ...common, completed, answeredWithin300s } })
  if (row.stars === null) return
  const text = row.followUpSeq > 0 ? await sealedText(tx.db, tx.tables, row.followUpSeq, 'words') : null
  const review = await tx.append({
    type: 'evidence.review',
    subject: provider!,
    payload: { ...common, stars: row.stars, verified: true },
    ...(text ? { sealed: { text } } : {}),
  })
  await tx.append({ type: 'request.reviewed', subject: request, payload: { request, evidence: review.seq } })
}
