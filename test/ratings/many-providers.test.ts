import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { businessDay } from '../../src/ledger/clock.ts'
import { City } from '../support/city.ts'

// The most providers that are kept in memory are 200,000 in the service, and three here.
vi.hoisted(() => {
  process.env.XINQIAO_TEST_BOUNDS = 'records-providers,calendar-page'
})

const DAY = 86_400_000

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

it('a Monday evaluates every provider when there are more than memory keeps', async () => {
  const providers = [...city.providers]
  for (let i = 0; i < 9; i++) providers.push(await city.register())
  for (const provider of providers)
    await city.service.ledger.write('centre', async tx => {
      for (let i = 0; i < 40; i++)
        await tx.append({
          type: 'evidence.order',
          subject: provider,
          payload: { provider, day: tx.day, customer: `c-${i}`, completed: true, answeredWithin300s: true },
        })
    })
  const grades = async () =>
    Promise.all(providers.map(async id => (await city.get(`/v1/providers/${id}/rating`)).body.grade))
  const before = await grades()
  city.later(6 * DAY)
  const after = await grades()
  expect(after.filter((grade, i) => grade === before[i])).toEqual([])
  const { ledger } = city.service
  const { gradeHistory: h } = ledger.store.tables
  const rows = await ledger.read(db => db.select().from(h))
  const monday = businessDay(city.clock.ms)
  expect(
    rows
      .filter(row => row.day === monday)
      .map(row => row.provider)
      .sort(),
  ).toEqual([...providers].sort())
  expect(await city.differences()).toEqual([])
})
