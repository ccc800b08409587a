import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { passDays } from '../../src/ratings/engine/calendar.ts'
import { gradesAhead } from '../../src/ratings/rules/ahead.ts'
import { emptyFold } from '../../src/ratings/rules/fold.ts'
import { gradeName, newHeld, publish } from '../../src/ratings/rules/grade.ts'
import { PLEDGE } from '../api/cases/credentials.ts'
import { SANCTION } from '../api/cases/ratings.ts'
import { raiseAlarm } from '../support/alarm.ts'
import { City } from '../support/city.ts'
import { history, m, order, review, World } from './worlds.ts'

describe('what lies ahead', () => {
  it('is what the silent calendar will publish, day by day, for a year', () => {
    let changes = 0
    fc.assert(
      fc.property(history(60), fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 30 }), (drafts, stars) => {
        const world = new World()
        for (const draft of drafts) world.add(draft)
        for (const [i, s] of stars.entries())
          for (const draft of [order(4000, `x${i}`), review(4000, `x${i}`, s)]) world.add(draft, 4000)
        const day = Math.max(world.day, 4000)
        passDays(m, world.records, day)
        const record = world.records.find('p')
        const fold = record?.fold ?? emptyFold()
        const shown = (d: number) => publish(m, fold, record?.held ?? newHeld(), d)
        const told = gradesAhead(m, fold, record?.held ?? newHeld(), day)
        const seen: unknown[] = []
        let before = shown(day)
        for (let d = day + 1; d <= day + 365; d++) {
          passDays(m, world.records, d)
          const now = shown(d)
          if (now.grade !== before.grade || now.state !== before.state)
            seen.push([d, gradeName(m, now.grade), now.state])
          before = now
        }
        changes += seen.length
        expect(told.map(c => [c.day, c.grade, c.state])).toEqual(seen)
      }),
      { numRuns: 60 },
    )
    expect(changes).toBeGreaterThan(20)
  })
})

describe('GET /v1/providers/{id}/rating/outlook', () => {
  let city: City
  beforeAll(async () => {
    city = await City.open()
  })
  afterAll(() => city.close())

  it('says what happens by itself, with dates, in both languages', async () => {
    const [own] = city.providers
    await raiseAlarm(city, own)
    await city.post(`/v1/providers/${own}/credentials`, 'registrar', PLEDGE)
    const { body: sanction } = await city.post(`/v1/providers/${own}/sanctions`, 'regulator', {
      ...SANCTION,
      class: 'general',
    })
    const path = `/v1/providers/${own}/rating/outlook`
    const { body } = await city.get(path, 'firm')
    expect(body).toMatchObject({
      provider: own,
      day: '2026-11-24',
      until: '2027-11-24',
      grade: 'NR',
      next: 'RATED',
      orders: 5,
      fall: null,
    })
    const dated = body.ahead.map((x: { day: string; code: string }) => [x.day, x.code])
    expect(dated).toEqual([
      ['2027-01-01', 'credential-expires'],
      ['2027-02-22', 'sanction-repairable'],
      ['2027-11-24', 'sanction-ends'],
      ['2027-11-24', 'watch-ends'],
    ])
    expect(body.ahead[2]).toMatchObject({ sanction: sanction.id, text: expect.stringMatching(/惩戒期满/) })
    const english = (await city.get(path, 'regulator').set('Accept-Language', 'en')).body
    expect(english.ahead[3].text).toBe('The watch after an alarm ends')
  })

  it('is as good as the sanctions that may be named', async () => {
    city.later(365 * 86_400_000)
    const { body } = await city.get(`/v1/providers/${city.providers[0]}/rating/outlook`, 'firm')
    expect(body.ahead.filter((x: { code: string }) => x.code.startsWith('sanction'))).toEqual([])
  })
})
