import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NO_SAFEGUARDS } from '../../src/ratings/evidence/rules-safeguards.ts'
import { directionOf, isSurge } from '../../src/ratings/evidence/rules-surges.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

const DAY = 86_400_000
const SURGE = { pieces: 8, times: 4, usualDays: 90 }
let city: City
beforeAll(async () => {
  city = await City.open({ safeguards: { ...NO_SAFEGUARDS, surge: SURGE } })
})
afterAll(() => city.close())

/** A request from its beginning to its end, by the dispatcher's key. */
async function serve(provider: string, customer: string, stars: number | null, outcome = 'completed') {
  const { body } = await city.post('/v1/requests', 'dispatcher', {
    channel: 'phone',
    customer,
    service: SERVICE,
    area: AREA,
  })
  for (const [name, sent] of [
    ['assignments', { provider }],
    ['answers', {}],
    ['completions', { outcome }],
    ...(stars === null ? [] : [['follow-ups', { satisfied: stars > 2, stars }] as const]),
    ['closures', stars !== null && stars < 3 ? { waived: true } : {}],
  ] as const)
    expect([name, (await city.post(`/v1/requests/${body.id}/${name}`, 'dispatcher', sent)).status]).toEqual([name, 201])
}
const surges = async (provider: string, query = '') => {
  const { body } = await city.get(`/v1/surges?limit=50${query}`, 'regulator')
  return body.items.filter((surge: { provider: { id: string } }) => surge.provider.id === provider)
}

describe('a surge', () => {
  it('is much of one direction in a day, and more than is usual for the provider', () => {
    expect(isSurge(SURGE, { today: 7, before: 0, days: 90 })).toBe(false)
    expect(isSurge(SURGE, { today: 8, before: 0, days: 90 })).toBe(true)
    expect(isSurge(SURGE, { today: 8, before: 180, days: 90 })).toBe(false)
    expect(isSurge(SURGE, { today: 9, before: 180, days: 90 })).toBe(true)
    expect(isSurge({ ...SURGE, pieces: 0 }, { today: 900, before: 0, days: 90 })).toBe(false)
    const order = { seq: 1, ledgerDay: 1, day: 1, provider: 'p', kind: 'order', customer: 'c' } as const
    expect(directionOf({ ...order, completed: false, answeredWithin300s: true })).toBe('blame')
    expect(directionOf({ ...order, completed: true, answeredWithin300s: false })).toBe('praise')
    const review = { ...order, kind: 'review', verified: false } as const
    expect([1, 2, 3, 4, 5].map(stars => directionOf({ ...review, stars }))).toEqual([
      'blame',
      'blame',
      null,
      'praise',
      'praise',
    ])
  })

  it('of blame is on the regulator’s list, with the keys that had a hand in it', async () => {
    const [provider] = city.providers
    for (let i = 0; i < 7; i++) await serve(provider, `b${i}`, null, 'failed')
    expect(await surges(provider)).toEqual([])
    await city.post('/v1/reviews', 'dispatcher', { provider, customer: 'b7', stars: 1 })
    const [found, ...others] = await surges(provider)
    expect(others).toEqual([])
    expect(found).toMatchObject({
      direction: 'blame',
      day: '2026-11-24',
      pieces: 8,
      usual: { pieces: 0 },
      finding: null,
    })
    expect(found.hands).toEqual([
      expect.objectContaining({ role: 'dispatcher', name: 'test', pieces: 8, key: expect.any(String) }),
    ])
    await serve(provider, 'b8', 1, 'failed')
    expect((await surges(provider)).map((surge: { pieces: number }) => surge.pieces)).toEqual([10])
  })

  it('of praise is on it too, and a second day is a surge of its own', async () => {
    const [, provider] = city.providers
    for (let i = 0; i < 4; i++) await serve(provider, `p${i}`, 5)
    expect((await surges(provider)).map((s: { direction: string }) => s.direction)).toEqual(['praise'])
    city.later(DAY)
    for (let i = 0; i < 8; i++) await serve(provider, `q${i}`, null)
    const both = await surges(provider)
    expect(both.map((s: { day: string; pieces: number }) => [s.day, s.pieces])).toEqual([
      ['2026-11-25', 8],
      ['2026-11-24', 8],
    ])
    // What nobody has examined is not usual.
    expect(both[0].usual).toEqual({ pieces: 0, days: 1 })
  })

  it('is nothing for a provider that always has as much', async () => {
    const provider = await city.register()
    for (let day = 0; day < 5; day++) {
      for (let i = 0; i < 7; i++) await serve(provider, `${day}-${i}`, null)
      city.later(DAY)
    }
    for (let i = 0; i < 12; i++) await serve(provider, `busy-${i}`, null)
    expect(await surges(provider)).toEqual([])
  })

  it('is examined once, with a finding, and is then not open any more', async () => {
    const [provider] = city.providers
    const [{ id }] = await surges(provider, '&open=true')
    const path = `/v1/surges/${id}/examinations`
    const examined = await city.post(path, 'regulator', { finding: '系虚构求助件，已撤销' })
    expect([examined.status, examined.body.finding]).toEqual([201, '系虚构求助件，已撤销'])
    expect(await surges(provider, '&open=true')).toEqual([])
    expect(await surges(provider, '&open=false')).toHaveLength(1)
    expect((await city.post(path, 'regulator', { finding: '再次核查' })).body.code).toBe('surge-examined')
  })

  it('is seen by nobody but the regulator', async () => {
    for (const role of ['dispatcher', 'follow-up', 'registrar', 'firm', 'admin'] as const)
      expect((await city.get('/v1/surges', role)).status).toBe(403)
  })

  it('is rebuilt to the same rows', async () => expect(await city.differences()).toEqual([]))
})
