import type { Handler } from '../api/operations.ts'
import { dateToDay, dayToDate } from '../ledger/clock.ts'
import { decodeCursor, page } from '../ledger/cursor.ts'
import type { Methodology } from '../ratings/rules/methodology.ts'
import { type CredentialRow, listExpiring } from '../standards/rows-credentials.ts'
import { gateFacts } from './facts.ts'
import { type IndexedProvider, readIndexed } from './indexed.ts'
import { readGateIndex } from './rows-gates.ts'
import type { GateIndex } from './rules-gate-editions.ts'
import { lossesBetween } from './rules-losses.ts'

/** Credentials that end within a number of days, and what their providers lose by that; a firm sees its own. */
export const listExpiries: Handler<'listExpiries'> = async ({ query }, { ledger, services, caller, day }) => {
  const { within = 30, limit = 50, cursor } = query
  const provider = caller.role === 'firm' ? caller.provider : null
  const list = `listExpiries ${within} ${day} ${provider}`
  const key = decodeCursor(list, cursor, ['text', 'text', 'text'])
  const { tables } = ledger.store
  const { rows, holders, gates } = await ledger.read(async db => {
    // A credential that ends today is lost tomorrow, the first of the days.
    const span = { provider, from: dayToDate(day), until: dayToDate(day + within - 1) }
    const found = await listExpiring(db, tables, span, key, limit + 1)
    const ids = [...new Set(found.map(row => row.provider))]
    const read = await readIndexed(db, tables, services.methodology, ids)
    const byId = new Map(read.map(holder => [holder.id, holder]))
    return { rows: found, holders: byId, gates: await readGateIndex(db, tables, null) }
  })
  const keyOf = (row: CredentialRow) => [row.validUntil!, row.provider, row.id]
  const shown = (row: CredentialRow) => toExpiry(services.methodology, gates, row, holders.get(row.provider))
  return { status: 200, body: page(list, rows, limit, keyOf, shown) }
}

function toExpiry(m: Methodology, gates: GateIndex, row: CredentialRow, holder: IndexedProvider | undefined) {
  const last = dateToDay(row.validUntil!)
  return {
    provider: row.provider,
    name: holder?.name ?? '',
    credential: row.id,
    type: row.type as 'service-pledge',
    number: row.number,
    standard: row.standard,
    lastDay: row.validUntil!,
    losesOn: dayToDate(last + 1),
    loses: holder ? losses(m, gates, holder, last) : [],
  }
}

/** Services that a provider may do on a day and not on the next. */
function losses(m: Methodology, gates: GateIndex, holder: IndexedProvider, last: number) {
  const on = (day: number) => ({ day: dayToDate(day), facts: gateFacts(m, holder, day) })
  return lossesBetween(gates, new Set(holder.offerings.codes()), on(last), on(last + 1))
}
