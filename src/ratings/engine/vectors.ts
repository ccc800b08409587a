/** Conformance vectors (hk-credit 10): runs one in memory and compares every value. */
import { createHash } from 'node:crypto'
import { type RatingEntry, Refusal } from '../rules/evidence.ts'
import { reviewPieces } from '../rules/explanation.ts'
import { emptyFold } from '../rules/fold.ts'
import { gradeName, newHeld } from '../rules/grade.ts'
import type { Methodology } from '../rules/methodology.ts'
import { outlook } from '../rules/outlook.ts'
import { scoreAt } from '../rules/score.ts'
import { evaluateThrough, liveLineageEvidence } from './decide.ts'
import { accept } from './engine.ts'
import { MemoryRecords } from './records.ts'
import { reportOf } from './report.ts'

export interface Question {
  provider: string
  day: number
  pieces?: boolean
  outlook?: boolean
}
export type Weight = [seq: number, weight: number, codes: readonly string[]]
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

/** Report in the shape of the vectors: reasons as codes, pieces and outlook only if asked. */
export function answer(m: Methodology, records: MemoryRecords, q: Question): Record<string, unknown> {
  const record = records.find(q.provider)
  const { reasons, ...rest } = reportOf(m, record, q.day)
  const result: Record<string, unknown> = {
    provider: q.provider,
    day: q.day,
    ...rest,
    reasons: reasons.map(r => r.dimension),
  }
  const fold = record?.fold ?? emptyFold()
  if (q.outlook) result.outlook = outlook(m, fold, record?.held ?? newHeld(), q.day)
  if (q.pieces) {
    const live = liveLineageEvidence(records, q.provider)
    result.reviewPieces = reviewPieces(m, fold, scoreAt(m, fold, q.day), live, q.day)
    result.history = records.history
      .filter(h => h.provider === q.provider)
      .map(h => [h.day, h.mode, gradeName(m, h.grade), h.state])
  }
  return result
}

/** Entries of a vector in the order of seq. */
export const mergeEntries = (v: Vector): RatingEntry[] => [...v.evidence, ...v.actions].sort((a, b) => a.seq - b.seq)

/** Hash of weights as published: lines `seq:weight:CODE+CODE`, no final newline. */
export function weightsHash(weights: readonly Weight[]): string {
  const lines = weights.map(([seq, w, codes]) => `${seq}:${w}:${codes.join('+')}`)
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
      if (weighed) weights.push([weighed.seq, weighed.weight, weighed.codes])
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused.push(x.seq)
    }
  }
  let fed = 0
  const reports = v.ask.map(q => {
    while (fed < entries.length && entries[fed]!.ledgerDay <= q.day) feed(entries[fed++]!)
    evaluateThrough(m, records, q.day)
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
