import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Random } from '../../src/demo/random.ts'
import { decideFromRows } from '../../src/eligibility/facts.ts'
import { businessDay, dayToDate } from '../../src/ledger/clock.ts'
import type { Draft } from '../../src/ledger/ledger.ts'
import { City } from '../support/city.ts'

const STEPS = 110
const SERVICES = ['05-001', '05-002', '06-001']
const EDITIONS = ['gb-t-31771-2015', 'gb-t-31771-2015', 'gb-t-31772-2015', 'gb-t-31771-2024']
const CLAUSE = {
  number: '1',
  text: '公示收费',
  textEn: 'Fees are published',
  source: 'assumption',
  rule: { properties: { facts: { required: ['feesPublished'], properties: { feesPublished: { const: true } } } } },
}
const TYPES = ['service-pledge', 'liability-insurance']

describe('the index against the rows, after anything that can happen', () => {
  let city: City
  beforeAll(async () => {
    city = await City.open()
  })
  afterAll(() => city.close())

  it('lists exactly whom the gate lets in by the rows, on this day and on days to come', async () => {
    const { index } = city.service
    const random = new Random(7)
    const providers = [...city.providers]
    for (let i = 0; i < 14; i++) providers.push(await register(i, random))
    let [listed, refused] = [0, 0]
    for (let step = 0; step < STEPS; step++) {
      await change(random.pick(providers), random)
      if (random.chance(150)) city.later(86_400_000)
      const service = random.pick(SERVICES)
      const area = random.pick(['330203', '330212', '330281'])
      for (const ahead of [0, random.between(1, 12)]) {
        const day = businessDay(city.clock.ms) + ahead
        const allowed = await allowedByRows(providers, service, area, day)
        const found = index.list(service, area, day).map(entry => entry.provider.id)
        expect(found.sort()).toEqual(allowed)
        listed += allowed.length
        refused += providers.length - allowed.length
      }
    }
    // Neither answer is trivial.
    expect(Math.min(listed, refused)).toBeGreaterThan(STEPS)
  })

  it('comes out the same from the ledger', async () => expect(await city.differences()).toEqual([]))

  async function allowedByRows(providers: string[], service: string, area: string, day: number): Promise<string[]> {
    const { ledger, index, ratings } = city.service
    const allowed: string[] = []
    for (const provider of providers) {
      const question = { provider, service, area }
      const decided = await ledger.read(db =>
        decideFromRows(db, ledger.store.tables, ratings.methodology, question, day),
      )
      expect(index.decide(provider, service, area, day)).toEqual(decided)
      if (decided.eligible) allowed.push(provider)
    }
    return allowed.sort()
  }

  async function register(n: number, random: Random): Promise<string> {
    const { ledger } = city.service
    const provider = ledger.newId()
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
      offerings: [random.pick(['05', '05-001', '06', '06-001'])],
      founded: null,
      validUntil: null,
      ...(random.chance(100) ? { admission: 'registered' } : {}),
    }
    await ledger.write('test', tx =>
      tx.append({ type: 'provider.registered', subject: provider, payload: { provider, ...facts, ...place } }),
    )
    return provider
  }

  async function change(provider: string, random: Random): Promise<void> {
    const draft = await random.pick([aCredential, aCredential, aCredential, aChange, aChange, aDeclaration])(
      provider,
      random,
    )
    await city.service.ledger.write('test', tx => tx.append(draft))
  }

  function aChange(provider: string, random: Random): Draft {
    const about = (type: string, facts: object = {}) => ({ type, subject: provider, payload: { provider, ...facts } })
    const day = businessDay(city.clock.ms)
    return random.pick<() => Draft>([
      () => about(random.pick(['provider.suspended', 'provider.reinstated', 'provider.reinstated'])),
      () => about('provider.offerings-set', { offerings: [random.pick(['05', '05-002', '06-001'])] }),
      () => about('provider.changed', { areas: [random.pick(['3302', '330212', '330281'])] }),
      () => about('evidence.sanction', { day, class: random.pick(['minor', 'serious']) }),
      () =>
        about('admission.rechecked', {
          outcome: random.pick(['confirmed', 'revoked']),
          reasons: [],
          checks: [],
          recheckOn: null,
        }),
      () => aGate(random),
      () => anEdition(random),
    ])()
  }

  function aDeclaration(provider: string, random: Random): Draft {
    const facts = { feesPublished: random.chance(700) }
    return { type: 'facts.declared', subject: provider, payload: { provider, category: '02', by: 'firm', facts } }
  }

  /** A gate that begins today or in a few days. */
  function aGate(random: Random): Draft {
    const condition = () =>
      random.pick([
        { kind: 'credentials', clause: 'c', anyOf: [[random.pick(TYPES)], TYPES] },
        { kind: 'standard', clause: 's', standard: random.pick(EDITIONS) },
        { kind: 'state', clause: 'z', minState: 'probation' },
        { kind: 'grade', clause: 'g', minGrade: 'B', unrated: random.chance(700) },
      ])
    const conditions = Array.from({ length: random.between(0, 2) }, condition)
    const code = random.pick(['05', '05-001', '06'])
    return {
      type: 'gate.set',
      subject: `gate:${code}`,
      payload: { code, validFrom: date(random.between(0, 5)), conditions },
    }
  }

  /** The older edition of a standard ends on another day, and has a clause that declared facts can meet, or none. */
  function anEdition(random: Random): Draft {
    const edition = {
      id: 'gb-t-31771-2015',
      code: 'GB/T 31771-2015',
      level: 'national',
      title: '母婴生活护理服务质量规范',
      titleEn: 'Quality of mother and baby care services',
      inForceFrom: null,
      inForceUntil: date(random.between(-3, 5)),
      replaces: null,
      replacedBy: random.pick(['gb-t-31771-2024', null]),
      services: ['02'],
      source: 'stated',
      clauses: random.chance(800) ? [CLAUSE] : [],
    }
    return { type: 'standard.defined', subject: edition.id, payload: edition }
  }

  async function aCredential(provider: string, random: Random): Promise<Draft> {
    const { ledger } = city.service
    const { credentials } = ledger.store.tables
    const rows = await ledger.read(db => db.select().from(credentials))
    const revocable = rows.filter(row => row.revokedOn === null)
    if (revocable.length > 0 && random.chance(250)) {
      const { id, provider: holder } = random.pick(revocable)
      const payload = { credential: id, provider: holder, revokedOn: date(random.between(-1, 4)) }
      return { type: 'credential.revoked', subject: holder, payload }
    }
    const standard = random.chance(500) ? random.pick(EDITIONS) : null
    const term = {
      validFrom: date(random.between(-3, 3)),
      validUntil: random.chance(800) ? date(random.between(3, 9)) : null,
    }
    const payload = {
      credential: ledger.newId(),
      provider,
      type: standard ? 'certificate-of-conformance' : random.pick(TYPES),
      issuer: 'i',
      number: 'n',
      standard,
      ...term,
      verifiedBy: 'v',
      verifiedHow: 'original-seen',
      evidence: null,
    }
    return { type: 'credential.recorded', subject: provider, payload }
  }

  const date = (ahead: number) => dayToDate(businessDay(city.clock.ms) + ahead)
})
