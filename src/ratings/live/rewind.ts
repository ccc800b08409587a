/**
 * Time travel: a provider's rating as it was, by an exact replay of its own lineage. Weights are what weighing fixed; everything else
 * (folds, Mondays, grades, states) is decided again by the engine, so nothing has to be kept for every day.
 */
import { and, asc, desc, eq, gt, inArray, lte } from '../../store/drizzle.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import { replayLineage } from '../engine/engine.ts'
import type { Clearing, ProviderRecord } from '../engine/records.ts'
import { isGone, type Replayed } from '../engine/redecide.ts'
import type { Action, Weighed } from '../rules/evidence.ts'
import type { Methodology } from '../rules/methodology.ts'
import { ratingRow, storiesOf, toWeighed } from './rows.ts'

/** The end of a day, or the moment after an entry (and the day of that entry). */
export interface Moment {
  day: number
  seq?: number
}

const NOTHING: ReadonlySet<number> = new Set()

/** The record of a provider at a moment. @param without seqs of evidence to leave out, with all that was done to it */
export async function rewind(
  db: Reader,
  tables: Tables,
  m: Methodology,
  provider: string,
  moment: Moment,
  without: ReadonlySet<number> = NOTHING,
): Promise<ProviderRecord> {
  return (await replayTo(db, tables, m, provider, moment, without)).record
}

/** The same with the history of the replay. */
export async function replayTo(
  db: Reader,
  tables: Tables,
  m: Methodology,
  provider: string,
  moment: Moment,
  without: ReadonlySet<number> = NOTHING,
): Promise<Replayed> {
  const { providers, actions } = await lineageThrough(db, tables, provider, moment)
  const pieces = (await evidenceThrough(db, tables, providers, moment)).filter(x => !without.has(x.seq))
  return replayLineage(m, provider, [...pieces, ...actions, ...fatesOf(pieces, moment)], moment.day)
}

/** Sanctions of a lineage that are gone on a day: a public answer about any day leaves them out (hk-credit 1.1, 8.5). */
export async function goneSanctions(
  db: Reader,
  tables: Tables,
  m: Methodology,
  provider: string,
  day: number,
): Promise<ReadonlySet<number>> {
  const { providers } = await lineageThrough(db, tables, provider, { day })
  const pieces = await storiesOf(db, tables, providers)
  return new Set(pieces.filter(x => isGone(m, x, day)).map(x => x.seq))
}

const isWithin = (seq: number, day: number, at: Moment) => (at.seq === undefined ? day <= at.day : seq <= at.seq)

/** The provider and its predecessors as far as they were linked, with the links and clearings that had been made. */
async function lineageThrough(db: Reader, tables: Tables, provider: string, at: Moment) {
  const providers: string[] = []
  const actions: Action[] = []
  for (let next: string | null = provider; next; ) {
    providers.push(next)
    const row = await ratingRow(db, tables, next)
    if (!row) break
    const clearings = (await clearingsOn(db, tables, next, at.day)) ?? row.clearings
    for (const { seq, inspection, ledgerDay } of JSON.parse(clearings) as Clearing[])
      if (isWithin(seq, ledgerDay, at))
        actions.push({ kind: 'alarmCleared', seq, ledgerDay, provider: row.provider, inspection })
    const { predecessor, linkedSeq: seq, linkedDay: ledgerDay } = row
    if (!predecessor || !isWithin(seq, ledgerDay, at)) break
    actions.push({ kind: 'link', seq, ledgerDay, provider: row.provider, predecessor })
    next = predecessor
  }
  return { providers, actions }
}

/** Evidence that was recorded by then, as it was weighed: its later fate is told by `fatesOf`. */
async function evidenceThrough(db: Reader, tables: Tables, providers: string[], at: Moment) {
  const { evidence: t } = tables
  const weighed = await weightsOn(db, tables, providers, at.day)
  const rows = await db
    .select()
    .from(t)
    .where(and(inArray(t.provider, providers), at.seq === undefined ? lte(t.ledgerDay, at.day) : lte(t.seq, at.seq)))
    .orderBy(asc(t.seq))
  return rows.map(row => toWeighed({ ...row, ...weighed.get(row.seq) }))
}

/** Weights and repairs as they were on the day, where a version that came into force later has changed them. */
async function weightsOn(db: Reader, { supersededEvidence: t }: Tables, providers: string[], day: number) {
  const rows = await db
    .select()
    .from(t)
    .where(and(inArray(t.provider, providers), gt(t.until, day)))
    .orderBy(desc(t.until))
  // The change that came first after the day is put last, and stays.
  return new Map(
    rows.map(({ provider: _, seq, until: __, body, ...then }) => [seq, body === null ? then : { ...then, body }]),
  )
}

/** Clearings that counted on the day, if a version that came into force later has changed them. */
async function clearingsOn(db: Reader, { supersededClearings: t }: Tables, provider: string, day: number) {
  const [row] = await db
    .select({ clearings: t.clearings })
    .from(t)
    .where(and(eq(t.provider, provider), gt(t.until, day)))
    .orderBy(asc(t.until))
    .limit(1)
  return row?.clearings
}

/** Retractions and repairs that had been made; takes them off the pieces, which are to be weighed first. */
function fatesOf(pieces: Weighed[], at: Moment): Action[] {
  const fates: Action[] = []
  for (const x of pieces) {
    const { seq: target, retractedBy, retractedDay, repairedBy, repairedDay } = x
    if (retractedBy >= 0 && isWithin(retractedBy, retractedDay, at))
      fates.push({ kind: 'retraction', seq: retractedBy, ledgerDay: retractedDay, target })
    if (repairedBy >= 0 && isWithin(repairedBy, repairedDay, at))
      fates.push({ kind: 'repair', seq: repairedBy, ledgerDay: repairedDay, target })
    Object.assign(x, { retractedBy: -1, retractedDay: -1, repairedBy: -1, repairedDay: -1 })
  }
  return fates
}
