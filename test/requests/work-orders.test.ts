import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KeyRole } from '../../src/api/keys.ts'
import { timestamp } from '../../src/ledger/clock.ts'
import { MAX_EXTENSIONS } from '../../src/requests/rules-life.ts'
import { databases } from '../store/databases.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const ASSIGN: Move = ['assignments', { department: 'ecology' }]
const REASON = { words: '该河段由水利部门管理' }
const granted = (is: boolean) => ({ granted: is, words: is ? '同意' : '不同意' })

type Move = [name: string, body?: object, role?: KeyRole]

describe.each(databases)('the work order of a city hotline, on $name', ({ openFounded }) => {
  let city: City
  beforeAll(async () => {
    city = await City.open({ store: await openFounded() })
  })
  afterAll(() => city.close())

  const receive = async (change: object = {}) => {
    const sent = { channel: 'phone', customer: 'c-1', duty: 'discharge-of-sewage', area: AREA, ...change }
    const { status, body } = await city.post('/v1/requests', 'dispatcher', sent)
    return { status, body, path: `/v1/requests/${body.id}` }
  }
  const move = async (path: string, [name, body = {}, role = 'dispatcher']: Move) => {
    const answer = await city.post(`${path}/${name}`, role, body)
    return answer.status === 201 ? 201 : `${answer.status} ${answer.body.code}`
  }
  const made = async (path: string, ...moves: Move[]) => {
    for (const one of moves) expect([one[0], await move(path, one)]).toEqual([one[0], 201])
  }
  const shown = async (path: string) => (await city.get(path, 'dispatcher')).body
  const clock = async (id: string) =>
    (await city.get('/v1/clocks?limit=200')).body.items.find((item: { id: string }) => item.id === id)
  const inDays = (days: number, from = city.clock.ms) => timestamp(from + days * DAY)

  describe('its kind and urgency', () => {
    it.each(['help', 'consultation', 'complaint', 'report', 'suggestion'])(
      'a %s is handled within a time that is data',
      async kind => {
        const { body, path } = await receive({ kind })
        expect(body).toMatchObject({ kind, urgency: 'normal', priority: false, handlingDue: null })
        await made(path, ASSIGN)
        const { duration } = await clock(`request.handling.${kind}`)
        expect((await shown(path)).handlingDue).toBe(inDays(duration))
        city.later(duration * DAY)
        await made(path, ['answers'])
        expect((await shown(path)).overdue).toEqual([])
        city.later(1)
        expect((await shown(path)).overdue).toEqual(['handling'])
        const { body: list } = await city.get('/v1/requests?overdue=handling', 'dispatcher')
        expect(list.items.map(({ id }: { id: string }) => id)).toEqual([body.id])
        await made(path, ['completions', { outcome: 'completed' }])
        expect((await shown(path)).overdue).toEqual([])
        const { body: month } = await city.get('/v1/departments/ecology/performance', 'regulator')
        expect(month.total.overdue).toBeGreaterThan(0)
      },
    )

    it.each([
      ['normal', false, 5],
      ['urgent', true, 1],
      ['critical', true, 1],
    ])('%s: answered within the time of its clock', async (urgency, priority, minutes) => {
      const { body, path } = await receive({ urgency })
      expect(body).toMatchObject({ urgency, priority })
      await made(path, ASSIGN)
      expect((await shown(path)).answerDue).toBe(timestamp(city.clock.ms + minutes * MINUTE))
    })

    it('is urgent where callers of before say priority, and says one of the two', async () => {
      expect((await receive({ priority: true })).body).toMatchObject({ urgency: 'urgent', priority: true })
      const { status, body } = await receive({ priority: true, urgency: 'normal' })
      expect([status, body.code]).toEqual([400, 'body-invalid'])
    })

    it('a list shows one kind', async () => {
      const { body } = await city.get('/v1/requests?kind=suggestion', 'dispatcher')
      expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual(['suggestion'])
    })

    it('a provider has no time of handling: its promises are the five minutes and the rework', async () => {
      const { path } = await receive({ duty: undefined, service: SERVICE })
      await made(path, ['assignments', { provider: await city.register() }])
      expect((await shown(path)).handlingDue).toBeNull()
    })
  })

  describe('a return (退单)', () => {
    it('is asked for by the department and granted by the centre: the request goes to another', async () => {
      const { path } = await receive()
      await made(path, ASSIGN, ['returns', REASON])
      expect(await shown(path)).toMatchObject({
        state: 'assigned',
        department: 'ecology',
        returnAskedAt: timestamp(city.clock.ms),
        returnWords: REASON.words,
      })
      expect(await move(path, ['returns', REASON])).toBe('409 already-asked')
      expect(await move(path, ['return-decisions', granted(true)])).toBe('403 role-not-allowed')
      await made(path, ['return-decisions', granted(true), 'registrar'])
      const back = await shown(path)
      expect(back).toMatchObject({ state: 'classified', department: null, handlingDue: null, returnAskedAt: null })
      expect(back.rounds[0]).toMatchObject({ department: 'ecology', ended: 'returned', endWords: '同意' })
      expect(back.responsible).toBeNull()
      await made(path, ['assignments', { department: 'water' }], ['answers'])
    })

    it('that is refused leaves the request where it is; a reason is given', async () => {
      const { path } = await receive()
      await made(path, ASSIGN, ['answers'], ['returns', REASON], ['return-decisions', granted(false), 'registrar'])
      expect(await shown(path)).toMatchObject({
        state: 'answered',
        department: 'ecology',
        returnAskedAt: null,
        returnWords: '不同意',
      })
      expect(await move(path, ['return-decisions', granted(false), 'registrar'])).toBe('409 nothing-asked')
    })

    it('comes within its time, from a department, while the department has the request', async () => {
      const { path } = await receive()
      expect(await move(path, ['returns', REASON])).toBe('409 request-not-assigned')
      await made(path, ASSIGN)
      const { duration } = await clock('request.return')
      city.later(duration * DAY + 1)
      expect(await move(path, ['returns', REASON])).toBe('409 return-too-late')
      const other = await receive({ duty: undefined, service: SERVICE })
      await made(other.path, ['assignments', { provider: await city.register() }])
      expect(await move(other.path, ['returns', REASON])).toBe('409 asking-not-department')
    })

    it('during a rework: the clock of the rework runs on', async () => {
      const { path } = await receive()
      await made(path, ASSIGN, ['answers'], ['completions', { outcome: 'completed' }])
      await made(path, ['follow-ups', { satisfied: false }], ['reworks', { supervisor: '督办科' }], ASSIGN)
      const { reworkDue, handlingDue } = await shown(path)
      expect(handlingDue).toBeNull()
      await made(path, ['returns', REASON], ['return-decisions', granted(true), 'registrar'])
      expect(await shown(path)).toMatchObject({ state: 'reopened', reworkDue })
    })
  })

  describe('an extension (延期)', () => {
    it('is asked for and granted: the time is longer by what is data, counted from when it was due', async () => {
      const { path } = await receive({ kind: 'complaint' })
      await made(path, ASSIGN, ['answers'])
      const { handlingDue } = await shown(path)
      city.later(DAY)
      await made(path, ['extensions', { words: '须待检测报告' }])
      expect(await shown(path)).toMatchObject({ extensionAskedAt: timestamp(city.clock.ms), handlingDue })
      expect(await move(path, ['extensions', REASON])).toBe('409 already-asked')
      await made(path, ['extension-decisions', granted(true), 'registrar'])
      const { duration } = await clock('request.extension')
      expect(await shown(path)).toMatchObject({
        state: 'answered',
        handlingDue: inDays(duration, Date.parse(handlingDue)),
        extensions: MAX_EXTENSIONS,
        extensionAskedAt: null,
      })
      expect(await move(path, ['extensions', REASON])).toBe('409 extensions-exhausted')
    })

    it('that is refused changes nothing; what is overdue is not extended, nor what has no time', async () => {
      const { path } = await receive()
      await made(path, ASSIGN, ['extensions', REASON])
      const { handlingDue } = await shown(path)
      await made(path, ['extension-decisions', granted(false), 'registrar'])
      expect(await shown(path)).toMatchObject({ handlingDue, extensions: 0, extensionWords: '不同意' })
      expect(await move(path, ['extension-decisions', granted(true), 'registrar'])).toBe('409 nothing-asked')
      city.clock.ms = Date.parse(handlingDue) + 1
      expect(await move(path, ['extensions', REASON])).toBe('409 extension-too-late')
      await made(path, ['completions', { outcome: 'failed' }], ['follow-ups', { satisfied: false }])
      await made(path, ['reworks', { supervisor: '督办科' }], ASSIGN)
      expect(await move(path, ['extensions', REASON])).toBe('409 no-handling-clock')
    })

    it('ends with what it was asked for: a completed request waits for no decision', async () => {
      const { path } = await receive()
      await made(path, ASSIGN, ['answers'], ['extensions', REASON], ['returns', REASON])
      await made(path, ['completions', { outcome: 'completed' }])
      expect(await shown(path)).toMatchObject({ extensionAskedAt: null, returnAskedAt: null })
      expect(await move(path, ['extension-decisions', granted(true), 'registrar'])).toBe(
        '409 request-already-completed',
      )
    })
  })

  describe('the follow-up, of three answers', () => {
    const done = async () => {
      const { path } = await receive()
      await made(path, ASSIGN, ['answers'], ['completions', { outcome: 'completed' }])
      return path
    }

    it('nobody reached: the request waits for another call, and its clock runs on', async () => {
      const path = await done()
      await made(path, ['follow-ups', { reached: false, words: '无人接听' }], ['follow-ups', { reached: false }])
      expect(await shown(path)).toMatchObject({
        state: 'completed',
        followUpAttempts: 2,
        followedUpAt: null,
        satisfied: null,
      })
      city.later(DAY + 1)
      expect((await shown(path)).overdue).toEqual(['follow-up'])
      await made(path, ['follow-ups', { reached: true, resolved: true, satisfied: true, stars: 5 }])
      expect(await shown(path)).toMatchObject({ state: 'followed-up', resolved: true, satisfied: true, overdue: [] })
    })

    it('resolved and satisfied are two answers: what is not resolved can be done again', async () => {
      const path = await done()
      await made(path, ['follow-ups', { reached: true, resolved: false, satisfied: true }])
      await made(path, ['reworks', { supervisor: '督办科' }])
      expect((await shown(path)).rounds[0]).toMatchObject({ resolved: false, satisfied: true, ended: 'rework' })
      const other = await done()
      await made(other, ['follow-ups', { resolved: true, satisfied: true }])
      expect(await move(other, ['reworks', { supervisor: '督办科' }])).toBe('409 rework-not-needed')
    })

    it('answers need a customer, and a customer answers', async () => {
      const path = await done()
      expect(await move(path, ['follow-ups', {}])).toBe('422 follow-up-incomplete')
      expect(await move(path, ['follow-ups', { reached: true, resolved: true }])).toBe('422 follow-up-incomplete')
      for (const answer of [{ satisfied: true }, { resolved: false }, { stars: 5 }])
        expect(await move(path, ['follow-ups', { reached: false, ...answer }])).toBe('422 follow-up-unreached')
    })
  })

  it('is rebuilt to equal rows', async () => {
    expect(await city.differences()).toEqual([])
  })
})

describe('a call that reached nobody', () => {
  it('makes no closure sooner: it is one without a follow-up', async () => {
    const city = await City.open({ safeguards: true })
    const [provider] = city.providers
    const { body } = await city.post('/v1/requests', 'dispatcher', {
      channel: 'phone',
      customer: 'c-1',
      service: SERVICE,
      area: AREA,
    })
    const post = (name: string, sent: object, role: KeyRole = 'dispatcher') =>
      city.post(`/v1/requests/${body.id}/${name}`, role, sent)
    await post('assignments', { provider })
    await post('answers', {})
    city.later(10 * MINUTE)
    expect((await post('completions', { outcome: 'completed' })).status).toBe(201)
    city.later(5 * MINUTE)
    expect((await post('follow-ups', { reached: false }, 'follow-up')).status).toBe(201)
    expect((await post('closures', {}, 'follow-up')).body.code).toBe('move-too-soon')
    city.later(DAY)
    expect((await post('closures', {}, 'follow-up')).status).toBe(201)
    await city.close()
  })
})
