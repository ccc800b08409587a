/** Inspections that barred firms ask for: their way back when nobody is dispatched to them any more (hk-credit 8.2). */
import type { Context, Handler, Schemas } from '../../api/operations.ts'
import { dayToDate } from '../../ledger/clock.ts'
import { decodeCursor, page } from '../../ledger/cursor.ts'
import type { Transaction } from '../../ledger/ledger.ts'
import { allClocks } from '../../registry/rows-clocks.ts'
import { endOfOr } from '../../registry/rules-clocks.ts'
import { ratingRow, toRecord } from '../live/rows.ts'
import { reinspectionError } from './errors-reinspections.ts'
import { toReinspection } from './reinspections.ts'
import { findReinspection, newestReinspection, type ReinspectionRow, reinspectionRows } from './rows-reinspections.ts'

/** Days where a city of before has no such clocks. */
const INSPECTING_DAYS = 15
const AGAIN_DAYS = 30

export const askReinspection: Handler<'askReinspection'> = async ({ path: { id: provider }, body }, context) =>
  context.write(async tx => {
    const row = await ratingRow(tx.db, tx.tables, provider)
    const m = context.services.methodology
    const record = row && toRecord(m, row)
    if (record?.held.state !== 'barred') throw reinspectionError('provider-not-barred')
    const clocks = await allClocks(tx.db, tx.tables)
    const newest = await newestReinspection(tx.db, tx.tables, provider)
    if (newest?.outcome === null) throw reinspectionError('reinspection-open', { id: newest.seq })
    const from = newest ? endOfOr(clocks, 'reinspection.again', newest.endedDay!, AGAIN_DAYS) : tx.day
    if (tx.day < from) throw reinspectionError('reinspection-too-soon', { from: dayToDate(from) })
    const inspectBy = endOfOr(clocks, 'reinspection.inspecting', tx.day, INSPECTING_DAYS)
    const { seq } = await tx.append({
      type: 'reinspection.asked',
      subject: provider,
      payload: { provider, inspectBy },
      ...(body.words ? { sealed: { words: body.words } } : {}),
    })
    return { status: 201, body: await shownById(tx, context, seq) }
  })

export const listReinspections: Handler<'listReinspections'> = async ({ query }, context) => {
  const { limit = 20, cursor, open } = query
  const { ledger, caller } = context
  const provider = caller.role === 'firm' ? caller.provider! : query.provider
  const list = `listReinspections ${provider ?? ''}`
  const after = decodeCursor(list, cursor, ['integer'])
  const range = { after: after ? Number(after[0]) : 0, limit: limit + 1 }
  return ledger.read(async db => {
    const rows = await reinspectionRows(db, ledger.store.tables, { provider, open }, range)
    const shown = new Map<number, Schemas['reinspection']>()
    for (const row of rows.slice(0, limit)) shown.set(row.seq, await toReinspection(db, context, row))
    const key = (row: ReinspectionRow) => [row.seq]
    return { status: 200, body: page(list, rows, limit, key, row => shown.get(row.seq)!) }
  })
}

export const refuseReinspection: Handler<'refuseReinspection'> = async ({ path, body: { reason } }, context) =>
  context.write(async tx => {
    const row = await findReinspection(tx.db, tx.tables, path.id)
    if (!row) throw reinspectionError('reinspection-not-found', { id: path.id })
    if (row.outcome !== null) throw reinspectionError('reinspection-ended', { id: path.id })
    const { provider, seq } = row
    const payload = { provider, reinspection: seq }
    await tx.append({ type: 'reinspection.refused', subject: provider, payload, sealed: { reason } })
    return { status: 201, body: await shownById(tx, context, seq) }
  })

const shownById = async ({ db, tables }: Transaction, context: Context, seq: number) =>
  toReinspection(db, context, (await findReinspection(db, tables, seq))!)
