import type { Context, Handler, Schemas } from '../api/operations.ts'
import { dayToDate } from '../ledger/clock.ts'
import { etagOf, requireMatch } from '../ledger/etag.ts'
import type { Transaction } from '../ledger/ledger.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { dutyError } from './errors-duties.ts'
import { requireArea, requireService } from './require.ts'
import { type Duty, departmentExists, findDuty, transfersOf } from './rows-duties.ts'
import { holderOn, isInForce, type Transfer } from './rules-duties.ts'
import { shownDuty } from './shown-duty.ts'

export const createDepartment: Handler<'createDepartment'> = async ({ body }, context) =>
  context.write(async tx => {
    await requireArea(tx.db, tx.tables, body.area, context.now, '#/area')
    if (await departmentExists(tx.db, tx.tables, body.id)) throw dutyError('department-known', { id: body.id })
    const department = { ...body, shortNames: body.shortNames ?? [] }
    await tx.append({ type: 'department.defined', subject: `department:${body.id}`, payload: department })
    return { status: 201, location: `/v1/departments/${body.id}`, body: { ...department, duties: [] } }
  })

export const createDuty: Handler<'createDuty'> = async ({ path, body }, context) =>
  context.write(async tx => {
    if (!(await departmentExists(tx.db, tx.tables, path.id))) throw dutyError('department-not-found', { id: path.id })
    await checkDuty(tx, context, path.id, body)
    const id = context.newId()
    const { assists = null, legalBasis, basisStatus = 'assumption', validUntil = null, ...facts } = body
    const duty = { id, ...facts, assists, legalBasis: legalBasis!.trim(), basisStatus, validUntil }
    await tx.append({ type: 'duty.defined', subject: `duty:${id}`, payload: { ...duty, department: path.id } })
    return { status: 201, location: `/v1/duties/${id}`, ...(await shown(tx.db, tx.tables, id, tx.day)) }
  })

async function checkDuty(
  tx: Transaction,
  context: Context,
  department: string,
  body: Schemas['duty-write'],
): Promise<void> {
  requireBasis(body.legalBasis)
  const { role, assists, validFrom, validUntil = null } = body
  await requireArea(tx.db, tx.tables, body.area, context.now, '#/area')
  await requireServices(tx, body.services)
  const lead = assists ? await findDuty(tx.db, tx.tables, assists) : null
  const fits = role === 'lead' ? !assists : lead?.role === 'lead' && lead.department !== department
  if (!fits) throw dutyError.at('assists-wrong', '#/assists')
  requireOrder(validFrom, validUntil)
  requireFuture(validUntil, dayToDate(tx.day), '#/validUntil')
}

function requireBasis(basis: string | undefined): void {
  if (!basis?.trim()) throw dutyError.at('legal-basis-missing', '#/legalBasis')
}

function requireOrder(validFrom: string | null, validUntil: string | null): void {
  if (validFrom !== null && validUntil !== null && validUntil < validFrom)
    throw dutyError.at('duty-ends-before-it-begins', '#/validUntil', { validFrom, validUntil })
}

/** The departments that were responsible in the past stay on record. */
function requireFuture(date: string | null, earliest: string, pointer: string): void {
  if (date !== null && date < earliest) throw dutyError.at('day-past', pointer, { earliest })
}

async function requireServices(tx: Transaction, services: readonly string[] = []): Promise<void> {
  for (const [i, code] of services.entries()) await requireService(tx.db, tx.tables, code, `#/services/${i}`)
}

export const getDuty: Handler<'getDuty'> = async ({ path }, { ledger, day }) =>
  ledger.read(async db => ({ status: 200, ...(await shown(db, ledger.store.tables, path.id, day)) }))

/** A duty as its record. */
async function shown(db: Reader, tables: Tables, id: string, day: number) {
  const duty = await requireDuty(db, tables, id)
  const transfers = await transfersOf(db, tables, id)
  const department = holderOn(duty, transfers, dayToDate(day))
  const body = { department, duty: shownDuty(duty), transfers: transfers.map(({ duty: _, ...transfer }) => transfer) }
  return { body, etag: etagOf(tagOf(duty, transfers, dayToDate(day))) }
}

/** The day alone can change who holds a duty, so the tag counts the transfers that have come into force. */
function tagOf({ version }: Duty, transfers: readonly Transfer[], today: string): string {
  return `${version}.${transfers.filter(({ on }) => on <= today).length}`
}

async function requireDuty(db: Reader, tables: Tables, id: string): Promise<Duty> {
  const duty = await findDuty(db, tables, id)
  if (!duty) throw dutyError('duty-not-found', { id })
  return duty
}

function refuseEnded({ id, validUntil }: Duty, today: string): void {
  if (validUntil !== null && validUntil < today) throw dutyError('duty-ended', { id, day: validUntil })
}

export const updateDuty: Handler<'updateDuty'> = async ({ path, headers, body }, context) =>
  context.write(async tx => {
    const duty = await requireDuty(tx.db, tx.tables, path.id)
    const today = dayToDate(tx.day)
    const transfers = await transfersOf(tx.db, tx.tables, path.id)
    requireMatch(headers['if-match'], tagOf(duty, transfers, today))
    refuseEnded(duty, today)
    if (body.legalBasis !== undefined) requireBasis(body.legalBasis)
    await requireServices(tx, body.services)
    requireOrder(duty.validFrom, body.validUntil ?? null)
    requireFuture(body.validUntil ?? null, today, '#/validUntil')
    await tx.append({ type: 'duty.amended', subject: `duty:${path.id}`, payload: { duty: path.id, ...body } })
    return { status: 200, ...(await shown(tx.db, tx.tables, path.id, tx.day)) }
  })

export const transferDuty: Handler<'transferDuty'> = async ({ path, body: { to, on, requestsInFlight } }, context) =>
  context.write(async tx => {
    const duty = await requireDuty(tx.db, tx.tables, path.id)
    refuseEnded(duty, dayToDate(tx.day))
    requireFuture(on, dayToDate(tx.day + 1), '#/on')
    if (!isInForce({ ...duty, validFrom: null }, on))
      throw dutyError('duty-ended', { id: path.id, day: duty.validUntil })
    if (!(await departmentExists(tx.db, tx.tables, to))) throw dutyError.at('department-unknown', '#/to', { id: to })
    const transfers = await transfersOf(tx.db, tx.tables, path.id)
    const later = transfers.find(transfer => transfer.on >= on)
    if (later) throw dutyError('transfer-known', { on: later.on, to: later.to })
    const from = holderOn(duty, transfers, on)
    if (from === to) throw dutyError('duty-held-already', { on, to })
    await tx.append({
      type: 'duty.transferred',
      subject: `duty:${path.id}`,
      payload: { duty: path.id, on, from, to, requestsInFlight },
    })
    return { status: 201, ...(await shown(tx.db, tx.tables, path.id, tx.day)) }
  })
