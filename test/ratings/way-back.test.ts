import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dateToDay, dayToDate } from '../../src/ledger/clock.ts'
import { passDays } from '../../src/ratings/engine/calendar.ts'
import { readmittingInspection } from '../../src/ratings/rules/way-back.ts'
import { SANCTION } from '../api/cases/ratings.ts'
import { databases } from '../store/databases.ts'
import { bar, record } from '../support/alarm.ts'
import { City } from '../support/city.ts'
import { history, m, order, review, World } from './worlds.ts'

const DAY_MS = 86_400_000

describe('the inspection that readmits a barred provider', () => {
  /** A provider that was barred on a Monday, and the day after. */
  function barred(drafts: Parameters<World['add']>[0][], failures: number) {
    const world = new World()
    for (const draft of drafts) world.add(draft)
    for (let i = 0; i < failures; i++)
      for (const draft of [order(4000, `x${i}`), review(4000, `x${i}`, 2)]) world.add(draft, 4000)
    const day = Math.max(world.day, 4000) + 8
    passDays(m, world.records, day)
    const record = world.records.find('p')!
    return record.held.state === 'barred' ? { world, record, day } : null
  }
  /** State on the Monday after such an inspection. */
  function stateAfter(world: World, { from, evaluated }: { from: number; evaluated: number }, score: number) {
    passDays(m, world.records, from)
    world.add({ kind: 'inspection', provider: 'p', day: from, score }, from)
    passDays(m, world.records, evaluated)
    return world.records.find('p')!.held.state
  }

  it('does, with the score that is told, on the Monday that is told; one point less does not', () => {
    let told = 0
    let later = 0
    fc.assert(
      fc.property(history(40), fc.integer({ min: 3, max: 9 }), (drafts, failures) => {
        const [one, other] = [barred(drafts, failures), barred(drafts, failures)]
        if (!one || !other) return
        const found = readmittingInspection(m, one.record.fold, one.record.held, one.day)
        if (!found) return
        told++
        if (found.from > one.day) later++
        expect(stateAfter(one.world, found, found.score)).not.toBe('barred')
        if (found.score > m.parameters.gate.readmissionInspection)
          expect(stateAfter(other.world, found, found.score - 1)).toBe('barred')
      }),
      { numRuns: 80 },
    )
    expect([told > 20, later > 0]).toEqual([true, true])
  })
})

describe.each(databases)('the way back of a barred firm on $name', ({ openFounded }) => {
  let city: City
  beforeAll(async () => {
    city = await City.open({ store: await openFounded() })
  })
  afterAll(() => city.close())

  const outlook = async (provider: string) => {
    const { body } = await city.get(`/v1/providers/${provider}/rating/outlook`, 'regulator')
    return body
  }
  const ask = async (provider: string, role: 'firm' | 'otherFirm' = 'firm', words?: string) => {
    const { status, body } = await city.post(`/v1/providers/${provider}/reinspection-requests`, role, { words })
    return { status, body }
  }
  const today = () => dateToDay(new Date(city.clock.ms + 8 * 3_600_000).toISOString().slice(0, 10))
  const list = async (query = '', role: 'regulator' | 'firm' | 'otherFirm' = 'regulator') =>
    (await city.get(`/v1/reinspection-requests${query}`, role)).body.items

  it('is nothing for one that is not barred, and nothing to ask for', async () => {
    const [own] = city.providers
    expect((await outlook(own)).wayBack).toBeNull()
    const { status, body } = await ask(own)
    expect([status, body.code]).toEqual([409, 'provider-not-barred'])
  })

  it('names the inspection, which the firm asks for, the regulator makes, and the Monday after answers', async () => {
    const [own] = city.providers
    await bar(city, own)
    const { wayBack } = await outlook(own)
    expect(wayBack).toMatchObject({
      cause: 'score',
      orders: { counted: 0, needed: 10, customers: 0, neededCustomers: 5 },
      request: null,
    })
    expect(wayBack.text).toContain(String(wayBack.inspection.score))
    const asked = await ask(own, 'firm', '已更换上门人员')
    expect(asked).toMatchObject({
      status: 201,
      body: { provider: { id: own }, words: '已更换上门人员', state: 'barred', outcome: null, overdue: false },
    })
    expect(asked.body.inspectBy).toBe(dayToDate(today() + 15))
    expect((await ask(own)).body.code).toBe('reinspection-open')
    expect(await list('?open=true')).toEqual([asked.body])
    expect(await list('', 'firm')).toHaveLength(1)
    expect(await list('', 'otherFirm')).toEqual([])
    expect((await outlook(own)).wayBack.request).toEqual(asked.body)

    const { inspection } = (await outlook(own)).wayBack
    const wait = dateToDay(inspection.from) - today()
    city.later(wait * DAY_MS)
    expect((await list('?open=true'))[0].overdue).toBe(wait > 15)
    const done = await city.post(`/v1/providers/${own}/inspections`, 'regulator', { score: inspection.score })
    expect(await list('?open=false')).toMatchObject([
      { outcome: 'inspected', inspection: done.body.id, overdue: false },
    ])
    city.later((dateToDay(inspection.evaluated) - today()) * DAY_MS)
    await city.service.ledger.write('test', async () => {})
    const after = await outlook(own)
    expect(after.wayBack).toBeNull()
    expect((await city.get(`/v1/providers/${own}/rating`)).body.state).not.toBe('barred')
  })

  it('may be refused with a reason; then some time passes before the firm asks again', async () => {
    const [, other] = city.providers
    await bar(city, other)
    const { id } = (await ask(other, 'otherFirm')).body
    const refuse = () =>
      city.post(`/v1/reinspection-requests/${id}/refusals`, 'regulator', { reason: '整改材料未提交' })
    expect((await refuse()).body).toMatchObject({ outcome: 'refused', reason: '整改材料未提交', inspection: null })
    expect((await refuse()).body.code).toBe('reinspection-ended')
    const again = await ask(other, 'otherFirm')
    expect([again.status, again.body.code]).toEqual([409, 'reinspection-too-soon'])
    city.later(30 * DAY_MS)
    expect((await ask(other, 'otherFirm')).status).toBe(201)
    city.later(16 * DAY_MS)
    expect(await list(`?provider=${other}&open=true`)).toMatchObject([{ provider: { id: other }, overdue: true }])
  })

  it('is the end or the repair of a serious sanction, where one bars', async () => {
    const provider = await city.register()
    for (let i = 0; i < 6; i++) {
      await record(city, provider, 'order', { customer: `good-${i}`, completed: true, answeredWithin300s: true })
      await record(city, provider, 'review', { customer: `good-${i}`, stars: 5, verified: true })
    }
    await city.post(`/v1/providers/${provider}/sanctions`, 'regulator', { ...SANCTION, class: 'serious' })
    const { wayBack, ahead } = await outlook(provider)
    const [from, ends] = ['sanction-repairable', 'sanction-ends'].map(
      code => ahead.find((x: { code: string }) => x.code === code)?.day ?? null,
    )
    expect(wayBack).toMatchObject({ cause: 'sanction', inspection: null, orders: null, request: null })
    if (from) expect(wayBack.repairableFrom).toBe(from)
    if (ends) expect(wayBack.until).toBe(ends)
    expect(wayBack.text).toContain(wayBack.until)
  })

  it('is rebuilt to equal rows', async () => {
    expect(await city.differences()).toEqual([])
  })
})
