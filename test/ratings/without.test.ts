import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldOf, liveLineageEvidence } from '../../src/ratings/engine/decide.ts'
import { scoreAt } from '../../src/ratings/rules/score.ts'
import { clearOf, scoresWithout } from '../../src/ratings/rules/without.ts'
import { anyEvidence, type Draft, history, m, order, review, World } from './worlds.ts'

const LAST = 4200

function fed(drafts: readonly Draft[], world = new World()): World {
  for (const draft of drafts) world.add(draft)
  return world
}

/** Every score without one piece, both ways; what differs. */
function differing(world: World, provider: string, day = LAST): unknown[] {
  const live = liveLineageEvidence(world.records, provider)
  const record = world.records.find(provider)
  if (!record) return []
  const clearings = [...world.records.all()].flatMap(r => r.clearings)
  const without = scoresWithout(m, record.fold, live, clearings, day)
  return live.flatMap((x, i) => {
    const rest = live.filter(y => y !== x)
    const expected = scoreAt(m, foldOf(m, rest, clearOf(clearings, rest)).fold, day)
    const got = without(i)
    return JSON.stringify(got) === JSON.stringify(expected) ? [] : [{ x, got, expected }]
  })
}

/** A firm that was good and turned bad: alarms, and praise before them. Some pieces arrive late, some are unverified. */
const decline: fc.Arbitrary<Draft[]> = fc
  .record({
    good: fc.integer({ min: 5, max: 60 }),
    bad: fc.integer({ min: 0, max: 25 }),
    noise: fc.array(anyEvidence, { maxLength: 12 }),
    late: fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 6 }),
  })
  .map(({ good, bad, noise, late }) => {
    const drafts: Draft[] = []
    for (let i = 0; i < good; i++)
      drafts.push(order(3000 + i, `g${i}`), review(3000 + i, `g${i}`, 5 - (i % 2), 'p', i % 7 > 0))
    for (let i = 0; i < bad; i++) drafts.push(review(3100 + i, `b${i}`, 1, 'p', i % 5 > 0))
    // In place, whatever its day: what is late was recorded late.
    noise.forEach((x, i) => void drafts.splice((i * 7) % (drafts.length + 1), 0, { ...x, day: 2900 + i } as Draft))
    late.forEach(
      (i, k) => void drafts.splice(drafts.length - k, 0, order(3130 + (i % 40), `l${i}`), review(3090, `l${i}`, 1)),
    )
    return drafts
  })

describe('the score without one piece', () => {
  it('is what folding all the others anew gives, for every piece of any history', () =>
    fc.assert(
      fc.property(history(60), drafts => {
        const world = fed(drafts)
        for (const provider of ['p', 'q']) expect(differing(world, provider)).toEqual([])
      }),
      { numRuns: 60 },
    ))

  it('is so across alarms, late pieces and long runs', () => {
    let alarms = 0
    fc.assert(
      fc.property(decline, drafts => {
        const world = fed(drafts)
        alarms += world.records.find('p')!.fold.alarms.length
        expect(differing(world, 'p', 3200)).toEqual([])
      }),
      { numRuns: 100 },
    )
    expect(alarms).toBeGreaterThan(20)
  })

  it('minds that a piece may have moved the clock at which late reviews were judged', () => {
    const world = new World()
    for (let i = 0; i < 6; i++) world.add(review(100, `g${i}`, 5))
    for (let i = 0; i < 2; i++) world.add(review(101, `b${i}`, 1))
    const jump = world.add(order(1300, 'o'))!
    for (let i = 0; i < 5; i++) world.add(review(102, `d${i}`, 1))
    const live = liveLineageEvidence(world.records, 'p')
    const { fold } = world.records.find('p')!
    expect(fold.alarms).toHaveLength(1)
    const at = live.findIndex(x => x.seq === jump.seq)
    expect(scoresWithout(m, fold, live, [], 1300)(at).lines.alarm).toBe(0)
    expect(differing(world, 'p', 1300)).toEqual([])
  })

  it('brings an alarm back with the inspection that had cleared it', () => {
    const world = new World()
    for (let i = 0; i < 30; i++) world.add(review(100 + i, `g${i}`, 5))
    for (let i = 0; i < 12; i++) world.add(review(140, `b${i}`, 1))
    expect(world.records.find('p')!.fold.alarms.length).toBeGreaterThan(0)
    world.add({ kind: 'inspection', provider: 'p', day: 150, score: 95 })
    world.add({ kind: 'alarmCleared', provider: 'p', inspection: world.seq })
    world.add(review(151, 'late', 4))
    expect(world.records.find('p')!.fold.alarms).toEqual([])
    expect(differing(world, 'p', 160)).toEqual([])
    const live = liveLineageEvidence(world.records, 'p')
    const { fold, clearings } = world.records.find('p')!
    const at = live.findIndex(x => x.kind === 'inspection')
    expect(scoresWithout(m, fold, live, clearings, 160)(at).lines.alarm).toBeLessThan(0)
  })

  it('holds for a successor, whose fold has the evidence of its predecessor', () => {
    const world = fed([order(10, 'a'), review(10, 'a', 2), order(11, 'b'), review(11, 'b', 5)])
    world.add({ kind: 'link', provider: 'q', predecessor: 'p' })
    fed([order(20, 'c', 'q'), review(20, 'c', 5, 'q')], world)
    expect(liveLineageEvidence(world.records, 'q')).toHaveLength(6)
    expect(differing(world, 'q', 30)).toEqual([])
  })

  it('is the score that an upheld appeal leaves', () =>
    fc.assert(
      fc.property(decline, fc.nat(), (drafts, pick) => {
        const world = fed(drafts)
        const live = liveLineageEvidence(world.records, 'p')
        const { fold, clearings } = world.records.find('p')!
        const i = pick % live.length
        const { point, assured, lines } = scoresWithout(m, fold, live, clearings, 3200)(i)
        world.add({ kind: 'retraction', target: live[i]!.seq }, 3200)
        expect(scoreAt(m, world.records.find('p')!.fold, 3200)).toMatchObject({ point, assured, lines })
      }),
      { numRuns: 60 },
    ))
})
