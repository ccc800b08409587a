import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MAX_MERGED } from '../../src/requests/rules-life.ts'
import { databases } from '../store/databases.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

type Move = [name: string, body?: object]
const WITHDRAWN = { cause: 'withdrawn', words: '不需要了' }
const REASON = { words: '并非同一地点' }

describe.each(databases)('requests that are handled as one (并单), on $name', ({ openFounded }) => {
  let city: City
  beforeAll(async () => {
    city = await City.open({ store: await openFounded() })
  })
  afterAll(() => city.close())

  const begin = async (change: object = {}) => {
    const sent = { channel: 'phone', customer: 'c-1', service: SERVICE, area: AREA, ...change }
    return (await city.post('/v1/requests', 'dispatcher', sent)).body.id as string
  }
  const move = async (id: string, [name, body = {}]: Move) => {
    const answer = await city.post(`/v1/requests/${id}/${name}`, 'dispatcher', body)
    return answer.status === 201 ? 201 : `${answer.status} ${answer.body.code}`
  }
  const made = async (id: string, ...moves: Move[]) => {
    for (const one of moves) expect([one[0], await move(id, one)]).toEqual([one[0], 201])
  }
  const shown = async (id: string) => (await city.get(`/v1/requests/${id}`, 'dispatcher')).body
  const served = (provider: string): Move[] => [
    ['assignments', { provider }],
    ['answers'],
    ['completions', { outcome: 'completed' }],
    ['follow-ups', { satisfied: true, stars: 5 }],
    ['closures'],
  ]

  it('close together; the provider served once', async () => {
    const provider = await city.register()
    const [lead, one, two] = [await begin(), await begin({ customer: 'c-2' }), await begin({ customer: 'c-3' })]
    await made(one, ['mergers', { into: lead, words: '同一处漏水' }])
    await made(two, ['mergers', { into: lead }])
    expect(await shown(one)).toMatchObject({ state: 'merged', mergedInto: lead, overdue: [] })
    expect((await shown(lead)).merged).toEqual([one, two])
    await made(lead, ...served(provider))
    const { closedAt } = await shown(lead)
    for (const id of [one, two])
      expect(await shown(id)).toMatchObject({ state: 'closed', closedAt, mergedInto: lead, provider: null })
    expect((await city.get(`/v1/providers/${provider}/rating`)).body.orders).toBe(1)
    const { body } = await city.get('/v1/ledger/entries?type=request.closed&limit=200', 'regulator')
    const closed = body.items.map((entry: { payload: object }) => entry.payload)
    expect(closed).toContainEqual({ request: one, mergedInto: lead })
  })

  it('close as late as the other one did', async () => {
    const [lead, one] = [await begin(), await begin()]
    await made(one, ['mergers', { into: lead }])
    await made(lead, ['assignments', { department: 'water' }], ['completions', { outcome: 'failed' }])
    city.later(3_600_000)
    const occurredAt = new Date(city.clock.ms - 60_000).toISOString()
    await made(lead, ['closures', { occurredAt }])
    const { closedAt } = await shown(one)
    expect(Date.parse(closedAt)).toBe(Date.parse(occurredAt))
  })

  it('can be separated, or withdrawn by their customers; the others go on', async () => {
    const [lead, one, two] = [await begin(), await begin(), await begin()]
    await made(one, ['mergers', { into: lead }])
    const { version } = await shown(lead)
    await made(one, ['separations', REASON])
    expect((await shown(lead)).version).toBe(version + 1)
    expect(await shown(one)).toMatchObject({ state: 'classified', mergedInto: null })
    await made(two, ['mergers', { into: lead }], ['cancellations', WITHDRAWN])
    expect((await shown(lead)).merged).toEqual([])
    await made(lead, ...served(await city.register()))
    expect([(await shown(one)).state, (await shown(two)).state]).toEqual(['classified', 'cancelled'])
  })

  it('take no moves of their own', async () => {
    const [lead, one] = [await begin(), await begin()]
    await made(one, ['mergers', { into: lead }])
    for (const [name, body] of [
      ['assignments', { department: 'water' }],
      ['classifications', { service: SERVICE, area: AREA }],
      ['mergers', { into: lead }],
      ['answers', {}],
      ['closures', {}],
    ] as const)
      expect([name, await move(one, [name, body])]).toEqual([name, '409 request-merged'])
  })

  it('are merged into one that goes on, before anybody has them', async () => {
    const [lead, one, other] = [await begin(), await begin(), await begin()]
    await made(one, ['mergers', { into: lead }])
    expect(await move(other, ['mergers', { into: one }])).toBe('409 merge-into-ended')
    expect(await move(other, ['mergers', { into: other }])).toBe('422 merge-into-unknown')
    expect(await move(lead, ['mergers', { into: other }])).toBe('409 has-merged')
    expect(await move(lead, ['cancellations', WITHDRAWN])).toBe('409 has-merged')
    expect(await move(other, ['separations', REASON])).toBe('409 request-not-merged')
    await made(other, ['assignments', { department: 'water' }])
    expect(await move(other, ['mergers', { into: lead }])).toBe('409 request-already-assigned')
    const unclear = await begin({ service: undefined, area: undefined, words: '漏水' })
    expect(await move(unclear, ['mergers', { into: lead }])).toBe('409 request-not-classified')
    await made(unclear, ['cancellations', WITHDRAWN])
    const fresh = await begin()
    expect(await move(fresh, ['mergers', { into: unclear }])).toBe('409 merge-into-ended')
  })

  it('are so many and no more', async () => {
    const lead = await begin()
    for (let n = 0; n < MAX_MERGED; n++) await made(await begin(), ['mergers', { into: lead }])
    expect(await move(await begin(), ['mergers', { into: lead }])).toBe('409 merge-full')
    await made(lead, ...served(await city.register()))
    expect((await shown(lead)).merged).toHaveLength(MAX_MERGED)
  })

  it('is rebuilt to equal rows', async () => {
    expect(await city.differences()).toEqual([])
  })
})
