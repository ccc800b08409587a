import type { Handler, Schemas } from '../api/operations.ts'
import { dateToDay, dayToDate } from '../ledger/clock.ts'
import { decodeCursor, page } from '../ledger/cursor.ts'
import { etagOf, requireMatch } from '../ledger/etag.ts'
import type { Transaction } from '../ledger/ledger.ts'
import { registryError } from '../registry/errors.ts'
import { serviceExists } from '../registry/rows.ts'
import { standardError } from '../standards/errors.ts'
import type { Tables } from '../store/tables.ts'
import { eligibilityError } from './errors.ts'
import { gateRows, readTerms } from './rows-gates.ts'

type GateRow = Tables['gates']['$inferSelect']
type Gate = Schemas['gate']

/** A gate as it is shown on a day (schemas/gate.json), from its rows by first day. */
function toGate(rows: readonly GateRow[], today: string): Gate {
  const editions = rows.map(({ validFrom, conditions }, i) => ({
    validFrom,
    validUntil: rows[i + 1] ? dayBefore(rows[i + 1]!.validFrom) : null,
    conditions: JSON.parse(conditions) as Gate['conditions'],
  }))
  const version = Math.max(...rows.map(row => row.version))
  const now = editions.findLast(edition => edition.validFrom <= today)
  return { code: rows[0]!.code, version, conditions: now?.conditions ?? [], editions }
}

const dayBefore = (date: string) => dayToDate(dateToDay(date) - 1)

export const listGates: Handler<'listGates'> = async ({ query }, { ledger, day }) => {
  const { limit = 50, cursor } = query
  const after = decodeCursor('listGates', cursor, ['text'])
  const rows = await ledger.read(db => gateRows(db, ledger.store.tables, null))
  // At most one gate for every code of the catalogue: read whole.
  const byCode = Map.groupBy(rows, row => row.code)
  const gates = [...byCode.values()].map(editions => toGate(editions, dayToDate(day)))
  const rest = after ? gates.filter(gate => gate.code > after[0]) : gates
  const shown = page(
    'listGates',
    rest.slice(0, limit + 1),
    limit,
    gate => [gate.code],
    gate => gate,
  )
  return { status: 200, body: shown }
}

export const getGate: Handler<'getGate'> = async ({ path }, { ledger, day }) => {
  const rows = await ledger.read(db => gateRows(db, ledger.store.tables, [path.code]))
  if (rows.length === 0) throw eligibilityError('gate-not-found', { code: path.code })
  const gate = toGate(rows, dayToDate(day))
  return { status: 200, body: gate, etag: etagOf(gate.version) }
}

export const setGate: Handler<'setGate'> = async ({ path: { code }, headers, body }, context) =>
  context.write(async tx => {
    if (!(await serviceExists(tx.db, tx.tables, code))) throw registryError('service-not-found', { code })
    const rows = await gateRows(tx.db, tx.tables, [code])
    const today = dayToDate(tx.day)
    requireMatch(headers['if-match'], Math.max(0, ...rows.map(row => row.version)))
    requirePlace(rows, body.validFrom, today)
    await requireStandards(tx, body)
    const { validFrom, conditions } = body
    await tx.append({ type: 'gate.set', subject: `gate:${code}`, payload: { code, validFrom, conditions } })
    const gate = toGate(await gateRows(tx.db, tx.tables, [code]), today)
    return { status: 200, body: gate, etag: etagOf(gate.version) }
  })

/** A day that has passed cannot be decided again; an edition begins after the others, or corrects one that has not begun. */
function requirePlace(rows: readonly GateRow[], validFrom: string, today: string): void {
  const at = [{ pointer: '#/validFrom', code: 'validFrom' }]
  if (validFrom < today) throw eligibilityError('gate-past-dated', { validFrom, today }, at)
  const last = rows.at(-1)
  const corrects = last?.validFrom === validFrom && validFrom > today
  if (last && validFrom <= last.validFrom && !corrects)
    throw eligibilityError('gate-edition-overlaps', { validFrom, last: last.validFrom }, at)
}

/** Every standard that the gate names must exist and be in force on the gate's first day. */
async function requireStandards({ db, tables }: Transaction, { validFrom, conditions }: Schemas['gate-write']) {
  for (const [i, condition] of conditions.entries()) {
    if (condition.kind !== 'standard') continue
    const id = condition.standard
    const pointer = `#/conditions/${i}/standard`
    const term = (await readTerms(db, tables, [id])).get(id)
    if (!term) throw standardError('standard-unknown', { id }, [{ pointer, code: 'unknown' }])
    if (!term.counts(validFrom))
      throw eligibilityError('standard-not-in-force', { id, day: validFrom }, [{ pointer, code: 'not-in-force' }])
  }
}
