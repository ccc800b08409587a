import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TimeKeeper } from '../../src/commands/keep-time.ts'
import { TRUSTED_STEP_MS as DAY, judgeTime, ownTime, type TimeFacts } from '../../src/ledger/rules-time.ts'
import { SteadyClock } from '../../src/ledger/steady-clock.ts'
import { trustedTime, trustTime } from '../../src/ledger/trusted-time.ts'
import { databases } from '../store/databases.ts'

const NOW = Date.parse('2026-11-26T12:00:00+08:00')
const facts = (change: Partial<TimeFacts>): TimeFacts => ({
  now: NOW,
  newestEntry: null,
  evaluated: null,
  trusted: null,
  database: null,
  ...change,
})
const verdict = (change: Partial<TimeFacts>, confirmed = false) => judgeTime(facts(change), confirmed).code

describe('a clock is judged', () => {
  it.each<[string, Partial<TimeFacts>, string, string]>([
    ['beside an empty database', {}, 'ok', 'ok'],
    ['a day after the newest entry', { newestEntry: NOW - DAY }, 'ok', 'ok'],
    ['more than a day after it', { newestEntry: NOW - DAY - 1 }, 'ahead', 'ok'],
    [
      'more than a day after it, but a service ran since',
      { newestEntry: NOW - 9 * DAY, trusted: NOW - DAY },
      'ok',
      'ok',
    ],
    ['more than a day after a service ran', { newestEntry: NOW - 9 * DAY, trusted: NOW - DAY - 1 }, 'ahead', 'ok'],
    ['a day before the newest entry', { newestEntry: NOW + DAY }, 'ok', 'ok'],
    ['more than a day before it', { newestEntry: NOW + DAY + 1 }, 'behind', 'behind'],
    ['more than a day before an evaluated day', { newestEntry: NOW, evaluated: NOW + DAY + 1 }, 'behind', 'behind'],
    ['before a time that a service trusted by mistake', { newestEntry: NOW, trusted: NOW + 9 * DAY }, 'ok', 'ok'],
    ['five minutes from the database', { newestEntry: NOW, database: NOW - 300_000 }, 'ok', 'ok'],
    ['more than that after it', { newestEntry: NOW, database: NOW - 300_001 }, 'differs', 'ok'],
    ['more than that before it', { newestEntry: NOW, database: NOW + 300_001 }, 'differs', 'ok'],
    ['after the last day of the calendar', { now: Date.parse('2200-01-01T00:00:00+08:00') }, 'outside', 'outside'],
    ['on that day', { now: Date.parse('2199-12-31T23:59:59+08:00') }, 'ok', 'ok'],
    ['before the first business day', { now: 0 }, 'outside', 'outside'],
  ])('%s', (_, change, unconfirmed, confirmed) => {
    expect([verdict(change), verdict(change, true)]).toEqual([unconfirmed, confirmed])
  })
})

describe("a service's own time", () => {
  const step = fc.record({
    passed: fc.integer({ min: 0, max: 3 * DAY }),
    off: fc.oneof(fc.integer({ min: -20 * DAY, max: 20 * DAY }), fc.integer({ min: -10_000, max: 10_000 })),
  })

  it('never goes back, and never runs ahead of what has passed by more than a step that needs nobody’s word', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), steps => {
        let at = NOW
        let right = NOW
        for (const { passed, off } of steps) {
          right += passed
          const next = ownTime(at, passed, right + off)
          expect(next.at).toBeGreaterThanOrEqual(at)
          expect(next.at - (at + passed)).toBeLessThanOrEqual(DAY)
          expect(next.held).toBe(Math.abs(right + off - at - passed) > DAY ? (next.held ?? 'none') : null)
          at = next.at
        }
      }),
    )
  })

  it('comes back to a clock that is behind by running at half its pace', () => {
    let at = NOW + 3_600_000
    for (let second = 1; second <= 7_200; second++) at = ownTime(at, 1_000, NOW + second * 1_000).at
    expect(at).toBe(NOW + 7_200_000)
  })
})

/** A machine whose clock, and whose sleep, a test moves. */
class Machine {
  clock = NOW
  passed = 0
  asleep = 0
  readonly steady = new SteadyClock(
    NOW,
    { now: () => this.clock },
    { now: () => this.passed, slept: () => this.asleep },
  )

  run(ms: number): void {
    this.clock += ms
    this.passed += ms
  }
}

describe('the clock of a running service', () => {
  it('follows the machine’s clock, also over a step of a few hours', () => {
    const machine = new Machine()
    machine.run(1_000)
    expect(machine.steady.now()).toBe(NOW + 1_000)
    machine.clock += 5 * 3_600_000
    expect([machine.steady.now(), machine.steady.held]).toEqual([machine.clock, null])
  })

  it('goes on by itself when the machine’s clock jumps ten days, and follows again when that is undone', () => {
    const machine = new Machine()
    for (const [jump, held] of [
      [10 * DAY, 'ahead'],
      [-20 * DAY, 'behind'],
    ] as const) {
      machine.clock += jump
      machine.run(60_000)
      expect([machine.steady.now(), machine.steady.held]).toEqual([NOW + machine.passed, held])
    }
    machine.clock += 10 * DAY
    machine.run(60_000)
    expect([machine.steady.now(), machine.steady.held]).toEqual([machine.clock, null])
  })

  it('knows that a machine has slept', () => {
    const machine = new Machine()
    machine.steady.now()
    machine.clock += 3 * DAY
    machine.asleep = 3 * DAY - 2_000
    expect([machine.steady.now(), machine.steady.held]).toEqual([machine.clock, null])
    machine.clock += 3 * DAY
    expect([machine.steady.now(), machine.steady.held]).toEqual([machine.clock - 3 * DAY, 'ahead'])
  })

  it('takes over a jump forward that is confirmed, and never one back', () => {
    const machine = new Machine()
    machine.clock += 10 * DAY
    machine.steady.now()
    machine.steady.adopt()
    expect([machine.steady.now(), machine.steady.held]).toEqual([machine.clock, null])
    machine.clock -= 10 * DAY
    machine.steady.adopt()
    expect([machine.steady.now(), machine.steady.held]).toEqual([NOW + 10 * DAY, 'behind'])
  })
})

describe.each(databases)('the time that is kept on $name', ({ open }) => {
  it('is kept while the clock is trusted, and a jump that a person confirms beside is taken over', async () => {
    const store = await open()
    const machine = new Machine()
    const reports: string[] = []
    const keeper = new TimeKeeper(store, machine.steady, held => reports.push(held))
    await keeper.look()
    expect(await trustedTime(store)).toBe(NOW)
    machine.run(60_000)
    await keeper.look()
    expect(await trustedTime(store)).toBe(NOW)
    machine.run(600_000)
    await keeper.look()
    expect(await trustedTime(store)).toBe(NOW + 660_000)

    machine.clock += 10 * DAY
    await keeper.look()
    await keeper.stop()
    expect([reports, await trustedTime(store)]).toEqual([['ahead'], NOW + 660_000])
    await trustTime(store, machine.clock)
    await keeper.look()
    expect([machine.steady.now(), machine.steady.held, reports]).toEqual([machine.clock, null, ['ahead']])
    await keeper.stop()
    expect(await trustedTime(store)).toBe(machine.clock)
    await store.close()
  })
})
