import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KeyRole } from '../../src/api/keys.ts'
import { businessDay, timestamp } from '../../src/ledger/clock.ts'
import { NO_SAFEGUARDS } from '../../src/ratings/evidence/rules-safeguards.ts'
import { databases } from '../store/databases.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const RECEIVED = { channel: 'phone', customer: 'c-1', service: SERVICE, area: AREA }

type Move = [name: string, body: object, role?: KeyRole]

describe.each(databases)('moves that are recorded later than they happened, on $name', ({ openFounded }) => {
  let city: City
  beforeAll(async () => {
    city = await City.open({ store: await openFounded() })
    city.later(10 * DAY)
  })
  afterAll(() => city.close())

  const ago = (ms: number, at = city) => timestamp(at.clock.ms - ms)
  /** The time of the fact, so many milliseconds ago, with a reason. */
  const late = (ms: number, at = city) => ({ occurredAt: ago(ms, at), delayReason: '系统停机，纸面登记' })
  const begin = async (change: object = {}, at = city) => {
    const { body } = await at.post('/v1/requests', 'dispatcher', { ...RECEIVED, ...change })
    return `/v1/requests/${body.id}`
  }
  const move = async (path: string, [name, body, role = 'dispatcher']: Move, at = city) => {
    const answer = await at.post(`${path}/${name}`, role, body)
    return answer.status === 201 ? 201 : `${answer.status} ${answer.body.code}`
  }
  const made = async (path: string, ...moves: Move[]) => {
    for (const one of moves) expect([one[0], await move(path, one)]).toEqual([one[0], 201])
  }
  const shown = async (path: string) => (await city.get(path, 'dispatcher')).body
  const entries = async (type: string, at = city) =>
    (await at.get(`/v1/ledger/entries?type=${type}&limit=200`, 'regulator')).body.items as {
      at: string
      payload: Record<string, unknown>
    }[]

  it('an outage turns no call that was answered in time into a late one; the ledger keeps both times', async () => {
    const provider = await city.register()
    const path = await begin(late(3 * HOUR))
    await made(path, ['assignments', { provider, ...late(2 * HOUR) }])
    expect(await shown(path)).toMatchObject({ answerDue: ago(2 * HOUR - 5 * MINUTE), overdue: ['answer'] })
    city.later(MINUTE)
    const answeredAt = ago(2 * HOUR - 2 * MINUTE)
    await made(path, ['answers', { ...late(2 * HOUR - 2 * MINUTE), words: '马上到' }])
    await made(path, ['completions', { outcome: 'completed', ...late(HOUR) }])
    expect(await shown(path)).toMatchObject({ answeredAt, overdue: [], followUpDue: ago(HOUR - DAY) })
    await made(path, ['follow-ups', { satisfied: true, stars: 5 }], ['closures', {}])
    const { late: moves, rounds } = await shown(path)
    expect(moves[2]).toEqual({
      entry: 'request.answered',
      occurredAt: answeredAt,
      recordedAt: ago(0),
      reason: '系统停机，纸面登记',
    })
    expect(rounds[0].answer).toBe('马上到')
    const [answered] = (await entries('request.answered')).slice(-1)
    expect(answered).toMatchObject({ at: ago(0), payload: { occurredAt: answeredAt } })
    const [order] = (await entries('evidence.order')).filter(({ payload }) => payload.provider === provider)
    expect(order!.payload).toMatchObject({ completed: true, answeredWithin300s: true })
    const { body } = await city.get(`/v1/providers/${provider}/performance`, 'regulator')
    expect(body.total).toMatchObject({ answeredWithinFiveMinutes: 1, medianSeconds: 180, overdue: 0 })
  })

  it('a call that was answered late stays late', async () => {
    const provider = await city.register()
    const path = await begin(late(2 * HOUR))
    await made(path, ['assignments', { provider, ...late(HOUR) }], ['answers', late(HOUR - 5 * MINUTE - 1)])
    const { body } = await city.get(`/v1/providers/${provider}/performance`, 'regulator')
    expect(body.total).toMatchObject({ answered: 1, answeredWithinFiveMinutes: 0, overdue: 1 })
  })

  it('evidence bears the day of the fact', async () => {
    const provider = await city.register()
    const path = await begin(late(2 * DAY))
    await made(path, ['assignments', { provider, ...late(2 * DAY) }], ['answers', late(2 * DAY)])
    await made(path, ['completions', { outcome: 'completed', ...late(2 * DAY) }], ['closures', late(DAY)])
    const [order] = (await entries('evidence.order')).filter(({ payload }) => payload.provider === provider)
    expect(order!.payload.day).toBe(businessDay(city.clock.ms - DAY))
    expect(await shown(path)).toMatchObject({ state: 'closed', closedAt: ago(DAY) })
  })

  describe('the time of the fact', () => {
    it('is not in the future, not before the move before, and at most 72 hours ago', async () => {
      const path = await begin(late(HOUR))
      const assigned = (more: object): Move => ['assignments', { department: 'water', ...more }]
      expect(await move(path, assigned({ occurredAt: ago(-1) }))).toBe('422 occurred-in-future')
      expect(await move(path, assigned(late(HOUR + 1)))).toBe('409 occurred-before-previous')
      expect(await move(path, assigned(late(HOUR)))).toBe(201)
      const { receivedAt, assignedAt } = await shown(path)
      expect([receivedAt, assignedAt]).toEqual([ago(HOUR), ago(HOUR)])
      const receive = async (ms: number) =>
        (await city.post('/v1/requests', 'dispatcher', { ...RECEIVED, ...late(ms) })).body.code
      expect(await receive(72 * HOUR + 1)).toBe('occurred-too-long-ago')
      expect(await receive(72 * HOUR)).toBeUndefined()
    })

    it('needs a reason when it is more than ten minutes ago, and a reason needs a time', async () => {
      const path = await begin(late(HOUR))
      await made(path, ['assignments', { department: 'water', ...late(HOUR) }])
      expect(await move(path, ['answers', { occurredAt: ago(10 * MINUTE + 1) }])).toBe('422 delay-reason-missing')
      expect(await move(path, ['answers', { delayReason: '停机' }])).toBe('400 body-invalid')
      expect(await move(path, ['answers', { occurredAt: ago(10 * MINUTE) }])).toBe(201)
      expect((await shown(path)).late.at(-1)).toMatchObject({ occurredAt: ago(10 * MINUTE), reason: null })
    })

    it('is told in any offset, and kept in one', async () => {
      const path = await begin(late(HOUR))
      const utc = new Date(city.clock.ms - MINUTE).toISOString()
      await made(path, ['assignments', { department: 'water', occurredAt: utc }])
      expect((await shown(path)).assignedAt).toBe(ago(MINUTE))
    })

    it('is that of a move without one too: a later record cannot go before it', async () => {
      const path = await begin(late(HOUR))
      await made(path, ['assignments', { department: 'water' }])
      expect(await move(path, ['answers', late(30 * MINUTE)])).toBe('409 occurred-before-previous')
    })

    it('of a one-touch press is that of its assignment', async () => {
      const sent = { channel: 'one-touch', subscriber: 'yjt-9', ...late(HOUR) }
      const { body } = await city.post('/v1/requests', 'dispatcher', sent)
      expect(body).toMatchObject({ state: 'assigned', receivedAt: ago(HOUR), assignedAt: ago(HOUR) })
      await made(`/v1/requests/${body.id}`, ['answers', late(HOUR - MINUTE)])
    })

    it('holds for an escalation, which the last follow-up causes', async () => {
      const path = await begin(late(HOUR))
      const times = [50, 40, 30, 20].map(minutes => late(minutes * MINUTE))
      for (const [round, at] of times.entries()) {
        if (round > 0) await made(path, ['reworks', { supervisor: '督办科', ...at }, 'registrar'])
        await made(path, ['assignments', { department: 'water', ...at }], ['completions', { outcome: 'failed', ...at }])
        await made(path, ['follow-ups', { satisfied: false, ...at }])
      }
      expect((await shown(path)).state).toBe('escalated')
      await made(path, ['closures', { words: '报市督查室', ...late(15 * MINUTE) }, 'registrar'])
    })
  })

  it('is rebuilt to equal rows', async () => {
    expect(await city.differences()).toEqual([])
  })
})

describe('the safeguards of evidence', () => {
  let city: City
  beforeAll(async () => {
    city = await City.open({
      safeguards: {
        ...NO_SAFEGUARDS,
        minimumSeconds: { toCompletion: 600, toFailure: 300, toFollowUp: 300, toClosure: 86_400 },
        rates: { assignmentsPerHour: 2, assignmentsPerDay: 2, recordsPerDay: 0 },
        surge: { pieces: 2, times: 1, usualDays: 90 },
      },
    })
    city.later(10 * DAY)
  })
  afterAll(() => city.close())

  const late = (ms: number) => ({ occurredAt: timestamp(city.clock.ms - ms), delayReason: '停机' })
  const begin = async () => {
    const { body } = await city.post('/v1/requests', 'dispatcher', { ...RECEIVED, ...late(71 * HOUR) })
    return `/v1/requests/${body.id}`
  }
  const move = async (path: string, name: string, body: object) => {
    const answer = await city.post(`${path}/${name}`, 'dispatcher', body)
    return answer.status === 201 ? 201 : `${answer.body.code} ${answer.body.detail ?? ''}`.trim()
  }

  it('ask for the least times between the facts and between their records', async () => {
    const path = await begin()
    await move(path, 'assignments', { provider: await city.register(), ...late(5 * HOUR) })
    await move(path, 'answers', late(5 * HOUR - MINUTE))
    const done = { outcome: 'completed' }
    // Four hours of service, by what is told; recorded in one breath.
    expect(await move(path, 'completions', { ...done, ...late(HOUR) })).toMatch(/^move-too-soon/)
    city.later(10 * MINUTE)
    expect(await move(path, 'completions', { ...done, ...late(5 * HOUR + 5 * MINUTE) })).toMatch(/^move-too-soon/)
    expect(await move(path, 'completions', { ...done, ...late(HOUR) })).toBe(201)
    expect(await move(path, 'closures', {})).toMatch(/^move-too-soon/)
    expect(await move(path, 'follow-ups', { satisfied: true })).toMatch(/^move-too-soon/)
    city.later(5 * MINUTE)
    expect(await move(path, 'follow-ups', { satisfied: true })).toBe(201)
  })

  it('count assignments and surges by the time of the record', async () => {
    const provider = await city.register()
    const paths: string[] = []
    for (let n = 0; n < 2; n++) {
      const path = await begin()
      expect(await move(path, 'assignments', { provider, ...late(70 * HOUR - n * 20 * HOUR) })).toBe(201)
      await move(path, 'answers', late(69 * HOUR - n * 20 * HOUR))
      paths.push(path)
    }
    expect(await move(await begin(), 'assignments', { provider, ...late(50 * HOUR) })).toMatch(/^assignment-rate/)
    city.later(10 * MINUTE)
    for (const [n, path] of paths.entries())
      expect(await move(path, 'completions', { outcome: 'completed', ...late(60 * HOUR - n * 20 * HOUR) })).toBe(201)
    city.later(5 * MINUTE)
    for (const [n, path] of paths.entries()) {
      expect(await move(path, 'follow-ups', { satisfied: true, ...late(50 * HOUR - n * 20 * HOUR) })).toBe(201)
      expect(await move(path, 'closures', late(49 * HOUR - n * 20 * HOUR))).toBe(201)
    }
    const { body } = await city.get('/v1/surges', 'regulator')
    expect(body.items).toMatchObject([{ provider: { id: provider }, direction: 'praise', pieces: 2 }])
  })
})
