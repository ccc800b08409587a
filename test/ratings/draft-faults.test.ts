import { describe, expect, it } from 'vitest'
import type { Parameters } from '../../src/ratings/rules/parameters.ts'
import { makeTables, tableHash } from '../../src/ratings/rules/tables.ts'
import { cutFaults, draftFaults } from '../../src/ratings/versions/rules-drafts.ts'
import { draft } from './drafts.ts'

const DAY = 2_600
const FIRST = [{ from: 0, parameters: draft('1.0.0') }]
const faults = (change: (p: Parameters) => unknown) =>
  draftFaults(draft('1.1.0', change), FIRST, DAY).map(({ code, pointer }) => [code, pointer])

describe('a draft', () => {
  it('is accepted if it changes nothing but its version', () => expect(faults(() => {})).toEqual([]))

  const refused: [string, (p: Parameters) => unknown, string, string][] = [
    ['an unknown member', p => Object.assign(p, { luck: 1 }), 'schema', ''],
    ['a fraction', p => Object.assign(p.alarm, { threshold: 0.5 }), 'schema', '/alarm/threshold'],
    ['cuts out of order', p => p.grades.cuts.splice(3, 2, 620000, 540000), 'cuts-order', '/grades/cuts/4'],
    ['cuts that begin above 0', p => p.grades.cuts.splice(0, 1, 1), 'cuts-begin', '/grades/cuts/0'],
    ['a gate that is no grade', p => Object.assign(p.gate, { fullGrade: 'X' }), 'grade-unknown', '/gate/fullGrade'],
    ['a prior that does not sum', p => p.review.prior.fill(1), 'prior-sum', '/review/prior'],
    ['too many points', p => Object.assign(p.review, { points: 900 }), 'points-sum', '/review/points'],
    [
      'a table of a million days',
      p => Object.assign(p.decay, { halfLifeDays: 1e6 }),
      'table-too-long',
      '/decay/halfLifeDays',
    ],
    ['a half-life with the old table', p => Object.assign(p.decay, { halfLifeDays: 364 }), 'table-hash', '/tables/G'],
    ['a shorter calendar', p => Object.assign(p.clock, { maxDay: 39_999 }), 'clock-shortened', '/clock/maxDay'],
    [
      'a repair that is possible later than before',
      p => Object.assign(p.sanctions.classes.general, { repairAfterDays: 91 }),
      'repair-later',
      '/sanctions/classes/general/repairAfterDays',
    ],
    [
      'a cut that moves by more than 5 %',
      p => p.grades.cuts.splice(1, 1, 300_001),
      'cut-moved-too-far',
      '/grades/cuts/1',
    ],
  ]
  it.each(refused)('with %s is refused', (_, change, code, pointer) => {
    expect(faults(change)).toContainEqual([code, pointer])
  })

  const overflowing: [string, (p: Parameters) => unknown, string][] = [
    ['an index scale', p => Object.assign(p.admission.rater, { indexScale: 2 ** 20 }), '/admission/rater/indexScale'],
    ['a threshold', p => Object.assign(p.alarm, { threshold: 2 ** 52 - 1, allowance: 2 ** 50 }), '/alarm/threshold'],
    [
      'a deduction',
      p => Object.assign(p.sanctions.classes.minor, { deduction: 2 ** 24 }),
      '/sanctions/classes/minor/deduction',
    ],
    ['a certificate', p => Object.assign(p.credentials, { each: 2 ** 23 }), '/credentials/each'],
    ['the variance of an inspection', p => Object.assign(p.inspection, { variance: 2 ** 46 }), '/inspection/variance'],
    ['a prior', p => Object.assign(p.beta[0]!, { ok: 2 ** 40 }), '/beta/0/ok'],
    ['a floor of the variance', p => Object.assign(p.review, { minVariance: 2 ** 46 }), '/review/minVariance'],
  ]
  it.each(overflowing)('whose %s could pass 2^53 is refused', (_, change, pointer) => {
    expect(faults(change)).toContainEqual(['overflow', pointer])
  })

  it('says which hash the changed tables have', () => {
    const changed = draft('1.1.0', p => Object.assign(p.decay, { halfLifeDays: 364 }))
    const tables = makeTables(changed)
    expect(draftFaults(changed, FIRST, DAY)[0]?.text.zh).toContain(tableHash(tables.G))
    Object.assign(changed.tables, { G: tableHash(tables.G), G2: tableHash(tables.G2) })
    expect(draftFaults(changed, FIRST, DAY)).toEqual([])
  })
})

describe('cut points', () => {
  const moved = (version: string, cut: number) => draft(version, p => p.grades.cuts.splice(1, 1, cut))
  const reigns = [
    { from: 0, parameters: moved('1.0.0', 250_000) },
    { from: 1_000, parameters: moved('1.1.0', 290_000) },
  ]
  const codes = (cut: number, from: number) => cutFaults(moved('1.2.0', cut), reigns, from).map(fault => fault.code)

  it('move by 5 % of the range within a year of any version that was in force in it', () => {
    expect(codes(300_000, 1_200)).toEqual([])
    expect(codes(300_001, 1_200)).toEqual(['cut-moved-too-far'])
    expect(codes(240_000, 1_200)).toEqual([])
    expect(codes(239_999, 1_200)).toEqual(['cut-moved-too-far'])
  })

  it('may move on when the older version has been out of force for a year', () => {
    expect(codes(340_000, 1_364)).toEqual(['cut-moved-too-far'])
    expect(codes(340_000, 1_365)).toEqual([])
    expect(codes(340_001, 1_365)).toEqual(['cut-moved-too-far'])
  })
})
