import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { businessDay, dayToDate } from '../../src/ledger/clock.ts'
import { foldOf, liveLineageEvidence } from '../../src/ratings/engine/decide.ts'
import { LeanRecords } from '../../src/ratings/engine/lean-records.ts'
import { eraseLapsed } from '../../src/ratings/evidence/erasure.ts'
import { ledgerEntries, providersActedOn, replay } from '../../src/ratings/live/replay.ts'
import { ratingRow, toRecord } from '../../src/ratings/live/rows.ts'
import { databases } from '../store/databases.ts'
import { AREA, City, SERVICE } from '../support/city.ts'
import { history, m, review, World } from './worlds.ts'

const DAY = 86_400_000

describe('a review that corrects another one', () => {
  it('leaves the fold of what is left, as if the earlier one had never been admitted', () =>
    fc.assert(
      fc.property(
        history(),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        (drafts, first, second) => {
          const world = new World()
          for (const draft of drafts) world.add(draft)
          world.add(review(world.day, 'c1', first))
          const target = world.seq
          world.add({ ...review(world.day, 'c1', second), replaces: target } as never)
          expect(world.records.evidence(target)!.retractedBy).toBe(world.seq)
          for (const { provider, fold } of world.records.all()) {
            const rest = liveLineageEvidence(world.records, provider)
            expect(rest.some(x => x.seq === target)).toBe(false)
            expect(foldOf(m, rest, -1).fold).toEqual(fold)
          }
        },
      ),
    ))

  it('is refused with what it would retract, and changes nothing then', () => {
    const world = new World()
    world.add(review(100, 'a', 5))
    const correct = (replaces: number) => ({ ...review(100, 'a', 1), replaces }) as never
    expect(world.refusal(correct(9))).toBe('retraction-target')
    world.add(correct(1))
    expect(world.refusal(correct(1))).toBe('already-retracted')
    expect(world.records.evidence(3)).toBeUndefined()
    expect(liveLineageEvidence(world.records, 'p')).toHaveLength(1)
  })
})

describe.each(databases)('a customer corrects the review of a request, on $name', ({ openFounded }) => {
  let city: City
  let provider: string
  let request: string
  let first: number
  let second: number
  let yesterday: string
  let before: Record<string, unknown>
  let past: Record<string, unknown>
  let head: number
  let atHead: Record<string, unknown>

  const post = (path: string, body: object, role: 'dispatcher' | 'regulator' = 'dispatcher') =>
    city.post(path, role, body)
  const closed = async (customer: string, followUp: object | null) => {
    const received = { channel: 'phone', customer, service: SERVICE, area: AREA }
    const { id } = (await post('/v1/requests', received)).body
    const moves: [string, object][] = [
      ['assignments', { provider }],
      ['answers', {}],
      ['completions', { outcome: 'completed' }],
      ...(followUp ? ([['follow-ups', followUp]] as [string, object][]) : []),
      ['closures', {}],
    ]
    for (const [name, body] of moves)
      expect([name, (await post(`/v1/requests/${id}/${name}`, body)).status]).toEqual([name, 201])
    return id as string
  }
  const correct = (replaces: number, more: object = {}) =>
    post('/v1/reviews', { request, customer: 'c-1', stars: 5, text: '后来修好了', replaces, ...more })
  const codeOf = async (sent: PromiseLike<{ status: number; body: { code?: string } }>) => {
    const { status, body } = await sent
    return `${status} ${body.code}`
  }
  const rating = async (query = '', role?: 'regulator') =>
    (await city.get(`/v1/providers/${provider}/rating${query}`, role)).body
  const evidence = async () =>
    (await city.get(`/v1/providers/${provider}/evidence?kind=review&limit=200`, 'regulator')).body.items

  beforeAll(async () => {
    city = await City.open({ store: await openFounded() })
    provider = await city.register()
    for (let i = 0; i < 6; i++) await closed(`other-${i}`, { satisfied: true, stars: 4 })
    request = await closed('c-1', { satisfied: true, stars: 1, words: '漏水没修好' })
    ;[{ id: first }] = await evidence()
    yesterday = dayToDate(businessDay(city.clock.ms))
    city.later(DAY)
    past = await rating(`?asOf=${yesterday}`)
    before = await rating('', 'regulator')
    head = (await city.service.ledger.head()).seq
    atHead = await rating(`?asOfSeq=${head}`, 'regulator')
  })
  afterAll(() => city.close())

  it('in one entry: the earlier one is retracted, the new one counts', async () => {
    expect(await codeOf(post('/v1/reviews', { request, customer: 'c-1', stars: 5 }))).toBe('409 review-exists')
    expect(await codeOf(correct(first, { customer: 'c-2' }))).toBe('409 review-customer-mismatch')
    expect(await codeOf(correct(first - 1))).toBe('422 review-replaces-other')
    const { status, body } = await correct(first)
    expect([status, body.code]).toEqual([201, undefined])
    second = body.id
    expect(body).toMatchObject({ stars: 5, verified: true, replaces: first, request, text: '后来修好了' })
    const { items } = (await city.get(`/v1/ledger/entries?limit=200&after=${head}`, 'regulator')).body
    const types = items.map(({ type }: { type: string }) => type)
    expect(types.filter((type: string) => type.startsWith('evidence') || type.startsWith('action'))).toEqual([
      'evidence.review-corrected',
    ])
  })

  it('shows both: the earlier one retracted and without its words', async () => {
    const [now, earlier] = await evidence()
    expect(now).toMatchObject({ id: second, retracted: false, stars: 5 })
    expect(earlier).toMatchObject({ id: first, retracted: true, stars: 1 })
    expect(earlier).not.toHaveProperty('text')
  })

  it('is the same in a replay that keeps little', async () => {
    const { ledger } = city.service
    const { tables } = ledger.store
    const read = ledger.read.bind(ledger)
    const lean = new LeanRecords(await providersActedOn(read, tables, ledger.committedSeq))
    const course = { m, records: lean, refused: [] }
    await replay([course], ledgerEntries(read, tables, ledger.committedSeq))
    expect(course.refused).toEqual([])
    const row = await ledger.read(db => ratingRow(db, tables, provider))
    expect(lean.find(provider)!.fold).toEqual(toRecord(m, row!).fold)
  })

  it('the score is explained by the new one', async () => {
    const { body } = await city.get(`/v1/providers/${provider}/rating/explanation?limit=200`, 'regulator')
    const ids = body.evidence.items.map(({ evidence }: { evidence: { id: number } }) => evidence.id)
    expect(ids).toContain(second)
    expect(ids).not.toContain(first)
  })

  it('the past stays, for the public and by entry; the day of the correction has the new one', async () => {
    expect(await rating(`?asOf=${yesterday}`)).toEqual(past)
    expect(await rating(`?asOfSeq=${head}`, 'regulator')).toEqual(atHead)
    const now = await rating('', 'regulator')
    expect(now.point).toBeGreaterThan(before.point as number)
    expect(await rating(`?asOfSeq=${(await city.service.ledger.head()).seq}`, 'regulator')).toEqual(now)
    city.later(DAY)
    const through = await rating(`?asOf=${dayToDate(businessDay(city.clock.ms) - 1)}`)
    expect([through.point, through.grade]).toEqual([now.point, now.grade])
  })

  it('once; not after the period; not what the authority has retracted', async () => {
    expect(await codeOf(correct(first))).toBe('422 review-replaces-other')
    expect(await codeOf(correct(second))).toBe('409 review-corrected-already')
    const [a, b] = [
      await closed('c-1', { satisfied: true, stars: 2 }),
      await closed('c-1', { satisfied: true, stars: 2 }),
    ]
    const seqOf = async (of: string) =>
      (await evidence()).find((x: { request: string }) => x.request === of).id as number
    const [late, gone] = [await seqOf(a), await seqOf(b)]
    await city.service.ledger.write('test', tx =>
      tx.append({ type: 'action.retraction', subject: provider, payload: { target: gone } }),
    )
    expect(await codeOf(correct(gone, { request: b }))).toBe('409 review-retracted')
    const { duration } = (await city.get('/v1/clocks?limit=200')).body.items.find(
      ({ id }: { id: string }) => id === 'review.correction',
    )
    city.later((duration + 1) * DAY)
    expect(await codeOf(correct(late, { request: a }))).toBe('409 review-correction-too-late')
    city.later(-DAY)
    expect((await correct(late, { request: a })).status).toBe(201)
  })

  it('the words of the earlier one are erased wherever they were said; those of the new one stay', async () => {
    await eraseLapsed(city.service.ledger, m)
    const { body } = await city.get(`/v1/requests/${request}`, 'dispatcher')
    expect(body.rounds[0].followUp).toBeNull()
    expect((await evidence()).find(({ id }: { id: number }) => id === second).text).toBe('后来修好了')
  })

  it('is the same in a rebuild', async () => {
    expect(await city.differences()).toEqual([])
  })
})
