import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Random } from '../../src/demo/random.ts'
import { readGateFacts } from '../../src/eligibility/facts.ts'
import { compareKeys, rotation } from '../../src/eligibility/index.ts'
import { decideGate, type GateFacts } from '../../src/eligibility/rules-gate.ts'
import { businessDay, dayToDate } from '../../src/ledger/clock.ts'
import { City } from '../support/city.ts'

const QUESTION = { service: '05-001', area: '330203', date: '2026-11-24', probationOpenOrders: 3 }
const GOOD: GateFacts = {
  status: 'active',
  validUntil: null,
  offerings: new Set(['05']),
  areas: ['3302'],
  openOrders: 0,
  state: 'full',
  grade: 'A',
  watch: false,
}
const codes = (facts: Partial<GateFacts>) =>
  decideGate({ ...GOOD, ...facts }, QUESTION).reasons.map(reason => reason.code)

describe('the gate', () => {
  it.each<[string, Partial<GateFacts>, string[]]>([
    ['lets an active firm in full standing', {}, []],
    ['reads an item as well as its category', { offerings: new Set(['05-001']) }, []],
    ['refuses another item', { offerings: new Set(['05-002']) }, ['service-not-offered']],
    ['refuses another area', { areas: ['330281'] }, ['area-not-served']],
    ['refuses a suspended firm', { status: 'suspended' }, ['provider-suspended']],
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
      { status: 'withdrawn', areas: [], state: 'barred' },
      ['provider-withdrawn', 'area-not-served', 'credit-barred'],
    ],
  ])('%s', (_, facts, expected) => expect(codes(facts)).toEqual(expected))

  it('never lets anybody in by being worse', () => {
    const facts = fc.record({
      status: fc.constantFrom('active', 'suspended', 'inactive', 'withdrawn') as fc.Arbitrary<GateFacts['status']>,
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

  it('orders by state, score, then a rotation that anybody can compute', () => {
    const keys = [
      [1, -9, 'a', 'x'],
      [0, -5, 'b', 'x'],
      [0, -5, 'a', 'y'],
      [0, -9, 'z', 'x'],
    ] as const
    expect([...keys].sort((a, b) => compareKeys([...a], [...b])).map(key => key.slice(0, 3))).toEqual([
      [0, -9, 'z'],
      [0, -5, 'a'],
      [0, -5, 'b'],
      [1, -9, 'a'],
    ])
    expect(rotation(QUESTION, 'p')).not.toBe(rotation({ ...QUESTION, date: '2026-11-25' }, 'p'))
  })
})

describe('the index against the rows, after anything that can happen', () => {
  let city: City
  beforeAll(async () => {
    city = await City.open()
  })
  afterAll(() => city.close())

  it('lists exactly whom the gate lets in by the rows', async () => {
    const { ledger, index, ratings } = city.service
    const random = new Random(7)
    const providers = await Promise.all(Array.from({ length: 30 }, (_, i) => register(i, random)))
    for (let step = 0; step < 120; step++) {
      const provider = random.pick(providers)
      await change(provider, random)
      const service = random.pick(['05-001', '05-002', '06-001'])
      const area = random.pick(['330203', '330212', '330281'])
      const day = businessDay(city.clock.ms)
      const { probationOpenOrders } = ratings.methodology.parameters.gate
      const question = { service, area, date: dayToDate(day), probationOpenOrders }
      const allowed: string[] = []
      for (const id of [...providers, ...city.providers]) {
        const facts = await ledger.read(db => readGateFacts(db, ledger.store.tables, ratings.methodology, id, day))
        if (decideGate(facts, question).eligible) allowed.push(id)
      }
      expect(
        index
          .list(service, area, day)
          .map(listed => listed.provider.id)
          .sort(),
      ).toEqual(allowed.sort())
    }
  })

  async function register(n: number, random: Random): Promise<string> {
    const { ledger } = city.service
    const provider = ledger.newId()
    const offerings = [random.pick(['05', '05-001', '06', '06-001'])]
    const facts = {
      kind: 'firm',
      name: `宁波随机${n}`,
      uscc: `test${n}`,
      usccStatus: 'overridden',
      phone: null,
      address: null,
    }
    const place = {
      area: '330203',
      areas: [random.pick(['3302', '330203', '330281'])],
      offerings,
      founded: null,
      validUntil: null,
    }
    await ledger.write('test', tx =>
      tx.append({ type: 'provider.registered', subject: provider, payload: { provider, ...facts, ...place } }),
    )
    return provider
  }

  async function change(provider: string, random: Random): Promise<void> {
    const { ledger } = city.service
    const at = { subject: provider, payload: { provider } }
    const day = businessDay(city.clock.ms)
    const drafts = [
      { ...at, type: random.pick(['provider.suspended', 'provider.reinstated', 'provider.withdrawn']) },
      {
        ...at,
        type: 'provider.offerings-set',
        payload: { provider, offerings: [random.pick(['05', '05-002', '06-001'])] },
      },
      { ...at, type: 'provider.changed', payload: { provider, areas: [random.pick(['3302', '330212', '330281'])] } },
      { ...at, type: 'evidence.sanction', payload: { provider, day, class: random.pick(['minor', 'serious']) } },
    ]
    await ledger.write('test', tx => tx.append(random.pick(drafts)))
  }
})
