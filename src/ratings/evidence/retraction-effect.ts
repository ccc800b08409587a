/** The effect of retracting pieces: the ratings of every provider that they are about, before and after. */
import { setImmediate as breathe } from 'node:timers/promises'
import type { Reader } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import { attempt } from '../engine/attempt.ts'
import { MemoryRecords, type ProviderRecord } from '../engine/records.ts'
import { type Report, reportOf } from '../engine/report.ts'
import { lineageOf } from '../live/lineage-rows.ts'
import { ratingRow, storiesOf, toRecord } from '../live/rows.ts'
import { heirsOf } from '../live/rows-changed.ts'
import type { Methodology } from '../rules/methodology.ts'
import type { Piece } from './retraction-scan.ts'

export interface Moved {
  provider: string
  pieces: number
  before: Report
  after: Report
}

interface Sources {
  db: Reader
  tables: Tables
  m: Methodology
  /** Today. */
  day: number
  /** The seq that the entry would bear. */
  seq: number
}

/** Each provider by itself: a retraction at one provider moves no other but its heirs. */
export async function effectOn(sources: Sources, pieces: readonly Piece[]): Promise<Moved[]> {
  const { db, tables } = sources
  const moved: Moved[] = []
  const about = await heirsOf(db, tables, [...new Set(pieces.map(x => x.provider))])
  for (const provider of [...about].sort()) {
    const lineage = await lineageOf(db, tables, provider)
    const targets = pieces.filter(x => lineage.includes(x.provider)).map(x => x.seq)
    moved.push(await effectOnOne(sources, provider, lineage, targets))
    await breathe()
  }
  return moved
}

async function effectOnOne(
  { db, tables, m, day, seq }: Sources,
  provider: string,
  lineage: readonly string[],
  targets: readonly number[],
): Promise<Moved> {
  const records = new MemoryRecords()
  for (const p of lineage) {
    const row = await ratingRow(db, tables, p)
    // No heir but this one: the others are tried by themselves.
    if (row)
      Object.assign(records.open(p), toRecord(m, row), { successors: lineage.slice(0, lineage.indexOf(p)).slice(-1) })
  }
  for (const x of await storiesOf(db, tables, lineage)) records.addEvidence(x)
  const before = reportOf(m, copyOf(records.open(provider)), day)
  attempt(m, records, { kind: 'retractions', seq, ledgerDay: day, targets })
  return { provider, pieces: targets.length, before, after: reportOf(m, records.open(provider), day) }
}

const copyOf = (record: ProviderRecord): ProviderRecord => structuredClone(record)
