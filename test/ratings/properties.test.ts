import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldOf, liveLineageEvidence } from '../../src/ratings/engine/decide.ts'
import { reviewPieces } from '../../src/ratings/rules/explanation.ts'
import { emptyFold } from '../../src/ratings/rules/fold.ts'
import { div, isqrt, mod, mulDiv } from '../../src/ratings/rules/numbers.ts'
import { scoreAt } from '../../src/ratings/rules/score.ts'
import { history, m, World } from './worlds.ts'

const LAST = 4200
const fed = (drafts: Parameters<World['add']>[0][]) => {
  const world = new World()
  for (const draft of drafts) world.add(draft)
  return world
}
const foldIn = (world: World, provider = 'p') => world.records.find(provider)?.fold ?? emptyFold()

describe('exact arithmetic', () => {
  const big = fc.maxSafeInteger()
  const positive = fc.integer({ min: 1, max: 2 ** 45 })
  it('floors towards minus infinity', () =>
    fc.assert(
      fc.property(big, positive, (a, b) => {
        const exact = Number((BigInt(a) - (((BigInt(a) % BigInt(b)) + BigInt(b)) % BigInt(b))) / BigInt(b))
        expect(div(a, b) === exact).toBe(true)
        expect(Object.is(div(a, b), -0)).toBe(false)
        expect(BigInt(a) - BigInt(b) * BigInt(exact) === BigInt(mod(a, b))).toBe(true)
      }),
    ))
  it('takes integer roots', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), n => {
        const r = BigInt(isqrt(n))
        expect(r * r <= BigInt(n) && (r + 1n) * (r + 1n) > BigInt(n)).toBe(true)
      }),
    ))
  it('multiplies beyond the exact range', () =>
    fc.assert(
      fc.property(positive, positive, positive, (a, b, c) => {
        expect(mulDiv(a, b, c)).toBe(Number((BigInt(a) * BigInt(b)) / BigInt(c)))
      }),
    ))
})

describe('any history of evidence', () => {
  it('keeps every score within bounds, in integers, with lines that sum to the assured score', () =>
    fc.assert(
      fc.property(history(), fc.integer({ min: 4000, max: LAST }), (drafts, day) => {
        const { point, assured, lines } = scoreAt(m, foldIn(fed(drafts)), day)
        expect(assured >= 0 && assured <= point && point <= 1_000_000).toBe(true)
        const values = Object.values(lines)
        expect(values.every(Number.isSafeInteger)).toBe(true)
        expect(values.reduce((sum, line) => sum + line, 0)).toBe(assured)
        expect(lines.alarm <= 0 && lines.uncertainty <= 0 && lines.sanctions <= 0).toBe(true)
      }),
    ))

  it('shares the review dimension without a rest', () =>
    fc.assert(
      fc.property(history(), drafts => {
        const world = fed(drafts)
        const fold = foldIn(world)
        const score = scoreAt(m, fold, LAST)
        const { base, pieces, remainder } = reviewPieces(m, fold, score, liveLineageEvidence(world.records, 'p'), LAST)
        const sum = pieces.reduce((total, [, piece]) => total + piece, base + remainder)
        expect(sum).toBe(score.lines.review + score.lines.alarm)
      }),
    ))

  it('folds evidence anew to the very same fold', () =>
    fc.assert(
      fc.property(history(), drafts => {
        const world = fed(drafts)
        for (const { provider, fold } of world.records.all())
          expect(foldOf(m, liveLineageEvidence(world.records, provider), -1).fold).toEqual(fold)
      }),
    ))

  it('aggregates after a retraction as if the piece had never been admitted', () =>
    fc.assert(
      fc.property(history(), fc.nat(), (drafts, pick) => {
        fc.pre(drafts.length > 0)
        const world = fed(drafts)
        const target = (pick % drafts.length) + 1
        const { provider } = world.records.evidence(target)!
        const rest = liveLineageEvidence(world.records, provider).filter(x => x.seq !== target)
        world.add({ kind: 'retraction', target })
        expect(foldIn(world, provider)).toEqual(foldOf(m, rest, -1).fold)
      }),
    ))

  it('is never scored higher for an alarm', () =>
    fc.assert(
      fc.property(history(), fc.integer({ min: 4000, max: LAST }), (drafts, day) => {
        const fold = foldIn(fed(drafts))
        const alarmed = scoreAt(m, fold, day)
        const plain = scoreAt(m, { ...fold, alarms: [] }, day)
        expect(alarmed.point <= plain.point && alarmed.assured <= plain.assured).toBe(true)
      }),
    ))

  it('sums to the same buckets in any order of the pieces, while no alarm is raised', () =>
    fc.assert(
      fc.property(history(30), fc.array(fc.nat(), { minLength: 30, maxLength: 30 }), (drafts, keys) => {
        const live = liveLineageEvidence(fed(drafts).records, 'p').filter(x => x.kind !== 'review' || x.stars >= 4)
        // The CUSUM is left out by `clear`: it is the one part that depends on the order.
        const clear = Number.MAX_SAFE_INTEGER
        const shuffled = live.map((x, i) => ({ x, key: keys[i] ?? 0 })).sort((a, b) => a.key - b.key)
        const one = foldOf(m, live, clear).fold
        const other = foldOf(
          m,
          shuffled.map(s => s.x),
          clear,
        ).fold
        expect(readable(other)).toEqual(readable(one))
      }),
    ))

  it('survives JSON unchanged', () =>
    fc.assert(
      fc.property(history(), drafts => {
        const fold = foldIn(fed(drafts))
        expect(JSON.parse(JSON.stringify(fold))).toEqual(fold)
      }),
    ))
})

/** What a reading can see of a fold, whatever the order in which it grew. */
function readable(fold: ReturnType<typeof emptyFold>) {
  const { lines, point, assured } = scoreAt(m, fold, LAST)
  return { lines, point, assured, orders: fold.orders, customers: fold.customers, active: fold.active }
}

describe('the largest fold', () => {
  it('stays below 2^53 with 2^30 pieces in the last days of a bucket', () => {
    const pieces = 2 ** 30 - 1
    const top = pieces * 256 * m.tables.G[364]!
    expect(Number.isSafeInteger(top)).toBe(true)
    const fold = emptyFold()
    fold.clock = 364
    fold.evidence = { epochs: [0], sums: new Array(16).fill(0) }
    for (const place of [4, 7, 8, 9, 13]) fold.evidence.sums[place] = top
    fold.evidence.sums[11] = pieces * 256 * 256
    const { point, assured, lines } = scoreAt(m, fold, 364)
    expect(Object.values(lines).every(Number.isSafeInteger)).toBe(true)
    expect(assured <= point && point <= 1_000_000).toBe(true)
  })
})
