/**
 * Time travel: a provider's rating as it was, by an exact replay of its own lineage. Weights are what weighing fixed; everything else
 * (folds, Mondays, grades, states) is decided again by the engine, so nothing has to be kept for every day.
 */
import { and, asc, desc, eq, gt, inArray, lte } from '../../store/drizzle.ts'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import { evaluateThrough } from '../engine/decide.ts'
import { accept, acceptWeighed } from '../engine/engine.ts'
import { type Clearing, MemoryRecords, newRecord, type ProviderRecord } from '../engine/records.ts'
import type { Action, Weighed } from '../rules/evidence.ts'
import type { Methodology } from '../rules/methodology.ts'
import { ratingRow, toWeighed } from './rows.ts'

/** The end of a day, or the moment after an entry (and the day of that entry). */
export interface Moment {
  day: number
  seq?: number
}

const NOTHING: ReadonlySet<number> = new Set()

/** @param without seqs of evidence to leave out, with all that was done to it */
export async function rewind(
  db: Reader,
  tables: Tables,
  m: Methodology,
  provider: string,
  moment: Moment,
  without: ReadonlySet<number> = NOTHING,
): Promise<ProviderRecord> {
  const { providers, actions } = await lineageThrough(db, tables, provider, moment)
  const pieces = (await evidenceThrough(db, tables, providers, moment)).filter(x => !without.has(x.seq))
  return replayLineage(m, provider, [...pieces, ...actions, ...fatesOf(pieces, moment)], moment.day)
}

const isWithin = (seq: number, day: number, at: Moment) => (at.seq === undefined ? day <= at.day : seq <= at.seq)

/** Runs what happened to a lineage through the engine, and the Mondays up to a day. */
function replayLineage(m: Methodology, provider: string, happened: (Weighed | Action)[], day: number): ProviderRecord {
  const records = new MemoryRecords()
  for (const x of happened.sort((a, b) => a.seq - b.seq)) {
    if ('weight' in x) acceptWeighed(m, records, x)
    else accept(m, records, x)
  }
  evaluateThrough(m, records, day)
  return records.find(provider) ?? newRecord(provider)
}

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

/** What evidence weighed on the day, and whether a repair counted, where a version that came into force later has changed it. */
async function weightsOn(db: Reader, { supersededEvidence: t }: Tables, providers: string[], day: number) {
  const rows = await db
    .select()
    .from(t)
    .where(and(inArray(t.provider, providers), gt(t.until, day)))
    .orderBy(desc(t.until))
  // The change that came first after the day is put last, and stays.
  return new Map(rows.map(({ provider: _, seq, until: __, ...then }) => [seq, then]))
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
