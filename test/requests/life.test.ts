import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadContract } from '../../src/api/contract.ts'
import { overdueQuery } from '../../src/requests/rows-overdue.ts'
import {
  clockStates,
  LIFE,
  MAX_REWORKS,
  MAX_TRANSFERS,
  REQUEST_CLOCKS,
  REQUEST_STATES,
} from '../../src/requests/rules-life.ts'
import { databaseUrl } from '../store/databases.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
type Sent = [name: string, body: object]

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

const received = async (change: object = {}) =>
  city.post('/v1/requests', 'dispatcher', {
    channel: 'phone',
    customer: 'c-1',
    duty: 'discharge-of-sewage',
    area: AREA,
    words: '洗垃圾桶的污水流进河里',
    ...change,
  })
const begin = async (change: object = {}) => {
  const { body, status } = await received(change)
  expect([status, body.code]).toEqual([201, undefined])
  return `/v1/requests/${body.id}`
}
const move = (path: string, [name, body]: Sent, role: 'dispatcher' | 'registrar' | 'regulator' = 'dispatcher') =>
  city.post(`${path}/${name}`, role, body)
/** Makes the moves and returns the request after the last one. */
const moves = async (path: string, ...sent: Sent[]) => {
  let last: { body: Record<string, unknown> } = { body: {} }
  for (const one of sent) {
    last = await move(path, one)
    expect([one[0], (last as { status?: number }).status, last.body.code]).toEqual([one[0], 201, undefined])
  }
  return last.body
}
const shown = async (path: string) => (await city.get(path, 'dispatcher')).body
const overdue = async (clock: string, query = '') =>
  (await city.get(`/v1/requests?overdue=${clock}${query}`, 'dispatcher')).body
const refused = async (path: string, sent: Sent, role: 'dispatcher' | 'registrar' | 'regulator' = 'dispatcher') => {
  const before = await shown(path)
  const head = await city.service.ledger.head()
  const { body, status } = await move(path, sent, role)
  expect(await shown(path)).toEqual(before)
  expect(await city.service.ledger.head()).toEqual(head)
  return `${status} ${body.code}`
}

const ASSIGN: Sent = ['assignments', { department: 'ecology' }]
const UNSATISFIED: Sent[] = [
  ['answers', { words: '已转执法人员' }],
  ['completions', { outcome: 'completed' }],
  ['follow-ups', { satisfied: false, words: '没有解决' }],
]
const REWORK: Sent = ['reworks', { supervisor: '督办科', words: '三日内整改' }]

describe('a customer who is not satisfied', () => {
  const closures = async (path: string) => {
    const { body } = await city.get('/v1/ledger/entries?type=request.closed&limit=200', 'regulator')
    return body.items
      .map((entry: { payload: Record<string, unknown> }) => entry.payload)
      .filter((payload: Record<string, unknown>) => path.endsWith(String(payload.request)))
  }

  it('may waive the rework, and the ledger says so', async () => {
    const path = await begin()
    await moves(path, ASSIGN, ...UNSATISFIED)
    expect(await refused(path, ['closures', {}])).toBe('409 rework-required')
    expect(await refused(path, ['closures', { waived: false }])).toBe('409 rework-required')
    await moves(path, ['closures', { waived: true }])
    expect(await closures(path)).toMatchObject([{ waived: true }])
  })

  it('has waived nothing who is satisfied, whatever is sent', async () => {
    const path = await begin()
    await moves(path, ASSIGN, ...UNSATISFIED.slice(0, 2), ['follow-ups', { satisfied: true }])
    await moves(path, ['closures', { waived: true }])
    const [closure] = await closures(path)
    expect(closure).not.toHaveProperty('waived')
  })
})

describe('the table of states and moves', () => {
  it('leads to every state, and to nothing else', () => {
    const reached = new Set(Object.values(LIFE).flatMap(rule => rule.to ?? []))
    expect([...reached].sort()).toEqual([...REQUEST_STATES].sort())
    for (const { from } of Object.values(LIFE)) for (const state of from) expect(REQUEST_STATES).toContain(state)
  })

  it('gives the roles of the contract', () => {
    for (const { id, roles } of loadContract().operations.filter(o => /^\/v1\/requests\/\{id\}\/./.test(o.path))) {
      const movers = Object.values(LIFE)
        .filter(rule => rule.operation === id)
        .flatMap(rule => rule.who)
      expect([id, [...new Set(movers)].filter(who => who !== 'service').sort()]).toEqual([id, [...roles].sort()])
    }
  })

  it('has its clocks in the indexes of the overdue', () => {
    const folder = new URL('../../migrations/', import.meta.url)
    const migration = readdirSync(folder)
      .map(file => readFileSync(new URL(file, folder), 'utf8'))
      .join('\n')
    for (const clock of REQUEST_CLOCKS) {
      const states = clockStates(clock).map(state => `'${state}'`)
      const condition = states.length === 1 ? `state = ${states[0]}` : `state in (${states.join(', ')})`
      expect(migration).toContain(`(${clock.replace('-', '_')}_due, id) where ${condition}`)
    }
  })
})

describe('a complaint that a department answers', () => {
  it('is done again under a supervisor when the citizen is not satisfied, each round on record', async () => {
    const path = await begin()
    expect(await shown(path)).toMatchObject({
      state: 'classified',
      duty: 'discharge-of-sewage',
      responder: null,
      rounds: [],
    })
    expect(await moves(path, ASSIGN)).toMatchObject({ responder: 'department', department: 'ecology', provider: null })
    await moves(path, ['answers', {}], ['visits', { words: '现场已取证' }], ['completions', { outcome: 'completed' }])
    await moves(path, ['follow-ups', { satisfied: false, stars: 2, words: '第二天又排了' }])
    expect(await refused(path, ['closures', {}])).toBe('409 rework-required')
    expect((await move(path, REWORK, 'registrar')).body).toMatchObject({
      state: 'reopened',
      supervisor: '督办科',
      round: 2,
      reworks: 1,
      reworkDue: new Date(city.clock.ms + 3 * DAY + 8 * 60 * MINUTE).toISOString().replace('Z', '+08:00'),
      department: null,
    })
    await moves(path, ASSIGN, ['answers', {}], ['completions', { outcome: 'completed', words: '接入污水管' }])
    await moves(path, ['follow-ups', { satisfied: true, stars: 5 }], ['closures', {}])
    const request = await shown(path)
    expect(request).toMatchObject({ state: 'closed', words: '洗垃圾桶的污水流进河里', overdue: [] })
    expect(request.rounds).toMatchObject([
      {
        round: 1,
        department: 'ecology',
        visit: '现场已取证',
        satisfied: false,
        followUp: '第二天又排了',
        ended: 'rework',
      },
      {
        round: 2,
        supervisor: '督办科',
        reworkWords: '三日内整改',
        completion: '接入污水管',
        satisfied: true,
        ended: null,
      },
    ])
  })

  it('yields no evidence, and no review can be written about it', async () => {
    const path = await begin()
    const { seq } = await city.service.ledger.head()
    await moves(path, ASSIGN, ['answers', {}], ['completions', { outcome: 'completed' }])
    await moves(path, ['follow-ups', { satisfied: true, stars: 5 }], ['closures', {}])
    expect((await city.service.ledger.head()).seq).toBe(seq + 5)
    const review = await city.post('/v1/reviews', 'dispatcher', { request: path.slice(13), customer: 'c-1', stars: 5 })
    expect(review.body.code).toBe('review-no-provider')
  })

  it(`is escalated after ${MAX_REWORKS} reworks in vain, and then settled by the centre alone`, async () => {
    const path = await begin()
    for (let n = 0; n < MAX_REWORKS; n++) await moves(path, ASSIGN, ...UNSATISFIED, REWORK)
    expect(await moves(path, ASSIGN, ...UNSATISFIED)).toMatchObject({ state: 'escalated', reworks: MAX_REWORKS })
    expect(await refused(path, REWORK, 'registrar')).toBe('409 request-escalated')
    expect(await refused(path, ['closures', { words: '算了' }])).toBe('403 move-not-yours')
    expect(await refused(path, ['closures', {}], 'regulator')).toBe('422 decision-missing')
    const settled = await move(path, ['closures', { words: '报市政府督查室' }], 'regulator')
    expect(settled.body).toMatchObject({ state: 'closed', round: MAX_REWORKS + 1 })
  })

  it('stays with who handed it on until the next department has answered (首问首接)', async () => {
    const path = await begin()
    await moves(
      path,
      ['assignments', { department: 'water' }],
      ['transfers', { department: 'drainage', words: '非河道职责' }],
    )
    expect(await shown(path)).toMatchObject({
      state: 'assigned',
      department: 'drainage',
      responsible: 'water',
      round: 2,
    })
    await moves(path, ['transfers', { department: 'ecology', duty: 'discharge-of-sewage' }])
    expect(await shown(path)).toMatchObject({
      department: 'ecology',
      responsible: 'water',
      duty: 'discharge-of-sewage',
    })
    expect(await moves(path, ['answers', {}])).toMatchObject({ responsible: 'ecology' })
    await moves(path, ['transfers', { department: 'sanitation' }])
    expect(await shown(path)).toMatchObject({ state: 'assigned', responsible: 'ecology' })
    expect(MAX_TRANSFERS).toBe(3)
    expect(await refused(path, ['transfers', { department: 'water' }])).toBe('409 transfers-exhausted')
    expect((await shown(path)).rounds.map((round: { ended: string }) => round.ended)).toEqual([
      'transfer',
      'transfer',
      'transfer',
      null,
    ])
  })
})

describe('small wishes', () => {
  const WISH = { kind: 'wish', duty: undefined, words: '想要一副老花镜' }
  const listed = async () => (await city.get('/v1/requests?kind=wish&state=classified', 'dispatcher')).body.items

  it('are claimed by one volunteer organisation: the second gets 409 and learns who won', async () => {
    const path = await begin(WISH)
    const [a, b, firm] = [await city.register('volunteer'), await city.register('volunteer'), city.providers[0]]
    expect((await listed()).map((wish: { id: string }) => wish.id)).toContain(path.slice(13))
    expect(await refused(path, ['claims', { provider: firm }])).toBe('409 claim-not-volunteer')
    const answers = await Promise.all([a, b].map(provider => move(path, ['claims', { provider }])))
    expect(answers.map(answer => answer.status).sort()).toEqual([201, 409])
    const lost = answers.find(answer => answer.status === 409)!
    const won = answers.find(answer => answer.status === 201)!
    expect(lost.body).toMatchObject({ code: 'request-already-assigned', existing: won.body.provider })
    expect(won.body).toMatchObject({ state: 'answered', responder: 'volunteer' })
    expect(await listed()).toEqual([])
  })

  it('are no orders: what is not a wish cannot be claimed', async () => {
    const provider = await city.register('volunteer')
    expect(await refused(await begin({ service: SERVICE, duty: undefined }), ['claims', { provider }])).toBe(
      '409 not-a-wish',
    )
  })
})

describe('one-touch requests', () => {
  const press = (change: object = {}) =>
    city.post('/v1/requests', 'dispatcher', { channel: 'one-touch', subscriber: 'yjt-9', ...change })

  it('need no words and are never left unassigned, even when nobody knows the telephone', async () => {
    const { body, status } = await press()
    expect([status, body.code]).toEqual([201, undefined])
    expect(body).toMatchObject({
      state: 'assigned',
      customer: 'yjt-9',
      area: '3302',
      priority: true,
      responder: 'department',
    })
    expect(body.department).toBeTruthy()
    expect(Date.parse(body.answerDue) - Date.parse(body.assignedAt)).toBe(MINUTE)
  })

  it('go to the duty of the area where the telephone stands', async () => {
    await city.call('put', '/v1/subscribers/yjt-9', 'registrar').send({ area: AREA })
    expect((await press()).body).toMatchObject({
      area: AREA,
      department: 'ageing-office',
      duty: 'one-touch-watch-haishu',
    })
    await city.call('put', '/v1/subscribers/yjt-9', 'registrar').send({ area: '330282' })
    expect((await press()).body).toMatchObject({ area: '330282', department: 'help-centre' })
    expect((await city.get('/v1/subscribers/yjt-9', 'dispatcher')).body).toMatchObject({ area: '330282', version: 2 })
  })

  it('name their subscriber, and nobody else does', async () => {
    expect((await press({ subscriber: undefined })).body.code).toBe('subscriber-missing')
    expect((await received({ subscriber: 'yjt-9' })).body.code).toBe('subscriber-not-one-touch')
  })
})

describe('clocks', () => {
  it('make a request overdue by the time alone, and stop when it is answered', async () => {
    const ordinary = await begin()
    const urgent = await begin({ priority: true })
    await moves(ordinary, ASSIGN)
    await moves(urgent, ASSIGN)
    const ids = async (clock: string) =>
      (await overdue(clock)).items.map((item: { id: string }) => `/v1/requests/${item.id}`)
    city.later(MINUTE)
    expect(await ids('answer')).not.toContain(urgent)
    city.later(1)
    expect(await ids('answer')).toContain(urgent)
    expect(await ids('answer')).not.toContain(ordinary)
    city.later(4 * MINUTE)
    expect(await ids('any')).toEqual(expect.arrayContaining([urgent, ordinary]))
    expect((await shown(ordinary)).overdue).toEqual(['answer'])
    await moves(urgent, ['answers', {}])
    expect(await ids('answer')).not.toContain(urgent)
    await moves(urgent, ['completions', { outcome: 'completed' }])
    city.later(DAY + 1)
    expect(await ids('follow-up')).toContain(urgent)
    await moves(urgent, ['follow-ups', { satisfied: false }], REWORK)
    expect(await ids('follow-up')).not.toContain(urgent)
    city.later(3 * DAY + 1)
    expect(await ids('rework')).toContain(urgent)
    await moves(urgent, ASSIGN)
    expect(await ids('rework')).toContain(urgent)
    await moves(urgent, ['completions', { outcome: 'failed' }])
    expect(await ids('rework')).not.toContain(urgent)
  })

  // A plan is told by the database that makes it. This one is SQLite's, so a run on a server does not have it.
  const onSqlite = databaseUrl ? () => {} : it
  onSqlite('are read from the indexes that hold open requests alone', async () => {
    const { ledger } = city.service
    const file = new Database(join(city.folder, 'xinqiao.sqlite'), { readonly: true })
    for (const clock of REQUEST_CLOCKS)
      for (const only of [false, true]) {
        const place = { now: city.clock.ms, after: ['2026', 'x'] as [string, string], limit: 51, only }
        const query = await ledger.read(async db => overdueQuery(db, ledger.store.tables, clock, {}, place).toSQL())
        const plan = file.prepare(`explain query plan ${query.sql}`).all(...(query.params as string[])) as {
          detail: string
        }[]
        expect(plan.map(step => step.detail).join()).toMatch(`USING INDEX requests_${clock.replace('-', '_')}_due (`)
        expect(plan.map(step => step.detail).join()).not.toContain('TEMP B-TREE')
      }
    file.close()
  })

  it('list everything overdue once, longest first, page by page', async () => {
    for (let n = 0; n < 5; n++) {
      await moves(await begin(), ASSIGN, ...UNSATISFIED, REWORK, ASSIGN)
      city.later(1000)
    }
    city.later(4 * DAY)
    for (const clock of ['answer', 'rework', 'any']) {
      const whole = (await overdue(clock, '&limit=200')).items.map((item: { id: string }) => item.id)
      expect(new Set(whole).size).toBe(whole.length)
      const paged: string[] = []
      for (let cursor = ''; ; ) {
        const { items, next } = await overdue(clock, `&limit=2${cursor}`)
        paged.push(...items.map((item: { id: string }) => item.id))
        if (!next) break
        cursor = `&cursor=${next}`
      }
      expect(paged).toEqual(whole)
    }
    const all = new Set((await overdue('any', '&limit=200')).items.map((item: { id: string }) => item.id))
    for (const clock of REQUEST_CLOCKS)
      for (const { id } of (await overdue(clock, '&limit=200')).items) expect(all).toContain(id)
  })
})

describe('a duty that goes to another department', () => {
  const transfer = (requestsInFlight: 'move' | 'stay', duty: string, on: string) =>
    city.service.ledger.write('test', tx =>
      tx.append({
        type: 'duty.transferred',
        subject: `duty:${duty}`,
        payload: { duty, on, from: 'sanitation', to: 'city-management', requestsInFlight },
      }),
    )
  const listed = async (department: string, path: string) =>
    (await city.get(`/v1/requests?department=${department}&limit=200`, 'dispatcher')).body.items.some(
      (item: { id: string }) => path.endsWith(item.id),
    )

  it('takes along what is in flight from its day on, or leaves it, as the transfer says', async () => {
    const [moving, staying] = [await begin({ duty: 'public-toilets' }), await begin({ duty: 'bulky-waste-collection' })]
    for (const path of [moving, staying]) await moves(path, ['assignments', { department: 'sanitation' }])
    const tomorrow = new Date(city.clock.ms + DAY + 8 * 60 * MINUTE).toISOString().slice(0, 10)
    await transfer('move', 'public-toilets', tomorrow)
    await transfer('stay', 'bulky-waste-collection', tomorrow)
    expect(await shown(moving)).toMatchObject({ department: 'sanitation' })
    city.later(DAY)
    expect(await shown(moving)).toMatchObject({ department: 'city-management', state: 'assigned' })
    expect(await shown(staying)).toMatchObject({ department: 'sanitation' })
    expect([await listed('city-management', moving), await listed('sanitation', moving)]).toEqual([true, false])
    expect([await listed('city-management', staying), await listed('sanitation', staying)]).toEqual([false, true])
    expect(await moves(moving, ['answers', {}])).toMatchObject({ department: 'city-management' })
    expect([await listed('city-management', moving), await listed('sanitation', moving)]).toEqual([true, false])
  })
})

describe('what is not possible', () => {
  it.each<[string, object, string]>([
    ['an item that the area does not have', { duty: undefined, service: SERVICE, area: '33' }, '422 item-not-in-area'],
    ['a duty that nobody has', { duty: 'nothing' }, '422 duty-unknown'],
    ['nobody who asks', { customer: undefined }, '422 customer-missing'],
    ['nothing that is asked for', { duty: undefined, words: undefined }, '422 request-empty'],
    ['a wish without words', { kind: 'wish', words: undefined }, '422 wish-incomplete'],
    ['a duty without an area', { area: undefined }, '400 body-invalid'],
  ])('refuses %s', async (_, change, answer) => {
    const head = await city.service.ledger.head()
    const { body, status } = await received(change)
    expect(`${status} ${body.code}`).toBe(answer)
    expect(await city.service.ledger.head()).toEqual(head)
  })

  it('refuses to send a provider for a duty, and any responder before the request is classified', async () => {
    const provider = city.providers[0]
    expect(await refused(await begin(), ['assignments', { provider }])).toBe('409 item-missing')
    const vague = await begin({ duty: undefined, area: undefined })
    expect((await shown(vague)).state).toBe('received')
    expect(await refused(vague, ASSIGN)).toBe('409 request-not-classified')
    expect(await refused(vague, ['assignments', {}])).toBe('422 assignment-target')
    expect(await refused(vague, ['classifications', { area: AREA }])).toBe('422 matter-missing')
    expect(await refused(vague, ['classifications', { service: SERVICE, area: '33' }])).toBe('422 item-not-in-area')
    await moves(vague, ['classifications', { service: SERVICE, area: AREA }], ['assignments', { provider }])
    expect(await refused(vague, ['transfers', { department: 'water' }])).toBe('409 transfer-not-department')
  })

  it('tells the dispatcher who came second whom the first has assigned', async () => {
    const path = await begin()
    const sent = ['water', 'ecology', 'drainage', 'sanitation'].map(department =>
      move(path, ['assignments', { department }]),
    )
    const answers = await Promise.all(sent)
    const won = answers.filter(answer => answer.status === 201)
    expect(won).toHaveLength(1)
    for (const { status, body } of answers)
      if (status !== 201)
        expect([status, body.code, body.existing]).toEqual([409, 'request-already-assigned', won[0]!.body.department])
  })
})

describe('a rework that another provider gets', () => {
  it('leaves the order of the first on record as evidence of its own', async () => {
    const [first, second] = [await city.register(), await city.register()]
    const path = await begin({ duty: undefined, service: SERVICE })
    await moves(path, ['assignments', { provider: first }], ['answers', {}], ['completions', { outcome: 'failed' }])
    await moves(path, ['follow-ups', { satisfied: false, stars: 1, words: '没来' }], REWORK)
    await moves(path, ['assignments', { provider: second }], ['answers', {}], ['completions', { outcome: 'completed' }])
    await moves(path, ['follow-ups', { satisfied: true, stars: 5 }], ['closures', {}])
    const evidence = async (id: string) => (await city.get(`/v1/providers/${id}/evidence`, 'regulator')).body.items
    expect(await evidence(first)).toMatchObject([
      { kind: 'review', stars: 1, text: '没来' },
      { kind: 'order', completed: false },
    ])
    expect(await evidence(second)).toMatchObject([
      { kind: 'review', stars: 5 },
      { kind: 'order', completed: true },
    ])
  })
})

describe('a due time', () => {
  it('lies its whole clock after the time of the entry, to the millisecond, while the clock goes on', async () => {
    const { clock } = city
    let ms = clock.ms
    // Every look at the clock finds it a millisecond on.
    Object.defineProperty(clock, 'ms', { configurable: true, get: () => ms++ })
    const provider = await city.register()
    const path = await begin({ duty: undefined, service: SERVICE })
    const { body } = await city.post(`${path}/assignments`, 'dispatcher', { provider })
    expect(Date.parse(body.answerDue) - Date.parse(body.assignedAt)).toBe(5 * MINUTE)
    const touched = await city.post('/v1/requests', 'dispatcher', { channel: 'one-touch', subscriber: 'yjt-9' })
    expect(Date.parse(touched.body.answerDue) - Date.parse(touched.body.assignedAt)).toBe(MINUTE)
    Object.defineProperty(clock, 'ms', { configurable: true, writable: true, value: ms })
  })
})

it('is rebuilt from the ledger to the same rows', async () => {
  expect(await city.differences()).toEqual([])
})
