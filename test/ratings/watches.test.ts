import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foldOf } from '../../src/ratings/engine/decide.ts'
import { scoreAt } from '../../src/ratings/rules/score.ts'
import { raiseAlarm } from '../support/alarm.ts'
import { City } from '../support/city.ts'
import { history, m, review, World } from './worlds.ts'

const DAY = 86_400_000
let city: City
let provider: string
beforeAll(async () => {
  city = await City.open()
  provider = await city.register()
  await raiseAlarm(city, provider)
})
afterAll(() => city.close())

const watches = async () => (await city.get('/v1/watches', 'regulator')).body
const inspect = async (score: number) =>
  (await city.post(`/v1/providers/${provider}/inspections`, 'regulator', { score })).body.id as number
const clear = (inspection: number) =>
  city.post(`/v1/providers/${provider}/alarm-clearings`, 'regulator', { inspection })

describe('a provider under watch', () => {
  it('is listed with the day by which the methodology recommends to inspect it', async () => {
    const { clock, items } = await watches()
    expect(clock).toMatchObject({ id: 'alarm.inspection', duration: 14, status: 'assumption' })
    expect(items).toEqual([
      expect.objectContaining({
        provider: expect.objectContaining({ id: provider }),
        since: '2026-11-24',
        inspectBy: '2026-12-08',
        until: '2027-11-23',
        overdue: false,
        inspection: null,
      }),
    ])
  })

  it('is overdue on the day after, and not before', async () => {
    city.later(14 * DAY)
    expect((await watches()).items[0].overdue).toBe(false)
    city.later(DAY)
    expect((await watches()).items[0].overdue).toBe(true)
  })

  it('is not cleared by an inspection that went badly, nor by one that does not exist', async () => {
    const poor = await inspect(60)
    const [shown] = (await watches()).items
    expect(shown).toMatchObject({ inspectBy: null, overdue: false, inspection: { id: poor, score: 60, clears: false } })
    for (const [id, code] of [
      [poor, 'inspection-score-low'],
      [999_999, 'inspection-not-live'],
    ] as const) {
      const before = await city.service.ledger.head()
      const answer = await clear(id)
      expect([answer.status, answer.body.code]).toEqual([409, code])
      expect(await city.service.ledger.head()).toEqual(before)
    }
  })

  it('leaves the list when an inspection disproves the alarm', async () => {
    const rating = async () => (await city.get(`/v1/providers/${provider}/rating`)).body
    const before = await rating()
    expect(before.lines.alarm).toBeLessThan(0)
    expect((await clear(await inspect(85))).status).toBe(201)
    expect((await watches()).items).toEqual([])
    expect(await rating()).toMatchObject({ watch: false, lines: { alarm: 0 } })
    expect((await clear(1)).body.code).toBe('alarm-not-raised')
  })

  it('ends with the time of watch by itself', async () => {
    const other = await city.register()
    await raiseAlarm(city, other)
    city.later(364 * DAY)
    expect((await watches()).items).toHaveLength(1)
    city.later(DAY)
    expect((await watches()).items).toEqual([])
    expect(await city.differences()).toEqual([])
  })
})

describe('an alarm', () => {
  /** Praise of four or five stars, a fall, and a recovery: without its guard the discount of old four-star praise would raise the score. */
  const turn = fc.record({
    praise: fc.integer({ min: 0, max: 40 }),
    stars: fc.constantFrom(4, 5),
    fall: fc.integer({ min: 0, max: 25 }),
    recovery: fc.integer({ min: 0, max: 80 }),
    from: fc.integer({ min: 3000, max: 4000 }),
  })

  it('never raises a score', () => {
    let raised = 0
    fc.assert(
      fc.property(history(40), turn, fc.integer({ min: 4000, max: 5500 }), (drafts, t, day) => {
        const world = new World()
        for (const draft of drafts) world.add(draft)
        const given = [t.praise, t.fall, t.recovery].flatMap((n, i) => Array<number>(n).fill([t.stars, 1, 5][i]!))
        for (const [i, stars] of given.entries()) world.add(review(t.from, `x${i}`, stars), 4000)
        const live = world.records.liveEvidence('p')
        const alarmed = foldOf(m, live, -1).fold
        const calm = foldOf(m, live, Number.MAX_SAFE_INTEGER).fold
        raised += alarmed.alarms.length > 0 ? 1 : 0
        expect(calm.alarms).toEqual([])
        const [a, b] = [scoreAt(m, alarmed, day), scoreAt(m, calm, day)]
        expect(a.point <= b.point && a.assured <= b.assured).toBe(true)
      }),
      { numRuns: 300 },
    )
    // The property says something only if alarms were raised.
    expect(raised).toBeGreaterThan(30)
  })
})
