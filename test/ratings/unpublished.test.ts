import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadContract } from '../../src/api/contract.ts'
import { businessDay, dayToDate } from '../../src/ledger/clock.ts'
import { SANCTION } from '../api/cases/ratings.ts'
import { record } from '../support/alarm.ts'
import { City } from '../support/city.ts'

const DAY = 86_400_000
const GRADES = ['NR', 'D', 'C', 'CC', 'CCC', 'B', 'BB', 'BBB', 'A', 'AA', 'AAA']
/** Every public question about one provider. */
const QUESTIONS = loadContract()
  .operations.filter(({ roles, method, path }) => roles.includes('public') && method === 'get' && path.includes('{id}'))
  .filter(({ path }) => path.startsWith('/v1/providers/'))
  .map(({ path }) => path)

let city: City
/** A firm with sanctions that the public is not told of, its successor, and twins to whom everything else happens alike. */
let pairs: [sanctioned: string, twin: string][]
const days: string[] = []

const each = async (act: (provider: string, name: string) => Promise<unknown>, of = 0) => {
  for (const [i, provider] of pairs[of]!.entries()) await act(provider, `${of}${i}`)
}
const serve = (customer: string, stars: number, of = 0) =>
  each(async (provider, name) => {
    await record(city, provider, 'order', {
      customer: `${name}-${customer}`,
      completed: true,
      answeredWithin300s: true,
    })
    await record(city, provider, 'review', { customer: `${name}-${customer}`, stars, verified: true })
  }, of)
const sanction = (provider: string, change: object) =>
  city.post(`/v1/providers/${provider}/sanctions`, 'regulator', { ...SANCTION, ...change })
const rating = async (provider: string, role?: 'regulator' | 'dispatcher', query = '') =>
  (await city.get(`/v1/providers/${provider}/rating${query}`, role)).body
/** What the public is told of a provider, without what is its own by name. */
async function told(provider: string) {
  const answers = []
  for (const path of [...QUESTIONS, ...days.map(day => `/v1/providers/{id}/rating?asOf=${day}`)]) {
    const { status, body } = await city.get(path.replace('{id}', provider))
    const { id: _, provider: __, name: ___, uscc: ____, registryVersion: _____, ...rest } = body
    answers.push([path, status, rest])
  }
  return answers
}
const listed = async (grade: string, role?: 'dispatcher') => {
  const { body } = await city.get(`/v1/providers?limit=200&grade=${grade}`, role)
  return body.items.map((item: { id: string }) => item.id) as string[]
}
async function expectAlike() {
  for (const [sanctioned, twin] of pairs) expect(await told(sanctioned)).toEqual(await told(twin))
  for (const grade of GRADES) {
    const found = await listed(grade)
    for (const [sanctioned, twin] of pairs)
      expect([grade, found.includes(sanctioned)]).toEqual([grade, found.includes(twin)])
  }
}
const silence = (count: number) => {
  days.push(dayToDate(businessDay(city.clock.ms)))
  city.later(count * DAY)
}

beforeAll(async () => {
  city = await City.open()
  pairs = [
    [await city.register(), await city.register()],
    [await city.register(), await city.register()],
  ]
  for (let i = 0; i < 20; i++) {
    await serve(`a${i}`, i % 4 === 0 ? 4 : 5)
    if (i % 5 === 4) silence(2)
  }
  silence(15)
}, 60_000)
afterAll(() => city.close())

describe('a sanction that is not published', () => {
  it('is in force for the centre and in no public answer, by day and by grade', async () => {
    const [sanctioned, twin] = pairs[0]!
    const hidden = await sanction(sanctioned, { published: false })
    expect([hidden.status, hidden.body.publishedUntil]).toEqual([201, null])
    expect((await rating(sanctioned, 'regulator')).lines.sanctions).toBe(-20_000)
    expect((await rating(sanctioned, 'dispatcher')).assured).toBe((await rating(twin)).assured - 20_000)
    expect((await rating(sanctioned)).lines.sanctions).toBe(0)
    await expectAlike()
  })

  it('leaves no trace when its publication ends, whatever it has moved', async () => {
    const [sanctioned, twin] = pairs[0]!
    const { grade } = await rating(twin)
    const until = dayToDate(businessDay(city.clock.ms))
    expect((await sanction(sanctioned, { class: 'serious', publishedUntil: until })).status).toBe(201)
    expect(await rating(sanctioned)).toMatchObject({ state: 'barred', grade: 'B' })
    expect(await listed(grade)).toEqual([twin])
    expect(await listed('B')).toEqual([sanctioned])
    expect(await listed('B', 'dispatcher')).toEqual([sanctioned])
    silence(1)
    await expectAlike()
    expect(await listed(grade)).toEqual([sanctioned, twin])
    expect(await listed('B', 'dispatcher')).toEqual([sanctioned])
    expect(await rating(sanctioned, 'regulator')).toMatchObject({ state: 'barred' })
    for (let i = 0; i < 12; i++) {
      await serve(`b${i}`, i % 3 === 0 ? 1 : 5)
      if (i % 4 === 3) silence(6)
    }
    await expectAlike()
    expect(await rating(sanctioned, 'regulator')).not.toMatchObject(
      await rating(twin, 'regulator').then(r => ({ grade: r.grade, state: r.state })),
    )
  }, 60_000)

  it('is not inherited in public either', async () => {
    const old = pairs[0]!
    for (const [i, heir] of pairs[1]!.entries()) {
      const reason = { reason: '重新登记' }
      await city.post(`/v1/providers/${old[i]}/withdrawals`, 'registrar', reason)
      const link = { predecessor: old[i], ...reason }
      expect((await city.post(`/v1/providers/${heir}/predecessors`, 'registrar', link)).status).toBe(201)
    }
    await expectAlike()
    expect(await rating(pairs[1]![0], 'regulator')).toMatchObject({ state: 'barred' })
    await serve('c', 5, 1)
    silence(90)
    await expectAlike()
  }, 60_000)

  it('is refused for a class that the law has published', async () => {
    for (const change of [
      { class: 'general', published: false },
      { published: false, publishedUntil: dayToDate(businessDay(city.clock.ms) + 5) },
    ]) {
      const { status, body } = await sanction(city.providers[0], change)
      expect([status, body.code]).toEqual([422, 'sanction-is-published'])
    }
  })
})

describe('the moment after a ledger entry', () => {
  it('is for those who may read the evidence', async () => {
    const asked = async (role?: 'regulator' | 'registrar' | 'firm' | 'otherFirm' | 'dispatcher' | 'admin') => {
      const { status, body } = await city.get(`/v1/providers/${city.providers[0]}/rating?asOfSeq=1`, role)
      return status === 200 ? 200 : body.code
    }
    for (const role of ['regulator', 'registrar', 'firm'] as const) expect(await asked(role)).toBe(200)
    for (const role of [undefined, 'otherFirm', 'dispatcher', 'admin'] as const)
      expect(await asked(role)).toBe('moment-too-fine')
  })
})

describe('the time of an answer', () => {
  /** Replays that public questions about every firm have cost. */
  async function replaysOfQuestions(): Promise<number> {
    const { ahead } = city.service
    await ahead.idle()
    const before = ahead.replays
    for (const provider of pairs.flat()) expect((await city.get(`/v1/providers/${provider}/rating`)).status).toBe(200)
    return ahead.replays - before
  }

  it('does not tell which firms have hidden sanctions: their replays are made before anybody asks', async () => {
    const [sanctioned] = pairs[1]!
    const made = city.service.ahead.replays
    expect((await sanction(sanctioned, { published: false })).status).toBe(201)
    expect(await replaysOfQuestions()).toBe(0)
    expect(city.service.ahead.replays).toBeGreaterThan(made)
    await serve('later', 5, 1)
    expect(await replaysOfQuestions()).toBe(0)
  })

  it('nor on a new day, nor after a start', async () => {
    city.later(DAY)
    city.service.ahead.look()
    expect(await replaysOfQuestions()).toBe(0)
    if (!city.service.ledger.store.reopen) return
    await city.service.close()
    city = await city.beside()
    expect(await replaysOfQuestions()).toBe(0)
  })
})
