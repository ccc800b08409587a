import { afterAll, beforeAll, expect, it } from 'vitest'
import { openService, type Service } from '../../src/service.ts'
import { openStore } from '../../src/store/open.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

const DAY = 86_400_000
/** City.open begins on a Tuesday. */
const TO_MONDAY = 6 * DAY

let city: City
/** Another process over the same database. */
let other: Service
beforeAll(async () => {
  city = await City.open()
  const config = { port: 0, host: '127.0.0.1', checkResponses: true, log: 'silent' as const }
  const clock = { now: () => city.clock.ms }
  other = await openService({ store: await openStore({ dataDir: city.folder }), config, clock })
  other.load.stop()
  await other.listen()
})
afterAll(async () => {
  await other.close()
  await city.close()
})

const listed = async ({ server }: Service) => {
  const { port } = server.address() as { port: number }
  const answer = await fetch(`http://127.0.0.1:${port}/v1/eligible-providers?service=${SERVICE}&area=${AREA}`, {
    headers: { authorization: `Bearer ${city.keys.dispatcher}` },
  })
  const { items } = (await answer.json()) as { items: { provider: { id: string }; grade: string; assured: number }[] }
  return items.find(({ provider }) => provider.id === city.providers[0])
}

it('a grade that a Monday has changed is listed by every process, whichever evaluated it', async () => {
  for (let i = 0; i < 40; i++)
    await city.service.ledger.write('centre', async tx => {
      const fact = { provider: city.providers[0], day: tx.day, customer: `c-${i}` }
      await tx.append({
        type: 'evidence.order',
        subject: city.providers[0],
        payload: { ...fact, completed: true, answeredWithin300s: true },
      })
      await tx.append({
        type: 'evidence.review',
        subject: city.providers[0],
        payload: { ...fact, stars: 5, verified: true },
      })
    })
  const before = await listed(city.service)
  expect(await listed(other)).toEqual(before)
  city.later(TO_MONDAY)
  const [there, here] = [await listed(other), await listed(city.service)]
  expect(there?.grade).not.toBe(before?.grade)
  expect(here).toEqual(there)
})
