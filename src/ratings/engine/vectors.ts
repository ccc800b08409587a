/** Conformance vectors (hk-credit 10, of 1.0 and of 1.1): runs one in memory and compares every value. */
import { createHash } from 'node:crypto'
import { type RatingEntry, Refusal, type Weighed } from '../rules/evidence.ts'
import { reviewPieces } from '../rules/explanation.ts'
import { emptyFold, type Fold, newTrace, type Trace } from '../rules/fold.ts'
import { gradeName, newHeld } from '../rules/grade.ts'
import type { Methodology } from '../rules/methodology.ts'
import { outlook } from '../rules/outlook.ts'
import { scoreAt } from '../rules/score.ts'
import { passDays } from './calendar.ts'
import { clearedThrough, foldOf, liveLineageEvidence } from './decide.ts'
import { accept } from './engine.ts'
import { type Change, MemoryRecords } from './records.ts'
import { reportOf } from './report.ts'

export interface Question {
  provider: string
  day: number
  pieces?: boolean
  outlook?: boolean
}
/** Rows of 1.0 have no mass. */
export type Weight = readonly (number | readonly string[])[]
export interface Vector {
  name: string
  parameters: string
  evidence: RatingEntry[]
  actions: RatingEntry[]
  ask: Question[]
  expect: { refused: number[]; weightsSha256: string; weights?: Weight[]; reports: Record<string, unknown>[] }
}
export interface Mismatch {
  path: string
  expected: unknown
  got: unknown
}

/** A change as the vectors write it. */
export const historyLine = (
  m: Methodology,
  { day, mode, grade, state }: Pick<Change, 'day' | 'mode' | 'grade' | 'state'>,
) => [day, mode, gradeName(m, grade), state]

/** Members that the vectors of 1.1 have in addition. */
export function oddsAnswer(fold: Fold, trace: Trace) {
  const replaced = [...trace.replaced].sort(([a], [b]) => a - b)
  const alarmRuns = fold.alarms.map(([seq, day], i) => {
    const { by, reviews: review, records: record } = fold.odds!.raised[i]!
    return { seq, day, by, review, record, ...trace.runs[i]! }
  })
  return { replaced, alarmRuns }
}

export const alarmSums = (fold: Fold): [number, number] => [fold.odds?.reviews ?? 0, fold.odds?.records ?? 0]

/** Report in the shape of the vectors: reasons as codes, pieces and outlook only if asked. */
export function answer(m: Methodology, records: MemoryRecords, q: Question): Record<string, unknown> {
  const record = records.find(q.provider)
  const { reasons, ...rest } = reportOf(m, record, q.day)
  const fold = record?.fold ?? emptyFold()
  const result: Record<string, unknown> = {
    provider: q.provider,
    day: q.day,
    ...rest,
    reasons: reasons.map(r => r.dimension),
    ...(m.odds ? { alarmSums: alarmSums(fold) } : {}),
  }
  if (q.outlook) result.outlook = outlook(m, fold, record?.held ?? newHeld(), q.day)
  if (q.pieces) {
    const live = liveLineageEvidence(records, q.provider)
    const trace = newTrace()
    foldOf(m, live, clearedThrough(records, q.provider, live), trace)
    const pieces = reviewPieces(m, fold, scoreAt(m, fold, q.day), live, q.day, trace.replaced)
    result.reviewPieces = pieces
    result.history = records.history.filter(h => h.provider === q.provider).map(h => historyLine(m, h))
    if (m.odds) {
      const { replaced, alarmRuns } = oddsAnswer(fold, trace)
      result.reviewPieces = { ...pieces, replaced }
      result.alarmRuns = alarmRuns
      result.publicHistory = records.publicHistory(q.provider).map(h => historyLine(m, h))
    }
  }
  return result
}

/** Entries of a vector in the order of seq. */
export const mergeEntries = (v: Vector): RatingEntry[] => [...v.evidence, ...v.actions].sort((a, b) => a.seq - b.seq)

/** A weight as the vectors of a version write it. */
export const weightRow = (m: Methodology, x: Pick<Weighed, 'seq' | 'weight' | 'mass' | 'codes'>): Weight =>
  m.odds ? [x.seq, x.weight, x.mass ?? x.weight, x.codes] : [x.seq, x.weight, x.codes]

/** Hash of weights as published: lines `seq:weight:CODE+CODE` (1.1: `seq:weight:mass:CODE+CODE`), no final newline. */
export function weightsHash(weights: readonly Weight[]): string {
  const lines = weights.map(row => row.map(part => (typeof part === 'number' ? part : part.join('+'))).join(':'))
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}

/** Runs a vector in memory and returns what it should have expected. */
export function runVector(m: Methodology, v: Vector): Vector['expect'] & { weights: Weight[] } {
  const records = new MemoryRecords()
  const entries = mergeEntries(v)
  const refused: number[] = []
  const weights: Weight[] = []
  const feed = (x: RatingEntry) => {
    try {
      const weighed = accept(m, records, x)
      if (weighed) weights.push(weightRow(m, weighed))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused.push(x.seq)
    }
  }
  let fed = 0
  const reports = v.ask.map(q => {
    while (fed < entries.length && entries[fed]!.ledgerDay <= q.day) feed(entries[fed++]!)
    passDays(m, records, q.day)
    return answer(m, records, q)
  })
  while (fed < entries.length) feed(entries[fed++]!)
  return { refused, weights, weightsSha256: weightsHash(weights), reports }
}

/** Every leaf that differs. Fields that `expected` does not have are not compared. */
export function compare(expected: unknown, got: unknown, path: string): Mismatch[] {
  if (typeof expected !== 'object' || expected === null || typeof got !== 'object' || got === null)
    return Object.is(expected, got) ? [] : [{ path, expected, got }]
  const found: Mismatch[] = []
  if (Array.isArray(expected) && expected.length !== (got as unknown[]).length)
    found.push({ path: `${path}.length`, expected: expected.length, got: (got as unknown[]).length })
  for (const [key, value] of Object.entries(expected))
    found.push(...compare(value, (got as Record<string, unknown>)[key], `${path}.${key}`))
  return found
}
