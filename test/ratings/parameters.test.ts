import { describe, expect, it } from 'vitest'
import { checkParameters, readParameters } from '../../src/ratings/rules/check-parameters.ts'
import { createMethodology } from '../../src/ratings/rules/methodology.ts'
import type { Parameters } from '../../src/ratings/rules/parameters.ts'

const changed = (change: (p: Parameters) => unknown) => {
  const copy = structuredClone(readParameters())
  change(copy)
  return copy
}

describe('a parameter document', () => {
  const cases: [string, (p: Parameters) => unknown, RegExp][] = [
    ['prior that does not sum', p => p.review.prior.fill(1), /prior must sum/],
    ['cuts out of order', p => p.grades.cuts.splice(3, 2, 540000, 430000), /cuts must ascend/],
    ['cuts that begin above 0', p => p.grades.cuts.splice(0, 1, 1), /begin with 0/],
    ['grades in another order', p => p.grades.names.reverse(), /names must be/],
    ['an unknown gate grade', p => Object.assign(p.gate, { fullGrade: 'X' }), /fullGrade/],
    ['shares in another order', p => p.beta.reverse(), /beta must list/],
    ['low above high', p => Object.assign(p.beta[0]!, { high: 1 }), /low must be below high/],
    ['an unknown field', p => Object.assign(p, { luck: 1 }), /additional properties/],
    ['a float', p => Object.assign(p.alarm, { threshold: 0.5 }), /threshold/],
  ]
  it.each(cases)('with %s is refused', (_name, change, message) => {
    expect(() => checkParameters(changed(change))).toThrow(message)
  })

  it('whose tables are not the published ones is refused', () => {
    expect(() => createMethodology(changed(p => Object.assign(p.decay, { halfLifeDays: 364 })))).toThrow(
      /table G has hash/,
    )
  })

  it('becomes a methodology in well under 150 ms', () => {
    const begin = performance.now()
    createMethodology(readParameters())
    expect(performance.now() - begin).toBeLessThan(150)
  })
})
