import { allDuties, allTransfers, findDuty, transfersOf } from '../registry/rows-duties.ts'
import { responderOn } from '../registry/rules-duties.ts'
import { and, eq, gte, inArray, lt, not, or, type SQL } from '../store/drizzle.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { type RequestRow, requireRequest } from './rows.ts'

/** States in which a department still has something to do, so that a duty that moves can take the request along. */
const IN_FLIGHT = ['assigned', 'answered', 'visited']

const isInFlight = ({ state, department, duty }: RequestRow) =>
  department !== null && duty !== null && IN_FLIGHT.includes(state)
/** The civil day on which the department got it: times are written in +08:00. */
const givenOn = (row: RequestRow) => row.assignedAt!.slice(0, 10)

/**
 * The request as it is on a day (YYYY-MM-DD): a duty that went to another department on its day takes along what is in flight, or leaves it,
 * as the transfer says. Nothing is written on that day; the next move of the request records the department that makes it.
 */
export async function requestOn(db: Reader, tables: Tables, id: string, date: string): Promise<RequestRow> {
  const row = await requireRequest(db, tables, id)
  if (!isInFlight(row)) return row
  const transfers = await transfersOf(db, tables, row.duty!)
  const duty = transfers.length > 0 ? await findDuty(db, tables, row.duty!) : null
  if (!duty) return row
  return {
    ...row,
    department: responderOn(duty, transfers, { department: row.department!, since: givenOn(row) }, date),
  }
}

/** The same for the rows of a list. */
export async function requestsOn(db: Reader, tables: Tables, rows: RequestRow[], date: string): Promise<RequestRow[]> {
  if (!rows.some(isInFlight)) return rows
  const transfers = await allTransfers(db, tables)
  if (transfers.size === 0) return rows
  const duties = new Map((await allDuties(db, tables)).map(duty => [duty.id, duty]))
  return rows.map(row => {
    const [moves, duty] = isInFlight(row) ? [transfers.get(row.duty!), duties.get(row.duty!)] : []
    if (!moves || !duty) return row
    return { ...row, department: responderOn(duty, moves, { department: row.department!, since: givenOn(row) }, date) }
  })
}

/** Requests that a department has on a day: what bears its name, with what has come and without what has gone by transfers. */
export async function ofDepartment(db: Reader, tables: Tables, department: string, date: string): Promise<SQL> {
  const { requests: r } = tables
  const [come, gone]: [SQL[], SQL[]] = [[], []]
  const duties = new Map((await allDuties(db, tables)).map(duty => [duty.id, duty]))
  for (const [id, transfers] of await allTransfers(db, tables))
    for (const [i, { from, on }] of transfers.entries()) {
      const since = transfers[i - 1]?.on ?? ''
      // Any day of that tenure will do: what was given on it goes the same way.
      const given = { department: from, since }
      const to = duties.has(id) ? responderOn(duties.get(id)!, transfers, given, date) : from
      const rows = and(
        and(eq(r.duty, id), eq(r.department, from), inArray(r.state, IN_FLIGHT)),
        and(gte(r.assignedAt, since), lt(r.assignedAt, on)),
      )!
      if (to === department && from !== department) come.push(rows)
      if (from === department && to !== department) gone.push(rows)
    }
  return or(and(eq(r.department, department), ...gone.map(rows => not(rows))), ...come)!
}
