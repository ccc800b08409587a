/** Conformance vectors (hk-credit 10): runs files and prints every value that differs. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { MemoryBook } from './book.ts'
import { evaluateThrough, liveChainEvidence } from './decide.ts'
import { accept } from './engine.ts'
import { loadMethodology, type Methodology } from './methodology.ts'
import { reportOf } from './report.ts'
import { type RatingEntry, Refusal } from './rules-evidence.ts'
import { reviewPieces } from './rules-explanation.ts'
import { emptyFold } from './rules-fold.ts'
import { gradeName, newHeld } from './rules-grade.ts'
import { outlook } from './rules-outlook.ts'
import { scoreAt } from './rules-score.ts'

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
export function answer(m: Methodology, book: MemoryBook, q: Question): Record<string, unknown> {
  const record = book.find(q.provider)
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
    const live = liveChainEvidence(book, q.provider)
    result.reviewPieces = reviewPieces(m, fold, scoreAt(m, fold, q.day), live, q.day)
    result.history = book.history
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
  const book = new MemoryBook()
  const entries = mergeEntries(v)
  const refused: number[] = []
  const weights: Weight[] = []
  const feed = (x: RatingEntry) => {
    try {
      const admitted = accept(m, book, x)
      if (admitted) weights.push([admitted.seq, admitted.weight, admitted.codes])
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused.push(x.seq)
    }
  }
  let fed = 0
  const reports = v.ask.map(q => {
    while (fed < entries.length && entries[fed]!.ledgerDay <= q.day) feed(entries[fed++]!)
    evaluateThrough(m, book, q.day)
    return answer(m, book, q)
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

async function readVector(path: string): Promise<Vector | { tables: Record<string, string> }> {
  const text = await readFile(path, 'utf8').catch(error => {
    throw new Error(`${path}: cannot be read (${error.code ?? error.message})`)
  })
  let document: Partial<Vector> & Record<string, unknown>
  try {
    document = JSON.parse(text)
  } catch {
    throw new Error(`${path}: is not JSON`)
  }
  if (typeof document?.G === 'string' && typeof document.RW === 'string')
    return { tables: document as Record<string, string> }
  const lists = [document?.evidence, document?.actions, document?.ask, document?.expect?.reports]
  const isList = (list: unknown) => Array.isArray(list) && list.every(item => typeof item === 'object' && item !== null)
  if (!lists.every(isList) || typeof document.parameters !== 'string')
    throw new Error(`${path}: is not a vector (hk-credit 10)`)
  return document as Vector
}

/**
 * Runs vector files and prints one line per mismatch: path, expected, got; then one line per file.
 * @returns the number of mismatches; a file that cannot be run counts as one and is named in one line
 */
export async function runVectorFiles(paths: readonly string[], print: (line: string) => void): Promise<number> {
  let count = 0
  for (const path of paths) {
    const found = await mismatches(path).catch((error: Error) => {
      print(error.message.replaceAll('\n', ' '))
      return undefined
    })
    for (const { path: where, expected, got } of found ?? [])
      print(`${where}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`)
    if (found) print(`${path}: ${found.length === 0 ? 'ok' : `${found.length} mismatches`}`)
    count += found?.length ?? 1
  }
  return count
}

async function mismatches(path: string): Promise<Mismatch[]> {
  const vector = await readVector(path)
  if ('tables' in vector) return compare(vector.tables, loadMethodology().parameters.tables, path)
  const { expect, parameters } = vector
  try {
    return compare(expect, runVector(loadMethodology(parameters), vector), path)
  } catch (error) {
    throw new Error(`${path}: cannot be run (${(error as Error).message})`)
  }
}
