/** Shared pieces of the rating tests: a world fed in order, and random evidence. */
import fc from 'fast-check'
import { accept } from '../../src/ratings/engine/engine.ts'
import { MemoryRecords } from '../../src/ratings/engine/records.ts'
import { type RatingEntry, Refusal, type RefusalCode, type Weighed } from '../../src/ratings/rules/evidence.ts'
import { loadMethodology } from '../../src/ratings/rules/methodology.ts'

export const m = loadMethodology()

type Loose<T> = T extends unknown ? Omit<T, 'seq' | 'ledgerDay'> : never
export type Draft = Loose<RatingEntry>

/** A world that gives seqs by itself; `at` is the day of recording, by default the day of the last entry. */
export class World {
  readonly records = new MemoryRecords()
  seq = 0
  day = 0

  add(draft: Draft, at = Math.max(this.day, 'day' in draft ? draft.day : 0)): Weighed | undefined {
    this.day = at
    const admitted = accept(m, this.records, { ...draft, seq: this.seq + 1, ledgerDay: at } as RatingEntry)
    this.seq += 1
    return admitted
  }
  refusal(draft: Draft, at = this.day): RefusalCode | undefined {
    try {
      accept(m, this.records, { ...draft, seq: this.seq + 1, ledgerDay: at } as RatingEntry)
      return undefined
    } catch (error) {
      if (error instanceof Refusal) return error.code
      throw error
    }
  }
}

export const order = (day: number, customer: string, provider = 'p'): Draft => ({
  kind: 'order',
  provider,
  day,
  customer,
  completed: true,
  answeredWithin300s: true,
})
export const review = (day: number, customer: string, stars: number, provider = 'p', verified = true): Draft => ({
  kind: 'review',
  provider,
  day,
  customer,
  stars,
  verified,
})

const days = fc.integer({ min: 0, max: 4000 })
const customers = fc.integer({ min: 0, max: 12 }).map(n => `c${n}`)
const base = { provider: fc.constantFrom('p', 'q'), day: days }
/** Random evidence of two providers over eleven years. */
export const anyEvidence: fc.Arbitrary<Draft> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      ...base,
      kind: fc.constant('order' as const),
      customer: customers,
      completed: fc.boolean(),
      answeredWithin300s: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      ...base,
      kind: fc.constant('review' as const),
      customer: customers,
      stars: fc.integer({ min: 1, max: 5 }),
      verified: fc.boolean(),
    }),
  },
  fc.record({ ...base, kind: fc.constant('complaint' as const), customer: customers, upheld: fc.boolean() }),
  fc.record({ ...base, kind: fc.constant('inspection' as const), score: fc.integer({ min: 0, max: 100 }) }),
  fc.record({
    ...base,
    kind: fc.constant('sanction' as const),
    class: fc.constantFrom('minor' as const, 'general' as const, 'serious' as const),
  }),
  fc.record({
    ...base,
    kind: fc.constant('credential' as const),
    standard: fc.constantFrom('s1', 's2', 's3'),
    validTo: fc.integer({ min: 4000, max: 5000 }),
  }),
)
/** Evidence in the order of its day. */
export const history = (max = 80): fc.Arbitrary<Draft[]> =>
  fc
    .array(anyEvidence, { maxLength: max })
    .map(list => list.sort((a, b) => ('day' in a && 'day' in b ? a.day - b.day : 0)))
