import type { Context, Handler } from '../../api/operations.ts'
import { dateToDay, dayToDate } from '../../ledger/clock.ts'
import { decodeCursor, page } from '../../ledger/cursor.ts'
import type { Transaction } from '../../ledger/ledger.ts'
import { desc } from '../../store/drizzle.ts'
import { countEntries } from '../live/replay.ts'
import { ratingClockRow } from '../live/rows.ts'
import type { Parameters } from '../rules/parameters.ts'
import { methodologyError } from './errors.ts'
import type { Schedule } from './methodology-entries.ts'
import {
  type ImpactRow,
  type ImpactSummaryRow,
  impactRow,
  impactRowsAfter,
  impactRowsOf,
  isInterrupted,
  UNDER_WAY,
  waitingRun,
} from './rows-impact.ts'
import { activated, type MethodologyRow, methodologyRow } from './rows-methodologies.ts'
import { cutFaults } from './rules-drafts.ts'
import { refusedDocument, toMethodology } from './shown-methodology.ts'

export const startImpactRun: Handler<'startImpactRun'> = async ({ path: { version } }, context) => {
  let begun: ImpactRow | undefined
  const answer = await context.write(async tx => {
    await requireMethodology(tx, version)
    const fresh = await newRun(tx, context, version)
    const same = (await impactRowsOf(tx.db, tx.tables, version, UNDER_WAY)).find(
      row => row.seq === fresh.seq && row.base === fresh.base && !isInterrupted(row, tx.now),
    )
    if (!same) {
      await tx.operational.insert(tx.tables.impactRuns).values(fresh)
      begun = fresh
    }
    const row = same ?? fresh
    const location = `/v1/methodologies/${version}/impact-runs/${row.id}`
    return { status: 201 as const, body: toRun(row, tx.now), location }
  })
  if (begun) context.services.impactRuns.begin(begun)
  return answer
}

export const getImpactRun: Handler<'getImpactRun'> = async ({ path: { version, run } }, { ledger, now }) => {
  const row = await ledger.read(db => impactRow(db, ledger.store.tables, run))
  if (row?.version !== version) throw methodologyError('impact-run-not-found', { run })
  return { status: 200, body: toRun(row, now) }
}

export const listImpactRuns: Handler<'listImpactRuns'> = async ({ path: { version }, query }, { ledger, now }) => {
  const { limit = 50, cursor } = query
  const { tables } = ledger.store
  const after = decodeCursor('listImpactRuns', cursor, ['integer', 'text'])
  return ledger.read(async db => {
    if (!(await methodologyRow(db, tables, version))) throw methodologyError('methodology-not-found', { version })
    const rows = await impactRowsAfter(db, tables, version, after, limit + 1)
    const key = ({ seq, id }: ImpactSummaryRow) => [seq, id]
    return { status: 200, body: page('listImpactRuns', rows, limit, key, row => toSummary(row, now)) }
  })
}

async function newRun(tx: Transaction, { newId, services }: Context, version: string): Promise<ImpactRow> {
  const { ledger: t } = tx.tables
  const [newest] = await tx.db.select({ seq: t.seq }).from(t).orderBy(desc(t.seq)).limit(1)
  const base = services.methodology.parameters.version
  return waitingRun({ id: newId(), version, base, seq: newest?.seq ?? 0, day: tx.day }, tx.now)
}

function toRun({ result, ...row }: ImpactRow, now: number) {
  return { ...toSummary(row, now), result: result === null ? null : JSON.parse(result) }
}

function toSummary({ seenAt, day, status, error, ...rest }: ImpactSummaryRow, now: number) {
  const stopped = isInterrupted({ status, seenAt }, now) ? { status: 'failed' as const, error: 'interrupted' } : {}
  return { ...rest, day: dayToDate(day), status: status as 'running', error, ...stopped }
}

async function requireMethodology(tx: Transaction, version: string): Promise<MethodologyRow> {
  const row = await methodologyRow(tx.db, tx.tables, version)
  if (!row) throw methodologyError('methodology-not-found', { version })
  return row
}

/** A draft comes into force on a day that is to come: refused unless an impact run has seen the ledger as it is. */
export const activateMethodology: Handler<'activateMethodology'> = async (
  { path: { version }, body: { from: date } },
  context,
) =>
  context.write(async tx => {
    const draft = await requireMethodology(tx, version)
    const from = firstDay(draft, date, tx.day)
    await refuseSecond(tx, draft)
    const faults = cutFaults(JSON.parse(draft.parameters) as Parameters, await activated(tx.db, tx.tables), from)
    if (faults.length > 0) throw refusedDocument(faults)
    const { id, seq, day, hash } = await presentRun(tx, context, version)
    const schedule: Schedule = { version, from, run: { id, seq, day, hash: hash! } }
    await tx.append({ type: 'methodology.scheduled', subject: `${draft.id}-${version}`, payload: { ...schedule } })
    return { status: 201 as const, body: toMethodology((await requireMethodology(tx, version))!, context) }
  })

/** A scheduled activation may be withdrawn until its first day begins. */
export const withdrawActivation: Handler<'withdrawActivation'> = async ({ path: { version } }, context) =>
  context.write(async tx => {
    const { id, fromDay, activatedBy } = await requireMethodology(tx, version)
    if (fromDay === null || fromDay <= tx.day) throw methodologyError('activation-not-scheduled', { version })
    const payload = { version, scheduled: activatedBy! }
    await tx.append({ type: 'methodology.activation-withdrawn', subject: `${id}-${version}`, payload })
    return { status: 201 as const, body: toMethodology(await requireMethodology(tx, version), context) }
  })

function firstDay({ validFrom }: MethodologyRow, date: string, today: number): number {
  const from = dateToDay(date)
  if (from <= today) throw methodologyError.at('activation-not-future', '#/from', { earliest: dayToDate(today + 1) })
  if (date < validFrom) throw methodologyError.at('activation-before-valid', '#/from', { validFrom })
  return from
}

/** A version comes into force once, and one change is under way at a time. */
async function refuseSecond(tx: Transaction, { version, fromDay }: MethodologyRow): Promise<void> {
  const { nextVersion, nextFrom } = await ratingClockRow(tx.db, tx.tables)
  if (nextVersion !== null)
    throw methodologyError('methodology-scheduled', { version: nextVersion, from: dayToDate(nextFrom!) })
  if (fromDay !== null) throw methodologyError('methodology-not-draft', { version })
}

/** The newest run of the draft against the version in force, if nothing that ratings come from was recorded since. */
async function presentRun(tx: Transaction, { services }: Context, version: string): Promise<ImpactRow> {
  const base = services.methodology.parameters.version
  const [run] = (await impactRowsOf(tx.db, tx.tables, version, ['finished'])).filter(row => row.base === base)
  if (!run) throw methodologyError('impact-missing', { version })
  const since = await countEntries(tx.db, tx.tables, run.seq, Number.MAX_SAFE_INTEGER)
  if (since > 0) throw methodologyError('impact-stale', { seq: run.seq, since })
  return run
}
