import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AREA, City, SERVICE } from '../support/city.ts'

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

const receive = async (customer = 'c-1') => {
  const { body, status } = await city.post('/v1/requests', 'dispatcher', {
    channel: 'phone',
    customer,
    service: SERVICE,
    area: AREA,
    words: '请尽快',
  })
  expect(status).toBe(201)
  return `/v1/requests/${body.id}`
}
const move = (path: string, name: string, body: object = {}) => city.post(`${path}/${name}`, 'dispatcher', body)
const rating = async () => (await city.get(`/v1/providers/${city.providers[0]}/rating`)).body
const listed = async () => {
  const { body } = await city.get(`/v1/eligible-providers?service=${SERVICE}&area=${AREA}`, 'dispatcher')
  return body.items.map((item: { provider: { id: string } }) => item.provider.id)
}

/** A request from the call to its closing, with stars. */
async function serve(customer: string, stars: number): Promise<string> {
  const path = await receive(customer)
  for (const [name, body] of [
    ['assignments', { provider: city.providers[0] }],
    ['answers', {}],
    ['completions', { outcome: 'completed' }],
    ['follow-ups', { satisfied: stars > 2, stars, words: '很好' }],
    ['closures', {}],
  ] as const) {
    city.later(60_000)
    expect([name, (await move(path, name, body)).status]).toEqual([name, 201])
  }
  return path
}

describe('from the call to the grade', () => {
  it('a closed request becomes evidence of its provider', async () => {
    await serve('c-10', 5)
    const { body } = await city.get(`/v1/providers/${city.providers[0]}/evidence`, 'firm')
    expect(body.items.map((item: { kind: string }) => item.kind)).toEqual(['review', 'order'])
    expect(body.items[0]).toMatchObject({ stars: 5, verified: true, weight: 256, text: '很好' })
    expect(body.items[1]).toMatchObject({ completed: true, answeredWithin300s: true })
  })

  it('grades on the Monday after enough orders, and remembers the day before', async () => {
    for (let i = 0; i < 9; i++) await serve(`c-2${i}`, 5)
    expect(await rating()).toMatchObject({ grade: 'NR', state: 'probation', orders: 10 })
    city.later(7 * 86_400_000)
    const now = await rating()
    expect(now.grade).not.toBe('NR')
    const then = (await city.get(`/v1/providers/${city.providers[0]}/rating?asOf=2026-11-24`)).body
    expect(then).toMatchObject({ grade: 'NR', orders: 10, day: '2026-11-24' })
    const { body } = await city.get(`/v1/providers/${city.providers[0]}/rating/history`, 'regulator')
    expect(body.items[0]).toMatchObject({ mode: 'weekly', grade: now.grade, entry: null })
  })

  it('explains the score in lines that sum to it, to the last milli-point', async () => {
    const { body } = await city.get(`/v1/providers/${city.providers[0]}/rating/explanation`, 'firm')
    const sum = (items: { milliPoints: number }[]) => items.reduce((total, item) => total + item.milliPoints, 0)
    expect(sum(body.lines)).toBe(body.rating.assured)
    const { review, alarm } = body.rating.lines
    const { base, shares, remainder } = body.reviews
    expect(base + shares + remainder).toBe(review + alarm)
    const { items, total } = body.evidence
    expect([items.length, total]).toEqual([20, 20])
    expect(items.reduce((all: number, item: { share?: number }) => all + (item.share ?? 0), 0)).toBe(shares)
  })

  it.each([
    ['answers', {}, 'request-not-assigned'],
    ['completions', { outcome: 'completed' }, 'request-not-assigned'],
    ['follow-ups', { satisfied: true }, 'request-not-assigned'],
    ['closures', {}, 'request-not-assigned'],
  ])('refuses %s of a request that was never assigned', async (name, body, code) => {
    const path = await receive()
    const before = (await city.get(path, 'dispatcher')).body
    const answer = await move(path, name, body)
    expect([answer.status, answer.body.code]).toEqual([409, code])
    expect((await city.get(path, 'dispatcher')).body).toEqual(before)
  })

  it('refuses to answer twice, to assign twice, and to review what another customer asked for', async () => {
    const path = await receive('c-30')
    const provider = city.providers[0]
    await move(path, 'assignments', { provider })
    expect((await move(path, 'assignments', { provider })).body.code).toBe('request-already-assigned')
    await move(path, 'answers')
    expect((await move(path, 'answers')).body.code).toBe('request-already-answered')
    const review = (customer: string) =>
      city.post('/v1/reviews', 'dispatcher', { request: path.slice(13), customer, stars: 1 })
    expect((await review('c-30')).body.code).toBe('request-not-closed')
    await move(path, 'completions', { outcome: 'failed' })
    await move(path, 'closures')
    expect((await review('c-31')).body.code).toBe('review-customer-mismatch')
    expect((await review('c-30')).status).toBe(201)
    expect((await review('c-30')).body.code).toBe('review-exists')
  })

  it('never lists a firm after its suspension was answered, and refuses to assign it with the reason', async () => {
    const provider = city.providers[0]
    expect(await listed()).toContain(provider)
    const reading = Promise.all(Array.from({ length: 20 }, listed))
    const { status } = await city.post(`/v1/providers/${provider}/suspensions`, 'registrar', { reason: '多次爽约' })
    expect(status).toBeLessThan(300)
    const after = await Promise.all(Array.from({ length: 20 }, listed))
    for (const ids of after) expect(ids).not.toContain(provider)
    await reading
    const refused = await move(await receive(), 'assignments', { provider })
    expect(refused.status).toBe(409)
    expect(refused.body.code).toBe('gate-refused')
    expect(refused.body.reasons.map((reason: { code: string }) => reason.code)).toEqual(['provider-suspended'])
    const decision = await city.post('/v1/eligibility-decisions', 'dispatcher', {
      items: [{ provider, service: SERVICE, area: AREA }],
    })
    expect(decision.body.items[0]).toMatchObject({ eligible: false, reasons: [{ code: 'provider-suspended' }] })
    const again = await city.get(`/v1/eligibility-decisions/${decision.body.id}`, 'dispatcher')
    expect(again.body).toEqual(decision.body)
  })

  it('records what a regulator finds, and refuses days that cannot be', async () => {
    const path = `/v1/providers/${city.providers[1]}/inspections`
    const found = await city.post(path, 'regulator', { score: 91, day: '2026-11-20', finding: '合格' })
    expect(found.body).toMatchObject({ kind: 'inspection', score: 91, day: '2026-11-20', text: '合格' })
    for (const day of ['2019-12-31', '2027-01-01']) {
      const { status, body } = await city.post(path, 'regulator', { score: 91, day })
      expect([status, body.code, body.errors[0].pointer]).toEqual([422, 'day-out-of-range', '#/day'])
    }
    const complaint = await city.post(`/v1/providers/${city.providers[1]}/complaints`, 'regulator', {
      customer: 'c-9',
      upheld: false,
    })
    expect(complaint.body).toMatchObject({ weight: 0, codes: ['NOT_UPHELD'] })
  })

  it('rebuilds to the same rows and the same head', async () => {
    expect(await city.differences()).toEqual([])
  })
})
