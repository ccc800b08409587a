/**
 * A new version comes into force (docs/decisions): the rating rows become those of a replay of the whole ledger with it. What the version
 * before weighed differently is kept aside under the day, so that no past answer changes.
 */

import type { Applying } from '../../ledger/ledger.ts'
import { bound } from '../../store/bounds.ts'
import { and, asc, eq, gt, or } from '../../store/drizzle.ts'
import type { Tables } from '../../store/tables.ts'
import { passDays } from '../engine/calendar.ts'
import { LeanRecords } from '../engine/lean-records.ts'
import { evaluateDue } from '../live/calendar.ts'
import { ledgerEntries, providersActedOn, replay } from '../live/replay.ts'
import {
  type EvidenceRow,
  type HistoryRow,
  type RatingRow,
  ratingRows,
  toFoldCustomerRow,
  toMemoryRow,
  toRatingRow,
} from '../live/rows.ts'
import { plans, putRows } from '../live/rows-write.ts'
import { joinCustomers, type WorkingSet } from '../live/working-set.ts'
import { writeBack } from '../live/write-back.ts'
import { gradeName } from '../rules/grade.ts'
import type { Methodology } from '../rules/methodology.ts'
import type { ReadyVersion } from './rows-methodologies.ts'

type Superseded = Tables['supersededEvidence']['$inferInsert']

const PAGE = bound('cutover-page', 2_000)

/**
 * Everything up to the day before is evaluated with the version before; then the new one is in force.
 * @returns the rating rows that have changed
 */
export async function cutOver(
  tx: Applying,
  records: WorkingSet,
  before: Methodology,
  incoming: ReadyVersion,
): Promise<RatingRow[]> {
  const { methodology: m, from } = incoming
  await evaluateDue(tx, before, records, from - 1)
  await writeBack(tx, before, records)
  records.forget()
  const read = <T>(work: (db: Applying['db']) => Promise<T>) => work(tx.db)
  const upTo = Number.MAX_SAFE_INTEGER
  const again = new LeanRecords(await providersActedOn(read, tx.tables, upTo), { weighs: true })
  await replay([{ m, records: again, refused: [] }], ledgerEntries(read, tx.tables, upTo))
  passDays(m, again, from - 1)
  await replaceWeights(tx, again, from)
  await replaceMemories(tx, again, m.parameters.tables.PD !== before.parameters.tables.PD)
  if (m.odds || before.odds) await replaceVoices(tx, again)
  const changed = await replaceRatings(tx, again, incoming)
  const { ratingClock: t } = tx.tables
  const { version } = m.parameters
  await tx.db.update(t).set({ ratedWith: version, nextVersion: null, nextFrom: null }).where(eq(t.id, 1))
  return changed
}

async function replaceRatings(tx: Applying, again: LeanRecords, { methodology: m, from, activatedBy }: ReadyVersion) {
  const changed: RatingRow[] = []
  const { supersededClearings } = tx.tables
  for (let after = ''; ; ) {
    const rows = await ratingRows(tx.db, tx.tables, after, PAGE)
    if (rows.length === 0) return changed
    after = rows.at(-1)!.provider
    const written: RatingRow[] = []
    const history: HistoryRow[] = []
    for (const old of rows) {
      const { provider } = old
      const record = again.open(provider)
      const grade = gradeName(m, record.held.grade)
      const { state } = record.held
      const moves = grade !== old.grade || state !== old.state
      record.changes = old.changes + (moves ? 1 : 0)
      const row = toRatingRow(m, record)
      if (sameRow(row, old)) continue
      written.push(row)
      const at = { provider, seq: row.changes, day: from, methodology: m.parameters.version }
      if (moves) history.push({ ...at, mode: 'methodology', cause: 'methodology', entry: activatedBy, grade, state })
      if (row.clearings !== old.clearings)
        await tx.db.insert(supersededClearings).values({ provider, until: from, clearings: old.clearings })
    }
    await putRows(tx, plans.ratings, written)
    await putRows(tx, plans.gradeHistory, history)
    changed.push(...written)
  }
}

const sameRow = (a: RatingRow, b: RatingRow) =>
  (Object.keys(a) as (keyof RatingRow)[]).every(column => a[column] === b[column])

/** Pair memory follows from the order of evidence and its decay alone; customers of folds from no parameter at all. */
async function replaceMemories(tx: Applying, again: LeanRecords, pairsChange: boolean): Promise<void> {
  if (pairsChange) {
    const pairs = [...again.allPairs()].map(([key, pair]) => {
      const [root, kind, customer] = key.split('\0') as [string, string, string]
      return { root, kind, customer, ...pair }
    })
    await putRows(tx, plans.ratingPairs, pairs)
  }
  await tx.db.delete(tx.tables.ratingRaters)
  const memories = [...again.allMemories()].map(([customer, memory]) => toMemoryRow(customer, memory))
  await putRows(tx, plans.ratingRaters, memories)
}

/** Customers of folds with the reviews that stand under the new version. */
async function replaceVoices(tx: Applying, again: LeanRecords): Promise<void> {
  await tx.db.delete(tx.tables.foldCustomers)
  for (const { provider } of again.all()) {
    const known = joinCustomers(again.customersOf(provider), again.voices(provider))
    const rows = [...known].map(([customer, one]) => toFoldCustomerRow(provider, customer, one))
    await putRows(tx, plans.foldCustomers, rows)
  }
}

async function replaceWeights(tx: Applying, again: LeanRecords, until: number): Promise<void> {
  for await (const page of evidencePages(tx)) {
    const changed: EvidenceRow[] = []
    const superseded: Superseded[] = []
    for (const row of page) {
      const weighing = again.weighing(row.seq)
      if (!weighing) throw new Error(`evidence ${row.seq} is not weighed by the version that comes into force`)
      const { mass, pairWeight, ...fixed } = weighing
      const now = { ...row, ...fixed, ...repairOf(again, row.seq), body: bodyWith(row.body, { mass, pairWeight }) }
      const isSame = now.weight === row.weight && now.codes === row.codes && now.body === row.body
      if (isSame && now.repairedDay === row.repairedDay) continue
      const { provider, seq, weight, codes, repairedDay, repairedBy } = row
      const body = now.body === row.body ? null : row.body
      changed.push(now)
      superseded.push({ provider, seq, until, weight, codes, repairedDay, repairedBy, body })
    }
    await putRows(tx, plans.supersededEvidence, superseded)
    await putRows(tx, plans.evidence, changed)
  }
}

/** The body of evidence with what its weight is made of now, in the order in which a new piece is written. */
function bodyWith(body: string, made: { mass?: number; pairWeight?: number }): string {
  const { mass: _, pairWeight: __, request, ...fields } = JSON.parse(body)
  return JSON.stringify({ ...fields, ...made, request })
}

function repairOf(again: LeanRecords, seq: number) {
  const x = again.evidence(seq)
  const isRepaired = x !== undefined && x.repairedDay >= 0
  return { repairedDay: isRepaired ? x.repairedDay : null, repairedBy: isRepaired ? x.repairedBy : null }
}

async function* evidencePages({ db, tables }: Applying): AsyncIterable<EvidenceRow[]> {
  const { evidence: t } = tables
  for (let last = { provider: '', seq: 0 }; ; ) {
    const after = or(gt(t.provider, last.provider), and(eq(t.provider, last.provider), gt(t.seq, last.seq)))
    const page = await db.select().from(t).where(after).orderBy(asc(t.provider), asc(t.seq)).limit(PAGE)
    if (page.length === 0) return
    yield page
    last = page.at(-1)!
  }
}
