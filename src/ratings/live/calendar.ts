/** The calendar of the service (hk-credit 2.2): due Mondays are evaluated before the first entry of a new day. */
import type { Applying } from '../../ledger/ledger.ts'
import { count, eq, max, sql } from '../../store/drizzle.ts'
import { prepared } from '../../store/prepared.ts'
import { dueMonday, evaluateRecord, evaluateThrough, lastMonday } from '../engine/decide.ts'
import { RATING_TYPES } from '../engine/kinds.ts'
import type { Methodology } from '../rules/methodology.ts'
import { calendarError } from './errors.ts'
import { ratingRows, toRecord } from './rows.ts'
import { MAX_PROVIDERS, type WorkingSet } from './working-set.ts'
import { writeBack } from './write-back.ts'

const PAGE = 2_000

/** Takes over how far the calendar has been evaluated; forgets everything if another process went further. */
export async function resume({ db, tables }: Applying, records: WorkingSet, through: number): Promise<void> {
  if (through === records.evaluatedThrough) return
  const isFirst = Number.isNaN(records.evaluatedThrough)
  if (!isFirst) records.forget()
  records.evaluatedThrough = through
  if ((await ratingRows(db, tables, '', 1)).length === 0) {
    records.allRows = true
    records.allProviders = true
  }
}

/**
 * Evaluates every due Monday up to and including a day, before anything recorded on that day.
 * @throws DomainError clock-behind if the day lies before a Monday that was evaluated (a clock was set back)
 */
export async function evaluateDue(tx: Applying, m: Methodology, records: WorkingSet, day: number): Promise<void> {
  if (day < records.evaluatedThrough) throw calendarError('clock-behind')
  if (dueMonday(records) > day) return
  records.lastSeq = await newestSeq(tx)
  if (!records.allProviders && !(await loadAll(tx, m, records))) await evaluatePages(tx, m, records, lastMonday(m, day))
  else evaluateThrough(m, records, day)
  records.clockMoved = true
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
async function evaluatePages(tx: Applying, m: Methodology, records: WorkingSet, last: number): Promise<void> {
  await writeBack(tx, m, records)
  for await (const page of pages(tx)) {
    for (const row of page) evaluateRecord(m, records, records.find(row.provider) ?? toRecord(m, row), last)
    await writeBack(tx, m, records)
  }
  records.evaluatedThrough = last
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
