import { describe, expect, it } from 'vitest'
import { liveLineageEvidence } from '../../src/ratings/engine/decide.ts'
import { reportOf } from '../../src/ratings/engine/report.ts'
import { readInspections, readTotals } from '../../src/ratings/rules/buckets.ts'
import { reviewPieces } from '../../src/ratings/rules/explanation.ts'
import { outlook } from '../../src/ratings/rules/outlook.ts'
import { scoreAt } from '../../src/ratings/rules/score.ts'
import { m, order, review, World } from './worlds.ts'

describe('the worked example of hk-credit 11', () => {
  const world = new World()
  const weights = [
    world.add(order(100, 'a')),
    world.add(review(100, 'a', 5)),
    world.add({ ...order(103, 'b'), answeredWithin300s: false } as never),
    world.add(review(104, 'b', 4)),
    world.add({ ...order(130, 'a'), completed: false } as never),
    world.add(review(131, 'a', 1)),
    world.add(review(131, 'c', 1, 'p', false)),
    world.add({ kind: 'inspection', provider: 'p', day: 140, score: 80 }),
  ]
  const record = world.records.find('p')!

  it('admits with the weights and codes of its table', () => {
    expect(weights.map(x => [x!.weight, x!.codes])).toEqual([
      [256, []],
      [256, []],
      [256, []],
      [256, []],
      [135, ['PAIR_REPEAT']],
      [135, ['PAIR_REPEAT']],
      [51, ['UNVERIFIED']],
      [256, []],
    ])
  })

  it('fills the buckets and the CUSUM', () => {
    expect(record.fold.evidence).toEqual({
      epochs: [0],
      sums: [
        709020, 0, 0, 1277440, 1267712, 267852, 0, 3250262, 1975382, 2542592, 0, 5177096, 1277440, 1267712, 267852, 0,
      ],
    })
    expect(record.fold.inspections).toEqual({ epochs: [0], sums: [1199616, 95969280] })
    expect(record.fold.cusum).toBe(5746005)
  })

  it('reads the totals of day 200', () => {
    const totals = readTotals(m, record.fold.evidence, 200)
    expect(totals).toEqual([118, 0, 0, 213, 211, 44, 0, 542, 329, 424, 0, 591, 213, 211, 44, 0])
    expect(readInspections(m, record.fold.inspections, 200)).toEqual({ mass: 241, value: 19329 })
  })

  it('scores day 200 with lines that sum to the assured score', () => {
    const report = reportOf(m, record, 200)
    expect(report).toMatchObject({ point: 743078, assured: 644834, grade: 'NR', state: 'probation' })
    expect(report).toMatchObject({ orders: 3, customers: 2, watch: false, alarms: [] })
    expect(report.reasons.map(r => r.dimension)).toEqual(['review', 'completion', 'response', 'complaints'])
    expect(report.lines).toEqual({
      review: 381515,
      completion: 135928,
      complaints: 120944,
      response: 42674,
      inspection: 62017,
      certificates: 0,
      sanctions: 0,
      alarm: 0,
      uncertainty: -98244,
      remainder: 0,
    })
  })

  it('shares the review line among the reviews', () => {
    const live = liveLineageEvidence(world.records, 'p')
    expect(reviewPieces(m, record.fold, scoreAt(m, record.fold, 200), live, 200)).toEqual({
      base: 418823,
      pieces: [
        [2, 10674],
        [4, -5807],
        [6, -30803],
        [7, -11637],
      ],
      remainder: 265,
    })
  })

  it('needs two more orders to be rated', () => {
    expect(outlook(m, record.fold, record.held, 200)).toEqual({ next: 'RATED', orders: 2, fall: null })
  })
})
