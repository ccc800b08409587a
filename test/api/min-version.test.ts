import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { City } from '../support/city.ts'

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

const head = async () => (await city.service.ledger.head()).seq
/** Asks so often for a version that is yet to come; `settled` holds the statuses of those that were answered. */
async function waitFor(version: number, times: number) {
  const settled: number[] = []
  const all = Array.from({ length: times }, async () => {
    const { status } = await city.call('get', '/v1/areas', 'firm').set('Min-Version', String(version))
    settled.push(status)
  })
  return { settled, all: Promise.all(all) }
}

describe('requests that wait for a version', () => {
  it('keep nobody else waiting, and are answered when it is there', async () => {
    const { settled, all } = await waitFor((await head()) + 1, 30)
    for (const role of ['dispatcher', undefined] as const) expect((await city.get('/v1/areas', role)).status).toBe(200)
    expect(settled).toEqual([])
    await city.register()
    await all
    expect(new Set(settled)).toEqual(new Set([200]))
  })

  it('are so many of one caller and no more: a further one is told at once', async () => {
    const { settled, all } = await waitFor((await head()) + 1, 40)
    await expect.poll(() => settled).toEqual(Array(8).fill(503))
    await city.register()
    await all
    expect(settled.slice(8)).toEqual(Array(32).fill(200))
  })
})
