import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KeyRole } from '../../src/api/keys.ts'
import { businessDay, dayToDate, timestamp } from '../../src/ledger/clock.ts'
import { foldOf, liveLineageEvidence } from '../../src/ratings/engine/decide.ts'
import { LeanRecords } from '../../src/ratings/engine/lean-records.ts'
import { ledgerEntries, providersActedOn, replay } from '../../src/ratings/live/replay.ts'
import { ratingRow, toRecord } from '../../src/ratings/live/rows.ts'
import { AREA, City, SERVICE } from '../support/city.ts'
import { history, m, order, review, World } from './worlds.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const REASON = '经核查，该密钥被盗用，所涉求助件系虚构'

describe('several pieces retracted at once', () => {
  it('leave the fold of what is left, whatever they were', () =>
    fc.assert(
      fc.property(history(), fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), (drafts, picks) => {
        fc.pre(drafts.length > 0)
        const world = new World()
        for (const draft of drafts) world.add(draft)
        const targets = [...new Set(picks.map(pick => (pick % drafts.length) + 1))].filter(
          target => world.records.evidence(target)!.kind !== 'sanction',
        )
        fc.pre(targets.length > 0)
        world.add({ kind: 'retractions', targets })
        for (const { provider, fold } of world.records.all()) {
          const rest = liveLineageEvidence(world.records, provider)
          expect(rest.some(x => targets.includes(x.seq))).toBe(false)
          expect(foldOf(m, rest, -1).fold).toEqual(fold)
        }
      }),
    ))

  it('are refused together if one is unknown, was retracted, stands twice or is a sanction', () => {
    const world = new World()
    for (const customer of ['a', 'b']) world.add(order(100, customer))
    world.add(review(100, 'a', 5))
    world.add({ kind: 'sanction', provider: 'p', day: 100, class: 'minor' })
    expect(world.refusal({ kind: 'retractions', targets: [1, 99] })).toBe('retraction-target')
    expect(world.refusal({ kind: 'retractions', targets: [1, 4] })).toBe('retraction-target')
    expect(world.refusal({ kind: 'retractions', targets: [1, 1] })).toBe('already-retracted')
    expect(world.refusal({ kind: 'retractions', targets: [] })).toBe('field-malformed')
    world.add({ kind: 'retraction', target: 2 })
    expect(world.refusal({ kind: 'retractions', targets: [1, 2] })).toBe('already-retracted')
    expect(liveLineageEvidence(world.records, 'p')).toHaveLength(3)
  })
})

describe('a regulator retracts by key and period', () => {
  let city: City
  let rogue: { id: string; key: string }
  let victim: string
  let favourite: string
  let begin: number
  let end: number
  beforeAll(async () => {
    city = await City.open()
    ;[victim, favourite] = city.providers
    const { ledger, keys } = city.service
    rogue = await ledger.write('test', tx => keys.issue(tx, 'dispatcher', null, 'rogue'))
    for (let i = 0; i < 14; i++) await serve(victim, `good-${i}`, 5)
    for (let i = 0; i < 6; i++) await serve(favourite, `fair-${i}`, i % 2 === 0 ? 3 : 4)
    city.later(14 * DAY)
    begin = city.clock.ms
    for (let i = 0; i < 12; i++) await serve(victim, `invented-${i}`, 1, rogue.key)
    for (let i = 0; i < 20; i++) await serve(favourite, `bought-${i}`, 5, rogue.key)
    city.later(MINUTE)
    end = city.clock.ms
    for (let i = 0; i < 3; i++) await serve(favourite, `later-${i}`, 4, rogue.key)
  }, 60_000)
  afterAll(() => city.close())

  /** A request from its beginning to its end; assigned by a key, followed up and closed by the centre's own. */
  async function serve(provider: string, customer: string, stars: number, key = city.keys.dispatcher) {
    const send = (path: string, body: object, by = key) =>
      city.post(path, 'dispatcher', body).set('Authorization', `Bearer ${by}`)
    const received = { channel: 'phone', customer, service: SERVICE, area: AREA }
    const { id } = (await send('/v1/requests', received)).body
    const moves: [string, object, string][] = [
      ['assignments', { provider }, key],
      ['answers', {}, key],
      ['completions', { outcome: stars > 2 ? 'completed' : 'failed' }, key],
      ['follow-ups', { satisfied: stars > 2, stars }, city.keys['follow-up']],
      ['closures', stars > 2 ? {} : { waived: true }, city.keys['follow-up']],
    ]
    for (const [name, body, by] of moves) {
      const answer = await send(`/v1/requests/${id}/${name}`, body, by)
      // A firm that the invented failures have barred gets no more of them.
      if (answer.body.code === 'gate-refused') return
      expect([name, answer.status, answer.body.code]).toEqual([name, 201, undefined])
      city.later(1000)
    }
  }
  const rating = async (provider: string, query = '') =>
    (await city.get(`/v1/providers/${provider}/rating${query}`, 'regulator')).body
  const asked = (more: object = {}) => ({ key: rogue.id, from: timestamp(begin), to: timestamp(end), ...more })
  const retract = (body: object, role: KeyRole = 'regulator') => city.post('/v1/retractions', role, body)
  const standing = ({ grade, state, point, assured, orders }: Record<string, unknown>) => ({
    grade,
    state,
    point,
    assured,
    orders,
  })
  const heads = async () => (await city.service.ledger.head()).seq

  it('sees the effect before, and nothing is written', async () => {
    const before = await heads()
    const { status, body } = await retract(asked())
    expect([status, body.id, body.reason, await heads()]).toEqual([200, null, null, before])
    expect(body.pieces.blame).toBeGreaterThan(5)
    expect(body.pieces.praise).toBe(40)
    expect(body.pieces.total).toBe(body.pieces.praise + body.pieces.blame)
    for (const moved of body.providers) {
      expect(standing(await rating(moved.provider.id))).toEqual(moved.before)
      expect(moved.after).not.toEqual(moved.before)
    }
    const of = (id: string) => body.providers.find((moved: { provider: { id: string } }) => moved.provider.id === id)
    expect(of(victim).after.assured).toBeGreaterThan(of(victim).before.assured)
    expect(of(favourite).after.assured).toBeLessThan(of(favourite).before.assured)
  })

  it('refuses what cannot be, and writes nothing', async () => {
    const before = await heads()
    const codes = async (body: object) => {
      const answer = await retract(body)
      return [answer.status, answer.body.code]
    }
    expect(await codes(asked({ effect: '0'.repeat(64), reason: REASON }))).toEqual([409, 'retraction-effect-changed'])
    const { effect } = (await retract(asked())).body
    expect(await codes(asked({ effect }))).toEqual([422, 'retraction-reason-missing'])
    expect(await codes(asked({ to: timestamp(begin) }))).toEqual([422, 'retraction-period'])
    expect(await codes(asked({ from: timestamp(end - 32 * DAY) }))).toEqual([422, 'retraction-period'])
    expect(await codes(asked({ key: victim }))).toEqual([422, 'retraction-key-unknown'])
    expect(await codes(asked({ key: city.keyId('regulator') }))).toEqual([403, 'retraction-own-key'])
    const empty = asked({ from: timestamp(begin - 2 * DAY), to: timestamp(begin - DAY) })
    const none = (await retract(empty)).body
    expect([none.pieces.total, none.providers]).toEqual([0, []])
    expect(await codes({ ...empty, effect: none.effect, reason: REASON })).toEqual([409, 'retraction-empty'])
    for (const role of ['dispatcher', 'registrar', 'admin', 'firm'] as const)
      expect((await retract(asked(), role)).status).toBe(403)
    expect(await heads()).toBe(before)
  })

  it('does what was shown, praise and blame, in one entry; every past answer stays', async () => {
    const past = await Promise.all([victim, favourite].map(p => rating(p, '?asOfSeq=1')))
    const yesterday = dayToDate(businessDay(city.clock.ms) - 1)
    const then = await Promise.all([victim, favourite].map(p => rating(p, `?asOf=${yesterday}`)))
    const shown = (await retract(asked())).body
    const before = await heads()
    const now = await Promise.all([victim, favourite].map(p => rating(p)))
    const done = await retract(asked({ effect: shown.effect, reason: REASON }))
    expect([done.status, await heads()]).toEqual([201, before + 1])
    expect(done.body).toMatchObject({ id: before + 1, reason: REASON, providers: shown.providers })
    for (const moved of shown.providers) {
      expect(standing(await rating(moved.provider.id))).toEqual(moved.after)
      expect(standing(await rating(moved.provider.id, `?asOfSeq=${before + 1}`))).toEqual(moved.after)
    }
    expect(await Promise.all([victim, favourite].map(p => rating(p, `?asOfSeq=${before}`)))).toEqual(now)
    expect(await Promise.all([victim, favourite].map(p => rating(p, `?asOf=${yesterday}`)))).toEqual(then)
    expect(await Promise.all([victim, favourite].map(p => rating(p, '?asOfSeq=1')))).toEqual(past)
    const evidence = (await city.get(`/v1/providers/${victim}/evidence?limit=200`, 'firm')).body.items
    const gone = evidence.filter((x: { retracted: boolean }) => x.retracted)
    expect(gone).toHaveLength(
      shown.providers.find((p: { provider: { id: string } }) => p.provider.id === victim).pieces,
    )
    expect(gone.every((x: { customer: string }) => x.customer.startsWith('invented'))).toBe(true)
    const [latest] = (await city.get(`/v1/providers/${victim}/rating/history`, 'firm')).body.items
    expect(latest).toMatchObject({ mode: 'correct', cause: 'retraction', entry: before + 1 })
    expect((await retract(asked({ effect: shown.effect, reason: REASON }))).body.code).toBe('retraction-effect-changed')
  })

  it('finds it in the list, and can take one provider alone', async () => {
    const { body } = await city.get('/v1/retractions', 'regulator')
    expect(body.items).toEqual([
      expect.objectContaining({ key: rogue.id, providers: 2, reason: REASON, provider: null }),
    ])
    const rest = asked({ from: timestamp(end), to: timestamp(end + DAY), provider: victim })
    expect((await retract(rest)).body.pieces.total).toBe(0)
    expect((await retract({ ...rest, provider: favourite })).body.pieces.total).toBe(6)
  })

  it('counts requests whose evidence is yet to come', async () => {
    const from = city.clock.ms
    const { id } = (
      await city
        .post('/v1/requests', 'dispatcher', { channel: 'phone', customer: 'open', service: SERVICE, area: AREA })
        .set('Authorization', `Bearer ${rogue.key}`)
    ).body
    await city.post(`/v1/requests/${id}/assignments`, 'dispatcher', { provider: favourite })
    city.later(1000)
    const period = asked({ from: timestamp(from), to: timestamp(city.clock.ms) })
    expect((await retract(period)).body).toMatchObject({ pending: 1, pieces: { total: 0 } })
  })

  it('is the same in a replay, in a replay that keeps little, and after a Monday', async () => {
    city.later(8 * DAY)
    await rating(victim)
    expect(await city.differences()).toEqual([])
    const { ledger } = city.service
    const { tables } = ledger.store
    const read = ledger.read.bind(ledger)
    const lean = new LeanRecords(await providersActedOn(read, tables, ledger.committedSeq))
    const course = { m, records: lean, refused: [] }
    await replay([course], ledgerEntries(read, tables, ledger.committedSeq))
    expect(course.refused).toEqual([])
    for (const provider of [victim, favourite]) {
      const row = await ledger.read(db => ratingRow(db, tables, provider))
      expect(lean.find(provider)!.fold).toEqual(toRecord(m, row!).fold)
    }
  })
})
