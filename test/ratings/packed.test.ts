import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept } from '../../src/ratings/engine/engine.ts'
import { pack, unpack } from '../../src/ratings/engine/packed.ts'
import { MemoryRecords } from '../../src/ratings/engine/records.ts'
import { reportOf } from '../../src/ratings/engine/report.ts'
import { ratingOf, standingOf } from '../../src/ratings/engine/standing.ts'
import type { RatingEntry } from '../../src/ratings/rules/evidence.ts'
import { loadMethodology } from '../../src/ratings/rules/methodology.ts'

const m = loadMethodology()
const day = fc.integer({ min: 0, max: 2_000 })
const customer = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
const fact = fc.oneof(
  fc.record({ kind: fc.constant('order'), customer, completed: fc.boolean(), answeredWithin300s: fc.boolean(), day }),
  fc.record({ kind: fc.constant('review'), customer, stars: fc.constantFrom(1, 1, 1, 5), verified: fc.boolean(), day }),
  fc.record({ kind: fc.constant('inspection'), score: fc.integer({ min: 0, max: 100 }), day }),
  fc.record({ kind: fc.constant('sanction'), class: fc.constantFrom('minor', 'general', 'serious'), day }),
  fc.record({
    kind: fc.constant('credential'),
    standard: fc.constantFrom('s1', 's2'),
    validTo: fc.constant(2_100),
    day,
  }),
)

/** A good year, then everything goes wrong: an alarm. */
const decline = Array.from({ length: 60 }, (_, i) => ({
  kind: 'review',
  customer: `c${i}`,
  stars: i < 20 ? 5 : 1,
  verified: true,
  day: 1_900 + i,
}))

describe('a packed fold', () => {
  it('is the fold again when it is unpacked, and stands as the report says', () => {
    let alarms = 0
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 60 }), facts => {
        const records = new MemoryRecords()
        for (const [i, x] of [...facts, ...decline.slice(0, facts.length * 4)].entries())
          accept(m, records, { ...x, provider: 'p', seq: i + 1, ledgerDay: 2_000 } as unknown as RatingEntry)
        const record = records.find('p')
        if (!record) return
        alarms += record.fold.alarms.length
        expect(unpack(pack(record.fold))).toEqual(record.fold)
        const { state, grade, point, assured, watch } = reportOf(m, record, 2_010)
        expect(standingOf(m, ratingOf(record), 2_010)).toEqual({ state, grade, point, assured, watch })
      }),
    )
    expect(alarms).toBeGreaterThan(0)
  })

  it('of nobody stands as the report of nobody says', () => {
    const { state, grade, point, assured, watch } = reportOf(m, undefined, 2_010)
    expect(standingOf(m, null, 2_010)).toEqual({ state, grade, point, assured, watch })
  })
})
