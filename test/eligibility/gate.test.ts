import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rotation } from '../../src/eligibility/ranked-list.ts'
import { decideGate, type GateFacts } from '../../src/eligibility/rules-gate.ts'

const QUESTION = { service: '05-001', area: '330203', date: '2026-11-24', probationOpenOrders: 3, conditions: [] }
const GOOD: GateFacts = {
  registration: 'operating',
  standing: 'active',
  validUntil: null,
  offerings: new Set(['05']),
  areas: ['3302'],
  openOrders: 0,
  state: 'full',
  grade: 'A',
  watch: false,
  admitted: true,
  credentials: [],
}
const codes = (facts: Partial<GateFacts>) =>
  decideGate({ ...GOOD, ...facts }, QUESTION).reasons.map(reason => reason.code)

describe('the gate', () => {
  it.each<[string, Partial<GateFacts>, string[]]>([
    ['lets an active firm in full standing', {}, []],
    ['reads an item as well as its category', { offerings: new Set(['05-001']) }, []],
    ['refuses another item', { offerings: new Set(['05-002']) }, ['service-not-offered']],
    ['refuses another area', { areas: ['330281'] }, ['area-not-served']],
    ['refuses a suspended firm', { standing: 'suspended' }, ['provider-suspended']],
    ['refuses a dormant firm', { registration: 'dormant' }, ['registration-dormant']],
    ['refuses a firm that was revoked', { registration: 'revoked' }, ['registration-revoked']],
    ['refuses a firm that moved out', { registration: 'moved-out' }, ['registration-moved-out']],
    [
      'names the authority and the centre, each for its own',
      { registration: 'deregistered', standing: 'suspended' },
      ['provider-suspended', 'registration-deregistered'],
    ],
    ['refuses a firm that is not admitted', { admitted: false }, ['provider-not-admitted']],
    ['refuses a term that ended yesterday', { validUntil: '2026-11-23' }, ['registration-expired']],
    ['lets a term that ends today', { validUntil: '2026-11-24' }, []],
    ['refuses a barred firm', { state: 'barred', grade: 'D' }, ['credit-barred']],
    [
      'refuses probation with three open orders',
      { state: 'probation', grade: 'B', openOrders: 3 },
      ['probation-open-orders'],
    ],
    ['lets probation with two, and says so', { state: 'probation', grade: 'B', openOrders: 2 }, ['credit-probation']],
    [
      'names every reason at once',
      { standing: 'withdrawn', areas: [], state: 'barred' },
      ['provider-withdrawn', 'area-not-served', 'credit-barred'],
    ],
  ])('%s', (_, facts, expected) => expect(codes(facts)).toEqual(expected))

  it('never lets anybody in by being worse', () => {
    const facts = fc.record({
      registration: fc.constantFrom('operating', 'dormant', 'revoked') as fc.Arbitrary<GateFacts['registration']>,
      standing: fc.constantFrom('active', 'suspended', 'withdrawn') as fc.Arbitrary<GateFacts['standing']>,
      state: fc.constantFrom('full', 'probation', 'barred') as fc.Arbitrary<GateFacts['state']>,
      openOrders: fc.nat(5),
    })
    fc.assert(
      fc.property(facts, made => {
        const eligible = decideGate({ ...GOOD, ...made }, QUESTION).eligible
        expect(decideGate({ ...GOOD, ...made, state: 'barred' }, QUESTION).eligible).toBe(false)
        expect(decideGate({ ...GOOD, ...made, openOrders: made.openOrders + 1 }, QUESTION).eligible).toBe(
          eligible && !(made.state === 'probation' && made.openOrders + 1 >= 3),
        )
      }),
    )
  })

  it('rotates among equals: otherwise on every day', () => {
    expect(rotation(QUESTION, 'p')).not.toBe(rotation({ ...QUESTION, date: '2026-11-25' }, 'p'))
  })
})
