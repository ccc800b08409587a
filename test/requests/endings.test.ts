import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KeyRole } from '../../src/api/keys.ts'
import { MAX_UNASSIGNMENTS } from '../../src/requests/rules-life.ts'
import { databases } from '../store/databases.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

const MINUTE = 60_000
const MISTAKE = { cause: 'dispatch-mistake', words: '派错了机构' }
const DECLINED = { cause: 'provider-declined', words: '人手不够' }
const WITHDRAWN = { cause: 'withdrawn', words: '求助人来电称不需要了' }

describe.each(databases)('requests that end without an outcome, on $name', ({ openFounded }) => {
  let city: City
  /** The same city, where evidence needs a second party and a plausible course. */
  let guarded: City
  beforeAll(async () => {
    city = await City.open({ store: await openFounded() })
    guarded = await City.open({ safeguards: true })
  })
  afterAll(() => Promise.all([city.close(), guarded.close()]))

  const begin = async (change: object = {}, at = city) => {
    const sent = { channel: 'phone', customer: 'c-1', service: SERVICE, area: AREA, ...change }
    const { body } = await at.post('/v1/requests', 'dispatcher', sent)
    return { id: body.id as string, path: `/v1/requests/${body.id}` }
  }
  const move = async (path: string, name: string, body: object = {}, role: KeyRole = 'dispatcher', at = city) => {
    const answer = await at.post(`${path}/${name}`, role, body)
    return answer.status === 201 ? 201 : `${answer.status} ${answer.body.code}`
  }
  const made = async (path: string, ...moves: [name: string, body?: object][]) => {
    for (const [name, body] of moves) expect([name, await move(path, name, body)]).toEqual([name, 201])
  }
  const shown = async (path: string) => (await city.get(path, 'dispatcher')).body
  const orders = async (provider: string) => (await city.get(`/v1/providers/${provider}/rating`)).body.orders
  const orderEntries = async (provider: string) => {
    const { body } = await city.get('/v1/ledger/entries?type=evidence.order&limit=200', 'regulator')
    return body.items.map((entry: { payload: { provider: string } }) => entry.payload).filter(about(provider))
  }
  const about = (provider: string) => (payload: { provider: string }) => payload.provider === provider
  const figures = async (provider: string) =>
    (await city.get(`/v1/providers/${provider}/performance`, 'regulator')).body.total

  describe('cancelled', () => {
    const WAYS: [string, [name: string, body?: object][]][] = [
      ['classified', []],
      ['assigned', [['assignments']]],
      ['answered', [['assignments'], ['answers']]],
      ['visited', [['assignments'], ['answers'], ['visits']]],
    ]
    it.each(WAYS)('from %s: the reason is kept, and nothing counts for the provider', async (state, moves) => {
      const provider = await city.register()
      const { path } = await begin()
      await made(path, ...moves.map(([name]) => [name, name === 'assignments' ? { provider } : {}] as [string, object]))
      expect((await shown(path)).state).toBe(state)
      await made(path, ['cancellations', WITHDRAWN])
      expect(await shown(path)).toMatchObject({
        state: 'cancelled',
        cancellation: 'withdrawn',
        cancellationWords: WITHDRAWN.words,
        overdue: [],
      })
      expect(await orders(provider)).toBe(0)
      expect(await orderEntries(provider)).toEqual([])
      expect((await figures(provider)).cancelled).toBe(moves.length > 0 ? 1 : 0)
    })

    it('before it is classified, as a wrong number', async () => {
      const { path } = await begin({ service: undefined, area: undefined, words: '打错了' })
      expect((await shown(path)).state).toBe('received')
      await made(path, ['cancellations', { cause: 'wrong-number', words: '打错了' }])
      expect(await shown(path)).toMatchObject({ state: 'cancelled', cancellation: 'wrong-number', duplicateOf: null })
    })

    it('no more once the service has an outcome; and what is cancelled takes no more moves', async () => {
      const { path } = await begin()
      await made(path, ['assignments', { provider: await city.register() }], ['answers'])
      await made(path, ['completions', { outcome: 'failed' }])
      expect(await move(path, 'cancellations', WITHDRAWN)).toBe('409 request-already-completed')
      const other = await begin()
      await made(other.path, ['cancellations', WITHDRAWN])
      for (const [name, body] of [
        ['cancellations', WITHDRAWN],
        ['unassignments', MISTAKE],
        ['assignments', { department: 'water' }],
        ['answers', {}],
        ['closures', {}],
      ] as const)
        expect([name, await move(other.path, name, body)]).toEqual([name, '409 request-cancelled'])
    })

    it('the provider is free of it: its open request is gone', async () => {
      const provider = await city.register()
      const { path } = await begin()
      await made(path, ['assignments', { provider }], ['cancellations', WITHDRAWN])
      const { openRequests } = city.service.ledger.store.tables
      const open = await city.service.ledger.read(db => db.select().from(openRequests))
      expect(open.filter(about(provider))).toEqual([])
    })

    it('during a rework: the round at hand counts for nothing, those that were followed up count', async () => {
      const [first, second] = [await city.register(), await city.register()]
      const { path } = await begin()
      await made(path, ['assignments', { provider: first }], ['answers'], ['completions', { outcome: 'completed' }])
      await made(path, ['follow-ups', { satisfied: false, stars: 1 }], ['reworks', { supervisor: '督办科' }])
      await made(path, ['assignments', { provider: second }], ['cancellations', WITHDRAWN])
      expect([await orders(first), await orders(second)]).toEqual([1, 0])
      expect(await orderEntries(first)).toMatchObject([{ completed: true }])
    })
  })

  describe('a duplicate', () => {
    it('names the other request, which names it back; a list finds it', async () => {
      const [original, twin] = [await begin(), await begin()]
      const { etag } = (await city.get(original.path, 'dispatcher')).headers
      await made(twin.path, [
        'cancellations',
        { cause: 'duplicate', duplicateOf: original.id, words: '同一事项再次来电' },
      ])
      expect(await shown(twin.path)).toMatchObject({ cancellation: 'duplicate', duplicateOf: original.id })
      expect(await shown(original.path)).toMatchObject({ state: 'classified', duplicates: [twin.id] })
      const again = await city.get(original.path, 'dispatcher').set('If-None-Match', etag!)
      expect(again.status).toBe(200)
      const { body } = await city.get(`/v1/requests?duplicateOf=${original.id}`, 'dispatcher')
      expect(body.items.map((item: { id: string }) => item.id)).toEqual([twin.id])
      // A chain would end nowhere, and the one that goes on cannot be a duplicate itself.
      const third = await begin()
      const of = (duplicateOf?: string) => ({
        cause: 'duplicate',
        words: '重复',
        ...(duplicateOf ? { duplicateOf } : {}),
      })
      expect(await move(third.path, 'cancellations', of(twin.id))).toBe('409 duplicate-of-cancelled')
      expect(await move(original.path, 'cancellations', of(third.id))).toBe('409 has-duplicates')
      expect(await move(third.path, 'cancellations', of())).toBe('422 duplicate-of-missing')
      expect(await move(third.path, 'cancellations', of(third.id))).toBe('422 duplicate-of-unknown')
      expect(await move(third.path, 'cancellations', { ...of(original.id), cause: 'withdrawn' })).toBe(
        '422 duplicate-of-not-applicable',
      )
      await made(original.path, ['cancellations', WITHDRAWN])
    })
  })

  describe('taken away', () => {
    it('by the mistake of the dispatcher: it leaves no trace on the provider', async () => {
      const [wrong, right] = [await city.register(), await city.register()]
      const { path } = await begin()
      await made(path, ['assignments', { provider: wrong }])
      city.later(10 * MINUTE)
      await made(path, ['unassignments', MISTAKE])
      expect(await shown(path)).toMatchObject({ state: 'classified', provider: null, round: 2, overdue: [] })
      await made(path, ['assignments', { provider: right }], ['answers'], ['completions', { outcome: 'completed' }])
      await made(path, ['follow-ups', { satisfied: true, stars: 5 }], ['closures'])
      expect([await orders(wrong), await orders(right)]).toEqual([0, 1])
      expect(await figures(wrong)).toMatchObject({ assigned: 0, overdue: 0, declined: 0 })
      const [first] = (await shown(path)).rounds
      expect(first).toMatchObject({ provider: wrong, ended: 'mistaken', endWords: MISTAKE.words })
    })

    it('because the provider declined: a failed order when the request is closed, once', async () => {
      const [unable, able] = [await city.register(), await city.register()]
      const { path } = await begin()
      await made(path, ['assignments', { provider: unable }], ['answers'], ['unassignments', DECLINED])
      expect(await orders(unable)).toBe(0)
      await made(path, ['assignments', { provider: able }], ['answers'], ['completions', { outcome: 'completed' }])
      await made(path, ['follow-ups', { satisfied: true, stars: 5 }], ['closures'])
      expect(await orderEntries(unable)).toMatchObject([{ completed: false, answeredWithin300s: true }])
      expect(await orderEntries(able)).toMatchObject([{ completed: true }])
      expect(await figures(unable)).toMatchObject({ assigned: 1, declined: 1, failed: 0 })
    })

    it('who declined and does it after all counts once, as it ended; a cancelled request counts for nobody', async () => {
      const provider = await city.register()
      const { path } = await begin()
      await made(path, ['assignments', { provider }], ['unassignments', DECLINED])
      await made(path, ['assignments', { provider }], ['answers'], ['completions', { outcome: 'completed' }])
      await made(path, ['follow-ups', { satisfied: true }], ['closures'])
      expect(await orderEntries(provider)).toMatchObject([{ completed: true }])
      const other = await begin()
      await made(other.path, ['assignments', { provider }], ['unassignments', DECLINED], ['cancellations', WITHDRAWN])
      expect(await orders(provider)).toBe(1)
    })

    it('during a rework: the clock of the rework runs on', async () => {
      const [first, second] = [await city.register(), await city.register()]
      const { path } = await begin()
      await made(path, ['assignments', { provider: first }], ['answers'], ['completions', { outcome: 'completed' }])
      await made(path, ['follow-ups', { satisfied: false }], ['reworks', { supervisor: '督办科' }])
      const { reworkDue } = await shown(path)
      await made(path, ['assignments', { provider: second }], ['unassignments', MISTAKE])
      expect(await shown(path)).toMatchObject({ state: 'reopened', reworkDue, supervisor: '督办科', reworks: 1 })
      city.later(4 * 24 * 60 * MINUTE)
      expect((await shown(path)).overdue).toEqual(['rework'])
    })

    it('not from who has nothing, not from a department that declines, not for ever', async () => {
      const { path } = await begin()
      expect(await move(path, 'unassignments', MISTAKE)).toBe('409 request-not-assigned')
      await made(path, ['assignments', { department: 'water' }])
      expect(await move(path, 'unassignments', DECLINED)).toBe('422 decline-not-provider')
      for (let times = 0; times < MAX_UNASSIGNMENTS; times++)
        await made(path, ['unassignments', MISTAKE], ['assignments', { department: 'water' }])
      expect(await move(path, 'unassignments', MISTAKE)).toBe('409 unassignments-exhausted')
    })
  })

  it('a decline is evidence: it needs a second party, and comes no sooner than a failure may', async () => {
    const [provider] = guarded.providers
    const { path } = await begin({}, guarded)
    const at = (name: string, body: object, role: KeyRole = 'dispatcher') => move(path, name, body, role, guarded)
    expect(await at('assignments', { provider })).toBe(201)
    expect(await at('unassignments', DECLINED)).toBe('403 second-party-key')
    expect(await at('unassignments', DECLINED, 'follow-up')).toBe('409 move-too-soon')
    guarded.later(5 * MINUTE)
    expect(await at('unassignments', DECLINED, 'follow-up')).toBe(201)
    // A mistake yields nothing, so the key that made it may say so at once.
    expect(await at('assignments', { provider: guarded.providers[1] })).toBe(201)
    expect(await at('unassignments', MISTAKE)).toBe(201)
  })

  it('is rebuilt to equal rows', async () => {
    expect(await city.differences()).toEqual([])
  })
})
