/** The calendar of the service (hk-credit 2.2): due Mondays are evaluated before the first entry of a new day. */

import type { Applying } from '../../ledger/ledger.ts'
import { newestDay } from '../../ledger/rows.ts'
import { bound } from '../../store/bounds.ts'
import { count, eq, max, sql } from '../../store/drizzle.ts'
import { prepared } from '../../store/prepared.ts'
import { passRecord } from '../engine/calendar.ts'
import { dueMonday, lastMonday } from '../engine/decide.ts'
import { RATING_TYPES } from '../engine/kinds.ts'
import { BEFORE_ALL, type ProviderRecord } from '../engine/records.ts'
import type { Methodology } from '../rules/methodology.ts'
import { rulesOf } from '../rules/rule-sets.ts'
import { endOf } from '../rules/score.ts'
import { calendarError } from './errors.ts'
import { Loader } from './prefetch.ts'
import { ratingRows, standingSanctions, toRecord } from './rows.ts'
import { MAX_PROVIDERS, type WorkingSet } from './working-set.ts'
import { writeBack } from './write-back.ts'

const PAGE = bound('calendar-page', 2_000)

/** The days that the database says have passed. */
export interface Reached {
  evaluatedThrough: number
  endedThrough: number | null
}

/** Takes over how far the calendar has come; forgets everything if another process went further. */
export async function resume({ db, tables }: Applying, records: WorkingSet, reached: Reached): Promise<void> {
  const { evaluatedThrough, endedThrough } = reached
  if (evaluatedThrough === records.evaluatedThrough && endedThrough === records.endedThrough) return
  const isFirst = Number.isNaN(records.evaluatedThrough)
  if (!isFirst) records.forget()
  records.evaluatedThrough = evaluatedThrough
  records.endedThrough = endedThrough
  // Every day up to that of the newest entry has passed before the entry was accepted.
  records.passedThrough = Math.max(evaluatedThrough, endedThrough ?? BEFORE_ALL, (await newestDay(db, tables)) ?? -1)
  if ((await ratingRows(db, tables, '', 1)).length === 0) {
    records.allRows = true
    records.allProviders = true
  }
}

/**
 * Lets every day up to and including one pass, before anything recorded on that day: ends of sanctions, then Mondays.
 * @throws DomainError clock-behind if the day lies before a Monday that was evaluated (a clock was set back)
 */
export async function evaluateDue(tx: Applying, m: Methodology, records: WorkingSet, day: number): Promise<void> {
  if (day < records.evaluatedThrough) throw calendarError('clock-behind')
  if (day <= records.passedThrough) return
  const ended = await loadEnded(tx, m, records, day)
  if (dueMonday(records) <= day) {
    records.lastSeq = await newestSeq(tx)
    if (!records.allProviders && !(await loadAll(tx, m, records))) await evaluatePages(tx, m, records, day)
    else for (const record of records.all()) passRecord(m, records, record, day)
    records.evaluatedThrough = lastMonday(m, day)
    records.clockMoved = true
  } else for (const record of ended.records) passRecord(m, records, record, day)
  if (ended.last !== null) {
    records.endedThrough = ended.last
    records.clockMoved = true
    records.endEntry()
  }
  records.passedThrough = day
}

/** Brings in what the sanctions that end by a day will ask for. @returns the records concerned, and the last day of an end */
async function loadEnded(tx: Applying, m: Methodology, records: WorkingSet, day: number) {
  const found = { records: new Set<ProviderRecord>(), last: null as number | null }
  if (rulesOf(m).sanctionEnd === 'correct') return found
  const loader = new Loader(tx, m, records)
  for (const x of await standingSanctions(tx.db, tx.tables)) {
    if (x.kind !== 'sanction') continue
    const end = endOf(m, x)
    if (end <= records.passedThrough || end > day) continue
    found.last = Math.max(found.last ?? end, end)
    for (const heir of await loader.forEnd(x.provider)) found.records.add(records.open(heir))
  }
  return found
}

/** The last entry that ratings have accepted: what a replay of the ledger's evidence and actions sees too. */
async function newestSeq({ db, tables }: Applying): Promise<number> {
  const { ledger: t } = tables
  const query = prepared(db, 'rating_newest', d =>
    d
      .select({ seq: max(t.seq) })
      .from(t)
      .where(eq(t.type, sql.placeholder('type'))),
  )
  let newest = 0
  // Type by type, because each is one step into the index of types.
  for (const type of RATING_TYPES) newest = Math.max(newest, (await query.execute({ type }))[0]?.seq ?? 0)
  return newest
}

/** Remembers every record. @returns false if they are too many to keep */
async function loadAll(tx: Applying, m: Methodology, records: WorkingSet): Promise<boolean> {
  const [total] = await tx.db.select({ rows: count() }).from(tx.tables.ratings)
  if ((total?.rows ?? 0) > MAX_PROVIDERS) return false
  const { rows } = records.providers
  for await (const page of pages(tx))
    for (const row of page) if (!rows.get(row.provider)) rows.set(row.provider, toRecord(m, row))
  records.allProviders = true
  return true
}

/** Evaluates page by page and keeps only what has changed, for more providers than memory should hold. */
async function evaluatePages(tx: Applying, m: Methodology, records: WorkingSet, day: number): Promise<void> {
  await writeBack(tx, m, records)
  for await (const page of pages(tx)) {
    for (const row of page) passRecord(m, records, records.find(row.provider) ?? toRecord(m, row), day)
    await writeBack(tx, m, records)
  }
}

async function* pages({ db, tables }: Applying) {
  let after = ''
  for (;;) {
    const page = await ratingRows(db, tables, after, PAGE)
    if (page.length === 0) return
    yield page
    after = page.at(-1)!.provider
  }
}
