import type { Handler, Schemas } from '../../api/operations.ts'
import { dayToDate } from '../../ledger/clock.ts'
import { decodeCursor, page } from '../../ledger/cursor.ts'
import { requireProvider } from '../../registry/require.ts'
import { findProvider } from '../../registry/rows.ts'
import { allClocks } from '../../registry/rows-clocks.ts'
import { clockOn, runsOut } from '../../registry/rules-clocks.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import { reportOf } from '../engine/report.ts'
import { toRecord } from '../live/rows.ts'
import type { Methodology } from '../rules/methodology.ts'
import { type Inspected, inspectionsOf, raisedDays, type WatchedRow, watchedRows } from './rows-watches.ts'

type Watch = Schemas['watch']
type Clock = Schemas['clock']
const INSPECTION = 'alarm.inspection'

export const listWatches: Handler<'listWatches'> = async ({ query }, { ledger, services, day }) => {
  const { limit = 50, cursor } = query
  const { tables } = ledger.store
  const m = services.methodology
  const after = decodeCursor('listWatches', cursor, ['integer', 'text'])
  return ledger.read(async db => {
    const clock = clockOn(await allClocks(db, tables), INSPECTION, dayToDate(day)) as Clock
    const rows = await watchedRows(db, tables, day - m.parameters.alarm.watchDays, after, limit + 1)
    const items = new Map<string, Watch>()
    for (const row of rows.slice(0, limit)) items.set(row.provider, await toWatch(db, tables, m, row, clock, day))
    const key = (row: WatchedRow) => [row.alarmDay!, row.provider]
    return { status: 200, body: { clock, ...page('listWatches', rows, limit, key, row => items.get(row.provider)!) } }
  })
}

/** A firm under watch: since when, and by when it should be inspected; the first alarm that no inspection has followed counts. */
async function toWatch(
  db: Reader,
  tables: Tables,
  m: Methodology,
  row: WatchedRow,
  clock: Clock,
  day: number,
): Promise<Watch> {
  const record = toRecord(m, row)
  const { watchDays, clearScore } = m.parameters.alarm
  const alarms = record.fold.alarms.filter(([, raised]) => day < raised + watchDays)
  const raised = await raisedDays(
    db,
    tables,
    alarms.map(([seq]) => seq),
  )
  const [last] = (await inspectionsOf(db, tables, row.provider)).slice(-1) as [Inspected?]
  const open = alarms.find(([seq]) => !last || last.seq < seq)
  const inspectBy = open ? runsOut(clock, raised.get(open[0])!) : null
  const { grade, state } = reportOf(m, record, day)
  const { name, phone } = (await findProvider(db, tables, row.provider))!
  const isAfter = last && last.seq > alarms.at(-1)![0]
  return {
    provider: { id: row.provider, name, phone },
    grade: grade as 'NR',
    state,
    alarms: alarms.length,
    since: dayToDate(raised.get(alarms[0]![0])!),
    until: dayToDate(alarms.at(-1)![1] + watchDays - 1),
    inspectBy: inspectBy === null ? null : dayToDate(inspectBy),
    overdue: inspectBy !== null && inspectBy < day,
    inspection: isAfter
      ? { id: last.seq, day: dayToDate(last.day), score: last.score, clears: last.score >= clearScore }
      : null,
  }
}

export const clearAlarm: Handler<'clearAlarm'> = async ({ path: { id: provider }, body: { inspection } }, context) =>
  context.write(async tx => {
    await requireProvider(tx.db, tx.tables, provider)
    await tx.append({ type: 'action.alarm-cleared', subject: provider, payload: { provider, inspection } })
    return { status: 201, body: { provider, inspection, clearedOn: dayToDate(tx.day) } }
  })
