/** A closed request whose fault returns: its successor names it and takes over what it was about. */
import type { Schemas } from '../api/operations.ts'
import { dayToDate, timestamp } from '../ledger/clock.ts'
import type { Transaction } from '../ledger/ledger.ts'
import { requireClock } from '../registry/rows-clocks.ts'
import { dueAfter } from '../registry/rules-clocks.ts'
import { recurrenceError } from './errors-recurrence.ts'
import { findRequest, type RequestRow } from './rows.ts'
import { openRecurrence } from './rows-links.ts'
import type { RequestState } from './rules-life.ts'
import { REQUEST_STATE_WORDS } from './state-words.ts'

type Received = Schemas['request-write']

/** The body with the customer and the matter of the request that it names, wherever it names none of its own. */
export async function inherit(tx: Transaction, body: Received, at: number): Promise<Received> {
  if (body.recurrenceOf === undefined) return body
  const { customer, area, service, duty, kind } = await requireEarlier(tx, body.recurrenceOf, at)
  const own = body.service !== undefined || body.duty !== undefined
  return {
    customer,
    kind: kind as 'help',
    ...(area ? { area } : {}),
    ...(service && !own ? { service } : {}),
    ...(duty && !own ? { duty } : {}),
    ...body,
  }
}

/** The closed request, as long as its fault may return and nobody is at work on it already. */
async function requireEarlier(tx: Transaction, id: string, at: number): Promise<RequestRow> {
  const pointed = (code: string) => [{ pointer: '#/recurrenceOf', code }]
  const row = await findRequest(tx.db, tx.tables, id)
  if (!row) throw recurrenceError('recurrence-of-unknown', { id }, pointed('unknown'))
  const state = REQUEST_STATE_WORDS[row.state as RequestState]
  if (row.state !== 'closed') throw recurrenceError('recurrence-not-closed', { id, state }, pointed('not-closed'))
  const closed = Date.parse(row.closedAt!)
  const until = dueAfter(await requireClock(tx.db, tx.tables, 'request.recurrence', dayToDate(tx.day)), closed)
  if (at > until) throw recurrenceError('recurrence-too-late', { id, until: timestamp(until) }, pointed('too-late'))
  const existing = await openRecurrence(tx.db, tx.tables, id)
  if (existing) throw recurrenceError('recurrence-exists', { id }, pointed('exists'), { existing })
  return row
}
