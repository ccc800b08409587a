import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { phoneMatchKey } from '../../src/registry/rules-match-keys.ts'
import { raiseAlarm } from '../support/alarm.ts'
import { AREA, City } from '../support/city.ts'

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

const REASON = '同一经营者注销后重新登记'
const USCCS = ['91440101MA5CJQ4N59', '123502001549897397', '91350100M000100Y43']
let used = 0
async function register(facts: object) {
  const body = {
    kind: 'firm',
    name: `宁波线索家政${used}`,
    uscc: USCCS[used++],
    area: AREA,
    areas: [AREA],
    offerings: ['05'],
    ...facts,
  }
  const answer = await city.post('/v1/providers', 'registrar', body)
  expect([answer.status, answer.body.code]).toEqual([201, undefined])
  return answer.body.id as string
}
const withdraw = (id: string) => city.post(`/v1/providers/${id}/withdrawals`, 'registrar', { reason: REASON })
const link = (id: string, predecessor: string) =>
  city.post(`/v1/providers/${id}/predecessors`, 'registrar', { predecessor, reason: REASON })
const rating = async (id: string) => (await city.get(`/v1/providers/${id}/rating`)).body
const candidates = async (id: string) => {
  const { body } = await city.get(`/v1/providers/${id}/predecessor-candidates`, 'registrar')
  return body.items.map((c: { provider: { id: string }; matchKeys: string[] }) => [c.provider.id, c.matchKeys])
}

describe('a link', () => {
  it('hands the evidence of the predecessor on', async () => {
    const [old, young] = [await city.register(), await city.register()]
    await raiseAlarm(city, old)
    await withdraw(old)
    expect((await rating(young)).lines.alarm).toBe(0)
    expect((await link(young, old)).body).toEqual({ provider: young, predecessor: old, linkedOn: '2026-11-24' })
    const [heir, before] = [await rating(young), await rating(old)]
    expect(heir.lines).toEqual(before.lines)
    expect(heir).toMatchObject({ watch: true, point: before.point, assured: before.assured })
  })

  it.each([
    [
      'with itself',
      'link-self',
      422,
      async () => {
        const p = await city.register()
        return [p, p]
      },
    ],
    [
      'to a second predecessor',
      'predecessor-set',
      409,
      async () => {
        const [p, a, b] = [await city.register(), await city.register(), await city.register()]
        for (const id of [a, b]) await withdraw(id)
        await link(p, a)
        return [p, b]
      },
    ],
    [
      'in a circle',
      'link-cycle',
      409,
      async () => {
        const [a, b] = [await city.register(), await city.register()]
        for (const id of [a, b]) await withdraw(id)
        await link(a, b)
        return [b, a]
      },
    ],
    ['to one that is active', 'predecessor-active', 409, async () => [await city.register(), await city.register()]],
  ] as [string, string, number, () => Promise<[string, string]>][])('is refused %s', async (_, code, status, make) => {
    const [provider, predecessor] = await make()
    const before = await city.service.ledger.head()
    const answer = await link(provider, predecessor)
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(await city.service.ledger.head()).toEqual(before)
  })
})

describe('candidates for a link', () => {
  it('share a telephone, a legal representative, or an address and a category, and are never linked by themselves', async () => {
    const old = await register({ phone: '0574-8718 0000', representative: '王 建国', address: '海曙区中山西路1号' })
    const young = await register({ phone: '(0574)87180000', representative: '王建国', address: '海曙区 中山西路 1 号' })
    const other = await register({ phone: '0574-8718-0000', address: '海曙区中山西路1号', offerings: ['09'] })
    expect(await candidates(young)).toEqual([
      [old, ['address', 'phone', 'representative']],
      [other, ['phone']],
    ])
    expect((await rating(young)).orders).toBe(0)
    const changed = await city
      .call('patch', `/v1/providers/${young}`, 'registrar')
      .send({ phone: '0574-99999999', representative: '李四' })
    expect(changed.status).toBe(200)
    expect(await candidates(young)).toEqual([[old, ['address']]])
    await withdraw(old)
    await link(young, old)
    expect(await candidates(young)).toEqual([])
  })

  it('come without the name of anybody: only its keyed hash is kept', async () => {
    const { store } = city.service.ledger
    const all: string[] = []
    for (const table of Object.values(store.tables))
      all.push(JSON.stringify(await store.read(db => db.select().from(table as typeof store.tables.ledger))))
    expect(all.join()).toContain('"kind":"representative"')
    expect(all.join()).not.toMatch(/王\s?建国|李四/)
  })

  it.each([
    ['0574-8718 0000', '057487180000'],
    ['+86 574 8718 0000', '57487180000'],
    ['１３８００００００００', '13800000000'],
    ['12345', null],
    [null, null],
  ])('compare %s by its digits', (phone, sign) => expect(phoneMatchKey(phone)).toBe(sign))
})

it('rebuilds to the same rows', async () => expect(await city.differences()).toEqual([]))
