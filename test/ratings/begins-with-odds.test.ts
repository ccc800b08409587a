import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foundCity } from '../../src/founding/found-city.ts'
import { newId } from '../../src/ledger/new-id.ts'
import { loadMethodology } from '../../src/ratings/rules/methodology.ts'
import { openLedger } from '../../src/service.ts'
import type { Store } from '../../src/store/store.ts'
import { databases } from '../store/databases.ts'
import { City } from '../support/city.ts'
import { FOUNDED } from '../support/founded.ts'

const DAY = 86_400_000

/** A city as a first start without the demo founds it. */
async function foundNewest(store: Store): Promise<Store> {
  await foundCity(await openLedger(store, { now: () => FOUNDED }, newId, loadMethodology('1.1.0')))
  return store
}

describe.each(databases)('a city that begins with 1.1 on $name', ({ open }) => {
  let city: City
  beforeAll(async () => {
    city = await City.open({ store: await foundNewest(await open()) })
  })
  afterAll(() => city.close())

  const firm = () => city.providers[0]
  const record = (kind: string, facts: object) =>
    city.service.ledger.write('test', tx =>
      tx.append({ type: `evidence.${kind}`, subject: firm(), payload: { provider: firm(), day: tx.day, ...facts } }),
    )
  const explained = async (role: 'firm' | 'regulator' | 'registrar', language = 'en') =>
    (await city.get(`/v1/providers/${firm()}/rating/explanation`, role).set('Accept-Language', language)).body.alarm

  it('is rated with 1.1 by a process that knows nothing of it, today and on every earlier day', async () => {
    const { body } = await city.get(`/v1/providers/${firm()}/rating`)
    expect(body.methodology).toBe('1.1.0')
    const before = await city.get(`/v1/providers/${firm()}/rating?asOf=2025-01-01`)
    expect(before.body.methodology).toBe('1.1.0')
    const { body: version } = await city.get('/v1/methodologies/1.1.0')
    expect([version.status, version.run]).toEqual(['active', null])
  })

  it('explains an alarm by the pieces that raised it, to the last bit', async () => {
    expect(await explained('firm')).toEqual({ sums: { reviews: 0, records: 0 }, raised: [] })
    for (let i = 0; i < 6; i++) {
      await record('order', { customer: `c-${i}`, completed: false, answeredWithin300s: true })
      await record('complaint', { customer: `c-${i}`, upheld: true })
      city.later(DAY)
    }
    const { sums, raised } = await explained('regulator')
    expect(raised).toHaveLength(1)
    const [alarm] = raised
    const steps = alarm.records.map((step: { step: number }) => step.step)
    expect(steps.reduce((sum: number, step: number) => sum + step, 0)).toBe(alarm.sums.records)
    expect(alarm.by).toBe('records')
    expect(alarm.text).toMatch(/^\d orders not completed and \d upheld complaints within \d days$/)
    expect((await explained('regulator', 'zh-CN')).raised[0].text).toMatch(/^\d 天内\d 单未完成、\d 件投诉成立$/)
    expect(sums.records).toBeGreaterThan(0)
  })

  it('shows how near an alarm is to the regulator and the firm alone', async () => {
    const { sums } = await explained('regulator')
    expect((await explained('firm')).sums).toEqual(sums)
    const registrar = await explained('registrar')
    expect(registrar.sums).toBeNull()
    expect(registrar.raised).toHaveLength(1)
  })

  it('is the same after a rebuild', async () => expect(await city.differences()).toEqual([]))
})
