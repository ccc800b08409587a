import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { timestamp } from '../../src/ledger/clock.ts'
import type { Entry } from '../../src/ledger/ledger.ts'
import { entriesAfter } from '../../src/ledger/rows.ts'
import {
  type AttemptFact,
  addTallies,
  figuresOf,
  monthsBetween,
  nearestRank,
  tallyOf,
} from '../../src/requests/rules-performance.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

const DAY_MS = 86_400_000
let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

/** What happens to a request; waits in seconds. An unanswered one fails or stays open. */
const story = fc.record({
  responder: fc.constantFrom('provider' as const, 'department' as const),
  before: fc.integer({ min: 0, max: 20 * 86_400 }),
  answer: fc.oneof(fc.constant(null), fc.constantFrom(0, 299, 300, 301), fc.integer({ min: 0, max: 900 })),
  outcome: fc.constantFrom('completed' as const, 'failed' as const, null),
  satisfied: fc.constantFrom(true, false, null),
  again: fc.boolean(),
})
type Story = typeof story extends fc.Arbitrary<infer S> ? S : never

const wait = (seconds: number) => city.later(seconds * 1000 + 7)
const append = (type: string, request: string, payload: object) =>
  city.service.ledger.write('test', tx =>
    tx.append({ type: `request.${type}`, subject: request, payload: { request, ...payload } }),
  )

/** Tells a story to the ledger; with `again`, a dissatisfied citizen gets a second round. */
async function live(told: Story, provider: string): Promise<void> {
  const request = city.service.ledger.newId()
  const who =
    told.responder === 'provider'
      ? { provider, responder: 'firm', state: 'full', grade: 'A' }
      : { department: 'post', responder: 'department' }
  wait(told.before)
  await append('received', request, { channel: 'phone', customer: 'c', service: SERVICE, area: AREA })
  await round(request, who, told)
  if (!told.again || told.satisfied !== false || !told.outcome) return
  const reworkBy = timestamp(city.clock.ms + 3 * DAY_MS)
  await append('reopened', request, { supervisor: 'centre', round: 2, reworks: 1, reworkBy })
  await round(request, who, { ...told, satisfied: true })
}

async function round(request: string, who: object, { answer, outcome, satisfied }: Story): Promise<void> {
  await append('assigned', request, { ...who, answerBy: timestamp(city.clock.ms + 300_000) })
  if (answer !== null) {
    city.later(answer * 1000)
    await append('answered', request, pick(who))
  }
  if (!outcome) return
  wait(3600)
  await append('completed', request, { ...pick(who), outcome })
  if (satisfied !== null) await append('followed-up', request, { ...pick(who), satisfied, stars: null })
}

const pick = (who: object) =>
  'provider' in who ? { provider: who.provider } : { department: (who as { department: string }).department }

/** The same figures in the plainest way: one pass over the ledger, no row is read. */
function plainly(entries: readonly Entry[], key: 'provider' | 'department', id: string, now: number) {
  const attempts: (Record<string, unknown> & { month: string; start: number })[] = []
  const current = new Map<string, (typeof attempts)[number]>()
  const reworkBy = new Map<string, string>()
  for (const { type, at, payload } of entries) {
    const attempt = current.get(payload.request)
    if (type === 'request.assigned') {
      const begun = {
        month: at.slice(0, 7),
        start: Date.parse(at),
        due: payload.answerBy,
        rework: reworkBy.get(payload.request),
        id: payload[key],
      }
      current.set(payload.request, begun)
      attempts.push(begun)
    } else if (attempt && type === 'request.answered') attempt.answered = Date.parse(at)
    else if (attempt && type === 'request.completed')
      Object.assign(attempt, { outcome: payload.outcome, done: Date.parse(at) })
    else if (attempt && type === 'request.followed-up') attempt.satisfied = payload.satisfied
    else if (attempt && type === 'request.reopened') {
      attempt.reworked = true
      reworkBy.set(payload.request, payload.reworkBy)
    }
  }
  const mine = attempts.filter(attempt => attempt.id === id)
  const late = (due: unknown, end: unknown) => Boolean(due) && ((end as number) ?? now) > Date.parse(due as string)
  return (month: string) => {
    const of = mine.filter(attempt => attempt.month === month)
    const seconds = of.filter(a => 'answered' in a).map(a => Math.ceil(((a.answered as number) - a.start) / 1000))
    return {
      month,
      assigned: of.length,
      answered: seconds.length,
      answeredWithinFiveMinutes: seconds.filter(s => s <= 300).length,
      medianSeconds: smallestThatCovers(seconds, 50),
      p90Seconds: smallestThatCovers(seconds, 90),
      completed: of.filter(a => a.outcome === 'completed').length,
      failed: of.filter(a => a.outcome === 'failed').length,
      satisfied: of.filter(a => a.satisfied === true).length,
      dissatisfied: of.filter(a => a.satisfied === false).length,
      reworked: of.filter(a => a.reworked).length,
      transferred: 0,
      declined: 0,
      cancelled: 0,
      overdue: of.filter(a => late(a.due, a.answered ?? a.done) || late(a.rework, a.done)).length,
    }
  }
}

/** Nearest rank in other words: the smallest value that at least so many percent of all values do not exceed. */
function smallestThatCovers(values: readonly number[], percent: number): number | null {
  const covers = values.filter(value => values.filter(other => other <= value).length * 100 >= percent * values.length)
  return covers.length > 0 ? Math.min(...covers) : null
}

describe('the figures of a responder', () => {
  it('are those of a plain pass over the ledger, month by month', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(story, { minLength: 1, maxLength: 6 }), async stories => {
        const provider = city.providers[0]
        for (const told of stories) await live(told, provider)
        const { ledger } = city.service
        const entries = (await ledger.read(db => entriesAfter(db, ledger.store.tables, 0, 1_000_000))).filter(e =>
          e.type.startsWith('request.'),
        )
        for (const [path, key, id] of [
          [`/v1/providers/${provider}`, 'provider', provider],
          ['/v1/departments/post', 'department', 'post'],
        ] as const) {
          const { body } = await city.get(`${path}/performance`, 'regulator')
          const plain = plainly(entries, key, id, city.clock.ms)
          expect(body.months).toEqual(body.months.map(({ month }: { month: string }) => plain(month)))
          expect(body.total.assigned).toBe(
            body.months.reduce((sum: number, { assigned }: { assigned: number }) => sum + assigned, 0),
          )
        }
      }),
      { numRuns: 6, endOnFailure: true },
    )
    expect(await city.differences()).toEqual([])
  })

  it('take the percentile by its nearest rank', () => {
    // ceil(0.5 * 4) = 2nd, ceil(0.9 * 4) = 4th; ceil(0.9 * 10) = 9th
    expect([nearestRank([15, 20, 35, 40], 50), nearestRank([15, 20, 35, 40], 90)]).toEqual([20, 40])
    expect(nearestRank([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 90)).toBe(9)
    expect([nearestRank([7], 90), nearestRank([], 50)]).toEqual([7, null])
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 30 }), fc.integer({ min: 1, max: 100 }), (values, percent) => {
        const ascending = values.toSorted((a, b) => a - b)
        expect(nearestRank(ascending, percent)).toBe(smallestThatCovers(values, percent))
      }),
    )
  })

  it('count an answer of exactly five minutes as in time, and a clock that runs out as overdue from that moment', () => {
    const at = (seconds: number) => timestamp(1_790_000_000_000 + seconds * 1000)
    const attempt: AttemptFact = {
      assignedAt: at(0),
      answerDue: at(300),
      answeredAt: null,
      handlingDue: null,
      reworkDue: null,
      completedAt: null,
      outcome: null,
      satisfied: null,
      ended: null,
      endedAt: null,
      cancelled: false,
    }
    const figures = (attempt: AttemptFact, seconds: number) => figuresOf(tallyOf([attempt], at(seconds)))
    expect(figures(attempt, 300).overdue).toBe(0)
    expect(figures(attempt, 300.001).overdue).toBe(1)
    expect(figures({ ...attempt, answeredAt: at(300) }, 9999)).toMatchObject({
      answeredWithinFiveMinutes: 1,
      medianSeconds: 300,
      overdue: 0,
    })
    expect(figures({ ...attempt, answeredAt: at(300.001) }, 9999)).toMatchObject({
      answeredWithinFiveMinutes: 0,
      medianSeconds: 301,
      overdue: 1,
    })
    // Transferred within the time: the next department's clock runs, not this one's.
    expect(figures({ ...attempt, ended: 'transfer', endedAt: at(200) }, 9999)).toMatchObject({
      transferred: 1,
      overdue: 0,
    })
  })

  it('of the whole are those of its parts together', () => {
    const time = fc.integer({ min: 0, max: 900 }).map(seconds => timestamp(1_790_000_000_000 + seconds * 1000))
    const attempt = fc.record({
      assignedAt: fc.constant(timestamp(1_790_000_000_000)),
      answerDue: fc.option(time),
      answeredAt: fc.option(time),
      handlingDue: fc.option(time),
      reworkDue: fc.option(time),
      completedAt: fc.option(time),
      outcome: fc.constantFrom(null, 'completed', 'failed'),
      satisfied: fc.constantFrom(null, 0, 1),
      ended: fc.constantFrom(null, 'rework', 'transfer', 'declined'),
      endedAt: fc.option(time),
      cancelled: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(fc.array(attempt)), time, (parts, now) => {
        expect(addTallies(parts.map(part => tallyOf(part, now)))).toEqual(tallyOf(parts.flat(), now))
      }),
    )
  })

  it('cover the twelve months up to this one, or those asked for', () => {
    expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
    expect(monthsBetween('2026-03', '2026-02')).toEqual([])
  })
})
