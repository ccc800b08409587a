import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { passDays } from '../../src/ratings/engine/calendar.ts'
import { foldOf } from '../../src/ratings/engine/decide.ts'
import type { ProviderRecord } from '../../src/ratings/engine/records.ts'
import type { Weighed } from '../../src/ratings/rules/evidence.ts'
import { emptyFold, type Fold, VoiceMap } from '../../src/ratings/rules/fold.ts'
import { gradeName } from '../../src/ratings/rules/grade.ts'
import { rulesOf } from '../../src/ratings/rules/rule-sets.ts'
import { scoreAt } from '../../src/ratings/rules/score.ts'
import { m, order, review, World } from './worlds.ts'

const DAY = 1000
const END = 2000
let seq = 0
/** Weighed evidence with a given weight, each piece of a customer of its own. */
const piece = (fields: object, weight = 256): Weighed => {
  seq += 1
  const fixed = { weight, codes: [], retractedBy: -1, retractedDay: -1, repairedDay: -1, repairedBy: -1 }
  return {
    provider: 'p',
    customer: `c${seq}`,
    seq,
    ledgerDay: END,
    day: DAY,
    ...fixed,
    ...fields,
  } as unknown as Weighed
}
const starred = (stars: number, verified = true) => piece({ kind: 'review', stars, verified }, verified ? 256 : 51)
const many = (stars: number, n: number, verified = true) => Array.from({ length: n }, () => starred(stars, verified))
const ordered = (n: number, weight: number) =>
  Array.from({ length: n }, () => piece({ kind: 'order', completed: n % 3 > 0, answeredWithin300s: n % 2 > 0 }, weight))
const few = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 60 }))
const counts = fc.tuple(few, few, few, few, few)
/** A day's evidence: reviews by stars, verified or not, and orders of one weight. */
const aDay = fc
  .tuple(counts, counts, few, fc.constantFrom(256, 128, 13, 1))
  .map(([verified, unverified, orders, weight]) => [
    ...verified.flatMap((n, i) => many(i + 1, n)),
    ...unverified.flatMap((n, i) => many(i + 1, n, false)),
    ...ordered(orders, weight),
  ])
const shuffled = fc.tuple(aDay, fc.infiniteStream(fc.nat())).map(([pieces, keys]) => {
  const keyed = pieces.map(x => ({ x, key: keys.next().value as number }))
  return { pieces, other: keyed.sort((a, b) => a.key - b.key).map(({ x }) => x) }
})
const fold = (pieces: readonly Weighed[], clear = -1) => foldOf(m, pieces, clear).fold

describe('the order of arrival within a day', () => {
  // An alarm follows the run of reviews as they came; it discounts c4, c5, uN and uV only, which have copies that it leaves alone.
  const DISCOUNTED = [3, 4, 5, 6]
  const lasting = ({ evidence: { sums }, orders, customers, active, clock }: Fold) => ({
    sums: sums.map((sum, i) => (DISCOUNTED.includes(i % 16) ? 0 : sum)),
    orders,
    customers,
    active,
    clock,
  })

  it('changes no sum that an alarm leaves alone', () =>
    fc.assert(
      fc.property(shuffled, ({ pieces, other }) => {
        expect(lasting(fold(other))).toEqual(lasting(fold(pieces)))
      }),
    ))

  it('changes nothing at all where neither order raises an alarm', () =>
    fc.assert(
      fc.property(shuffled, ({ pieces, other }) => {
        const [a, b] = [fold(pieces), fold(other)]
        if (a.alarms.length + b.alarms.length > 0) return
        expect({ ...b, cusum: 0 }).toEqual({ ...a, cusum: 0 })
        expect(scoreAt(m, b, DAY + 30)).toEqual(scoreAt(m, a, DAY + 30))
      }),
    ))
})

describe('another verified five-star review from a new customer', () => {
  const better = (before: Fold, day: number): Fold => {
    const after = structuredClone(before)
    rulesOf(m).append(m, after, piece({ kind: 'review', stars: 5, verified: true, day }), {
      isNewCustomer: false,
      clear: -1,
      voices: new VoiceMap(),
    })
    return after
  }
  const scores = (pieces: readonly Weighed[], later: number) => {
    const before = fold(pieces)
    return [scoreAt(m, before, DAY + later), scoreAt(m, better(before, DAY + later), DAY + later)] as const
  }
  const later = fc.integer({ min: 0, max: 700 })

  it('never lowers the point score', () =>
    fc.assert(
      fc.property(aDay, later, (pieces, days) => {
        const [before, after] = scores(pieces, days)
        expect(after.point).toBeGreaterThanOrEqual(before.point)
      }),
      { numRuns: 400 },
    ))

  // The variance is a floor of a floor: near the top a review that moves nothing else can cost a few thousandths of a point.
  it('never lowers the assured score by more than rounding, ten milli-points', () =>
    fc.assert(
      fc.property(aDay, later, (pieces, days) => {
        const [before, after] = scores(pieces, days)
        expect(after.assured).toBeGreaterThanOrEqual(before.assured - 10)
      }),
      { numRuns: 400 },
    ))

  it('does cost those few, where almost everybody gave five stars and almost every order came from one customer', () => {
    const pieces = [...many(2, 3), ...many(5, 724), ...many(1, 1, false), ...many(4, 5, false), ...many(5, 94, false)]
    const [before, after] = scores([...pieces, ...ordered(4, 1)], 0)
    expect(after.point).toBeGreaterThanOrEqual(before.point)
    expect(after.assured - before.assured).toBeGreaterThanOrEqual(-10)
  })
})

describe('hysteresis', () => {
  const HALF_A_YEAR_OF_WEEKS = 26
  const watched = (world: World, weeks: number) => {
    const record = world.records.find('p') as ProviderRecord
    const seen: { grade: number; assured: number }[] = []
    const first = world.records.evaluatedThrough
    for (let monday = first + 7; monday <= first + weeks * 7; monday += 7) {
      passDays(m, world.records, monday)
      seen.push({ grade: record.held.grade, assured: scoreAt(m, record.fold, monday).assured })
    }
    return seen
  }
  /** Weeks at which a grade is taken back across the cut that it crossed before. */
  const reversals = (seen: readonly { grade: number }[]) => {
    const moves = seen.flatMap((now, i) => (i > 0 && now.grade !== seen[i - 1]!.grade ? [i] : []))
    return moves.filter((at, k) => {
      if (k === 0) return false
      const [was, is] = [
        seen[moves[k - 1]!]!.grade - seen[moves[k - 1]! - 1]!.grade,
        seen[at]!.grade - seen[at - 1]!.grade,
      ]
      return was > 0 !== is > 0
    })
  }
  const firm = fc.record({
    stars: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 3, maxLength: 12 }),
    kept: fc.integer({ min: 0, max: 10 }),
  })
  /** Every week the same evidence, from new customers. */
  const steady = ({ stars, kept }: { stars: number[]; kept: number }, weeks: number) => {
    const world = new World()
    for (let week = 0; week < weeks; week += 1)
      for (const [i, s] of stars.entries()) {
        const day = 100 + week * 7
        const customer = `c${week}-${i}`
        world.add({ ...order(day, customer), completed: i % 11 < kept } as never, day + 7)
        world.add(review(day, customer, s), day + 7)
      }
    return world
  }

  it('never flaps while the same evidence arrives every week', () =>
    fc.assert(
      fc.property(firm, what => {
        const { history } = steady(what, 80).records
        // In the first half year the score comes to rest; from then on nothing but the calendar moves.
        const rested = history.findLastIndex(change => change.day < 100 + HALF_A_YEAR_OF_WEEKS * 7)
        expect(reversals(history.slice(Math.max(0, rested)))).toEqual([])
      }),
      { numRuns: 30 },
    ))

  // hk-credit 8.1: silence may confirm an upgrade that was due, for 180 days; after that decay can only lower a grade.
  it('turns at most once when no more evidence arrives, and after half a year only falls, for five years', () =>
    fc.assert(
      fc.property(firm, what => {
        const seen = watched(steady(what, 12), 260)
        expect(reversals(seen).length).toBeLessThanOrEqual(1)
        const later = seen.slice(HALF_A_YEAR_OF_WEEKS).map(({ grade }) => grade)
        expect(later).toEqual(later.toSorted((a, b) => b - a))
      }),
      { numRuns: 30 },
    ))

  it('takes two margins of movement between an upgrade and the downgrade that undoes it', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.nat(20)), { minLength: 20, maxLength: 60 }),
        weeks => {
          const world = new World()
          const seen: { grade: number; assured: number; day: number }[] = []
          for (const [week, [stars, n]] of weeks.entries()) {
            const day = 96 + week * 7
            for (let i = 0; i < n; i += 1) {
              world.add(order(day, `c${week}-${i}`), day)
              world.add(review(day, `c${week}-${i}`, stars), day)
            }
            passDays(m, world.records, day + 7)
            const record = world.records.find('p')
            if (record) seen.push({ grade: record.held.grade, assured: scoreAt(m, record.fold, day + 7).assured, day })
          }
          const { cuts, margin } = m.parameters.grades
          for (const [i, now] of seen.entries()) {
            const before = seen[i - 1]
            if (!before || before.grade < 0 || now.grade < 0) continue
            const why = `${gradeName(m, before.grade)} to ${gradeName(m, now.grade)}`
            if (now.grade > before.grade) expect(now.assured, why).toBeGreaterThanOrEqual(cuts[now.grade]! + margin)
            // An alarm evaluates at once, so a fall may rest on a day before this Monday; it is never undone by the same score.
            if (now.grade < before.grade && (world.records.find('p')?.fold.alarms.length ?? 0) === 0)
              expect(now.assured, why).toBeLessThan(cuts[before.grade]! - margin)
          }
        },
      ),
      { numRuns: 40 },
    ))
})

it('starts from an empty fold that everybody reads alike', () => {
  expect(scoreAt(m, emptyFold(), DAY)).toEqual(scoreAt(m, fold([]), DAY))
})
