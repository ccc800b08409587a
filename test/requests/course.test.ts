import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KeyRole } from '../../src/api/keys.ts'
import { NO_SAFEGUARDS, type Safeguards } from '../../src/ratings/evidence/rules-safeguards.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

const MINUTE = 60_000
let city: City
beforeAll(async () => {
  city = await City.open({ safeguards: true })
})
afterAll(() => city.close())

const receive = async (customer: string) => {
  const { body } = await city.post('/v1/requests', 'dispatcher', {
    channel: 'phone',
    customer,
    service: SERVICE,
    area: AREA,
  })
  return `/v1/requests/${body.id}`
}
const move = async (path: string, name: string, body: object = {}, role: KeyRole = 'dispatcher') => {
  const answer = await city.post(`${path}/${name}`, role, body)
  return answer.status === 201 ? 201 : [answer.status, answer.body.code]
}
/** As far as the completion, at a plausible pace. */
async function completed(provider: string, customer = 'c-1', outcome = 'completed') {
  const path = await receive(customer)
  expect(await move(path, 'assignments', { provider })).toBe(201)
  city.later(MINUTE)
  expect(await move(path, 'answers')).toBe(201)
  city.later(10 * MINUTE)
  expect(await move(path, 'completions', { outcome })).toBe(201)
  return path
}
/** Another key of the role dispatcher. */
async function secondKey() {
  const { ledger, keys } = city.service
  return (await ledger.write('test', tx => keys.issue(tx, 'dispatcher', null, 'second'))).key
}
const set = async (change: Partial<Safeguards>) => {
  const { body } = await city.get('/v1/safeguards')
  const { version, ...held } = body
  const sent = city.call('put', '/v1/safeguards', 'regulator').set('If-Match', `"${version}"`)
  expect((await sent.send({ ...held, ...change })).status).toBe(200)
}
const rated = async (provider: string) => (await city.get(`/v1/providers/${provider}/rating`)).body.orders

describe('a new city', () => {
  it('begins with safeguards that everybody may read', async () => {
    const { body } = await city.get('/v1/safeguards')
    expect(body).toMatchObject({ version: 1, secondParty: 'other-key', minimumSeconds: { toCompletion: 600 } })
  })
})

describe('evidence needs a second party', () => {
  it('the key that assigned does not follow up, nor close without a follow-up, nor review', async () => {
    const [provider] = city.providers
    const path = await completed(provider)
    city.later(5 * MINUTE)
    const said = { satisfied: true, stars: 5 }
    expect(await move(path, 'follow-ups', said)).toEqual([403, 'second-party-key'])
    city.later(25 * 60 * MINUTE)
    expect(await move(path, 'closures')).toEqual([403, 'second-party-key'])
    expect(await rated(provider)).toBe(0)
    expect(await move(path, 'closures', {}, 'follow-up')).toBe(201)
    const review = (role: KeyRole) =>
      city.post('/v1/reviews', role, { request: path.slice('/v1/requests/'.length), customer: 'c-1', stars: 5 })
    expect((await review('dispatcher')).body.code).toBe('second-party-key')
    expect((await review('follow-up')).status).toBe(201)
    expect(await rated(provider)).toBe(1)
  })

  it('another key or another role does, and then the first may close', async () => {
    const path = await completed(city.providers[1])
    city.later(5 * MINUTE)
    const other = await secondKey()
    const followed = await city
      .post(`${path}/follow-ups`, 'dispatcher', { satisfied: true, stars: 4 })
      .set('Authorization', `Bearer ${other}`)
    expect(followed.status).toBe(201)
    expect(await move(path, 'closures')).toBe(201)
  })

  it('whoever assigned an earlier round is no second party of the later one', async () => {
    const [first, second] = city.providers
    const path = await completed(first, 'c-2', 'failed')
    city.later(5 * MINUTE)
    expect(await move(path, 'follow-ups', { satisfied: false }, 'follow-up')).toBe(201)
    expect(await move(path, 'reworks', { supervisor: '督办科' }, 'registrar')).toBe(201)
    const other = await secondKey()
    const byOther = (name: string, body: object) =>
      city.post(`${path}/${name}`, 'dispatcher', body).set('Authorization', `Bearer ${other}`)
    expect((await byOther('assignments', { provider: second })).status).toBe(201)
    city.later(MINUTE)
    await byOther('answers', {})
    city.later(10 * MINUTE)
    expect((await byOther('completions', { outcome: 'completed' })).status).toBe(201)
    city.later(5 * MINUTE)
    expect(await move(path, 'follow-ups', { satisfied: true })).toEqual([403, 'second-party-key'])
  })

  it('a role of its own, where the regulator demands that', async () => {
    await set({ secondParty: 'own-role' })
    const path = await completed(city.providers[1], 'c-3')
    city.later(5 * MINUTE)
    const other = await secondKey()
    const refused = await city
      .post(`${path}/follow-ups`, 'dispatcher', { satisfied: true })
      .set('Authorization', `Bearer ${other}`)
    expect([refused.status, refused.body.code]).toEqual([403, 'second-party-role'])
    expect(await move(path, 'follow-ups', { satisfied: true }, 'follow-up')).toBe(201)
    await set({ secondParty: 'other-key' })
  })

  it('the role follow-up assigns nothing', async () => {
    const path = await receive('c-4')
    expect(await move(path, 'assignments', { provider: city.providers[1] }, 'follow-up')).toEqual([
      403,
      'role-not-allowed',
    ])
  })
})

describe('evidence needs a plausible course', () => {
  it('each move waits for its least time, and says until when', async () => {
    const provider = await city.register()
    const path = await receive('c-5')
    expect(await move(path, 'assignments', { provider })).toBe(201)
    expect(await move(path, 'completions', { outcome: 'failed' })).toEqual([409, 'move-too-soon'])
    expect(await move(path, 'answers')).toBe(201)
    const refused = await city.post(`${path}/completions`, 'dispatcher', { outcome: 'completed' })
    expect([refused.status, refused.body.code]).toEqual([409, 'move-too-soon'])
    const from = /\d{4}-\S+/.exec(refused.body.detail)![0]
    city.clock.ms = Date.parse(from) - 1
    expect(await move(path, 'completions', { outcome: 'completed' })).toEqual([409, 'move-too-soon'])
    city.later(1)
    expect(await move(path, 'completions', { outcome: 'completed' })).toBe(201)
    city.later(5 * MINUTE - 1)
    expect(await move(path, 'follow-ups', { satisfied: true }, 'follow-up')).toEqual([409, 'move-too-soon'])
    expect(await move(path, 'closures', {}, 'registrar')).toEqual([409, 'move-too-soon'])
    city.later(1)
    expect(await move(path, 'follow-ups', { satisfied: true }, 'follow-up')).toBe(201)
    expect(await move(path, 'closures')).toBe(201)
  })

  it('twelve invented failures do not bar a firm in a second and a half any more, not even with two keys', async () => {
    const provider = await city.register()
    const codes = new Set<unknown>()
    for (let i = 0; i < 12; i++) {
      const path = await receive(`invented-${i}`)
      const done = []
      done.push(await move(path, 'assignments', { provider }))
      done.push(await move(path, 'completions', { outcome: 'failed' }))
      done.push(await move(path, 'follow-ups', { satisfied: false, stars: 1 }, 'follow-up'))
      done.push(await move(path, 'closures', { waived: true }))
      for (const code of done.flat()) codes.add(code)
    }
    expect(await rated(provider)).toBe(0)
    expect(codes).toContain('move-too-soon')
  })

  it('asks nothing of departments, which are not rated', async () => {
    const path = await receive('c-6')
    for (const [name, body] of [
      ['assignments', { department: 'water' }],
      ['answers', {}],
      ['completions', { outcome: 'completed' }],
      ['follow-ups', { satisfied: true }],
      ['closures', {}],
    ] as const)
      expect([name, await move(path, name, body)]).toEqual([name, 201])
  })
})

describe('one key does only so much to one provider', () => {
  it('by assignments in an hour and in a day', async () => {
    await set({ rates: { assignmentsPerHour: 2, assignmentsPerDay: 3, recordsPerDay: 10 } })
    // Without evidence a firm is on probation, with few open orders: each is done before the next.
    const provider = await city.register()
    const assign = async () => move(await receive('c-7'), 'assignments', { provider })
    expect([await assign(), await assign(), await assign()]).toEqual([201, 201, [409, 'assignment-rate']])
    expect(await move(await receive('c-8'), 'assignments', { provider: city.providers[1] })).toBe(201)
    const other = await secondKey()
    const path = await receive('c-9')
    const byOther = await city
      .post(`${path}/assignments`, 'dispatcher', { provider })
      .set('Authorization', `Bearer ${other}`)
    expect(byOther.status).toBe(201)
    city.later(61 * MINUTE)
    const { body } = await city.get(`/v1/requests?provider=${provider}`, 'dispatcher')
    for (const { id } of body.items) {
      await move(`/v1/requests/${id}`, 'answers')
      city.later(10 * MINUTE)
      expect(await move(`/v1/requests/${id}`, 'completions', { outcome: 'completed' })).toBe(201)
    }
    expect([await assign(), await assign()]).toEqual([201, [409, 'assignment-rate']])
    city.later(24 * 60 * MINUTE)
    expect(await assign()).toBe(201)
  })

  it('by reviews, complaints and inspections without a request in a day, the regulator’s key too', async () => {
    await set({ rates: { assignmentsPerHour: 0, assignmentsPerDay: 0, recordsPerDay: 2 } })
    const provider = await city.register()
    const review = (n: number) => city.post('/v1/reviews', 'dispatcher', { provider, customer: `r-${n}`, stars: 1 })
    const complain = (n: number) =>
      city.post(`/v1/providers/${provider}/complaints`, 'regulator', { customer: `k-${n}`, upheld: true })
    const codes = async (send: (n: number) => PromiseLike<{ status: number; body: { code?: string } }>) => {
      const found = []
      for (let n = 0; n < 3; n++) {
        const { status, body } = await send(n)
        found.push(status === 201 ? 201 : body.code)
      }
      return found
    }
    expect(await codes(review)).toEqual([201, 201, 'record-rate'])
    expect(await codes(complain)).toEqual([201, 201, 'record-rate'])
    city.later(24 * 60 * MINUTE)
    expect((await review(4)).status).toBe(201)
  })

  it('rebuilds to the same rows', async () => expect(await city.differences()).toEqual([]))
})

describe('a ledger without safeguards', () => {
  it('demands nothing, as before there were any', async () => {
    const { ledger } = city.service
    const { safeguards } = ledger.store.tables
    const kept = await ledger.read(db => db.select().from(safeguards))
    await ledger.store.write(async db => void (await db.delete(safeguards)))
    expect((await city.get('/v1/safeguards')).body).toEqual({ version: 0, ...NO_SAFEGUARDS })
    const path = await receive('c-10')
    for (const [name, body] of [
      ['assignments', { provider: await city.register() }],
      ['completions', { outcome: 'failed' }],
      ['closures', {}],
    ] as const)
      expect([name, await move(path, name, body)]).toEqual([name, 201])
    await ledger.store.write(async db => void (await db.insert(safeguards).values(kept)))
  })
})
