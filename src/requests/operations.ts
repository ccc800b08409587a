import type { Handler, Schemas } from '../api/operations.ts'
import { dayToDate } from '../ledger/clock.ts'
import { decodeCursor, page } from '../ledger/cursor.ts'
import { refuseIdentityNumber } from '../registry/require.ts'
import type { CodeOf } from '../store/domain-error.ts'
import { checkMatter } from './availability.ts'
import { requestError } from './errors.ts'
import { ofDepartment, requestsOn } from './in-flight.ts'
import { assignToDuty, nearestOneTouchDuty } from './one-touch.ts'
import { inherit } from './recurrence.ts'
import { listRequestRows, type RequestRow } from './rows.ts'
import { listOverdueRows, overduePlace } from './rows-overdue.ts'
import { timeOfFact } from './rules-occurred.ts'
import { toRequest } from './shown-request.ts'
import { type Fact, shown, timed } from './step.ts'

type Received = Schemas['request-write']

export const receiveRequest: Handler<'receiveRequest'> = async ({ body }, context) => {
  refuseIdentityNumber(body.customer, '#/customer')
  refuseIdentityNumber(body.subscriber, '#/subscriber')
  const oneTouch = body.channel === 'one-touch'
  return context.write(async tx => {
    const fact = { tx, at: timeOfFact(body, tx.at, null) }
    const whole = await inherit(tx, body, fact.at)
    checkReceived(whole)
    await checkMatter(tx, context, whole)
    const request = context.newId()
    const duty = oneTouch ? await nearestOneTouchDuty(tx, whole) : null
    await receive(fact, request, duty ? { ...whole, ...duty.matter } : whole)
    if (duty) await assignToDuty(fact, request, duty, body)
    return { status: 201, location: `/v1/requests/${request}`, ...(await shown(tx, request, context.now)) }
  })
}

async function receive({ tx, at }: Fact, request: string, { words, ...received }: Received): Promise<void> {
  const { occurredAt: _, delayReason: __, ...facts } = received
  const entry = {
    type: 'request.received',
    subject: request,
    payload: { request, ...facts, customer: facts.customer ?? facts.subscriber },
    ...(words ? { sealed: { words } } : {}),
  }
  await tx.append(timed(entry, at, received))
}

/** Checks that the schema of a body cannot state: 422 with a pointer to what is missing or too much. */
function checkReceived(body: Received): void {
  const refuse = (code: CodeOf<typeof requestError, never>, field: string) => {
    throw requestError(code, {}, [{ pointer: `#/${field}`, code: 'missing' }])
  }
  if (body.channel === 'one-touch') {
    if (!body.subscriber) refuse('subscriber-missing', 'subscriber')
    if (body.kind === 'wish') refuse('wish-by-one-touch', 'kind')
    return
  }
  if (body.subscriber) refuse('subscriber-not-one-touch', 'subscriber')
  if (!body.customer) refuse('customer-missing', 'customer')
  if (body.kind === 'wish' && !body.area) refuse('wish-incomplete', 'area')
  if (body.kind === 'wish' && !body.words) refuse('wish-incomplete', 'words')
  if (!body.service && !body.duty && !body.words) refuse('request-empty', 'words')
}

export const getRequest: Handler<'getRequest'> = async ({ path }, { ledger, now }) =>
  ledger.read(async db => ({ status: 200, ...(await shown({ db, tables: ledger.store.tables }, path.id, now)) }))

export const listRequests: Handler<'listRequests'> = async ({ query }, { ledger, now, day }) => {
  const { limit = 50, cursor, overdue, department, ...columns } = query
  const { tables } = ledger.store
  const date = dayToDate(day)
  const name = overdue ? `listRequests overdue ${overdue}` : 'listRequests'
  const place = overdue ? decodeCursor(name, cursor, ['text', 'text']) : null
  const after = overdue ? null : decodeCursor(name, cursor, ['text'])
  const rows = await ledger.read(async db => {
    const also = department ? await ofDepartment(db, tables, department, date) : undefined
    const filter = { ...columns, also }
    const found = overdue
      ? await listOverdueRows(db, tables, overdue, filter, { now, after: place, limit: limit + 1 })
      : await listRequestRows(db, tables, filter, after?.[0] ?? null, limit + 1)
    return requestsOn(db, tables, found, date)
  })
  const keyOf = (row: RequestRow) => (overdue ? overduePlace(row, overdue, now) : [row.id])
  return { status: 200, body: page(name, rows, limit, keyOf, row => toRequest(row, now)) }
}
