import { describe, expect, it } from 'vitest'
import { type Draft, order, review, World } from './worlds.ts'

const started = () => {
  const world = new World()
  world.add(order(100, 'a'))
  world.add({ kind: 'inspection', provider: 'p', day: 100, score: 60 })
  world.add({ kind: 'sanction', provider: 'p', day: 100, class: 'general' })
  return world
}
const malformed = (draft: object) => draft as Draft

describe('an entry that hk-credit 2 refuses', () => {
  const cases: [string, Draft][] = [
    ['day-out-of-range', order(101, 'a')],
    ['day-out-of-range', order(-1, 'a')],
    ['day-out-of-range', malformed({ ...order(100, 'a'), day: 99.5 })],
    ['stars-out-of-range', review(100, 'a', 0)],
    ['stars-out-of-range', review(100, 'a', 6)],
    ['score-out-of-range', { kind: 'inspection', provider: 'p', day: 100, score: 101 }],
    ['class-unknown', malformed({ kind: 'sanction', provider: 'p', day: 100, class: 'toString' })],
    ['valid-to-out-of-range', { kind: 'credential', provider: 'p', day: 100, standard: 's', validTo: 99 }],
    ['kind-unknown', malformed({ kind: 'praise', provider: 'p', day: 100 })],
    ['field-malformed', malformed({ kind: 'complaint', provider: 'p', day: 100, customer: 'a', upheld: 1 })],
    ['field-malformed', order(100, '')],
    ['retraction-target', { kind: 'retraction', target: 99 }],
    ['repair-target', { kind: 'repair', target: 1 }],
    ['repair-out-of-term', { kind: 'repair', target: 3 }],
    ['alarm-not-raised', { kind: 'alarmCleared', provider: 'p', inspection: 2 }],
    ['link-self', { kind: 'link', provider: 'p', predecessor: 'p' }],
  ]
  it.each(cases)('is refused with %s', (code, draft) => {
    const world = started()
    const before = JSON.stringify([...world.records.all()])
    expect(world.refusal(draft)).toBe(code)
    expect(JSON.stringify([...world.records.all()])).toBe(before)
    expect(world.records.lastSeq).toBe(3)
  })

  it('evaluates no Monday for it', () => {
    const world = started()
    const through = world.records.evaluatedThrough
    expect(world.refusal({ kind: 'retraction', target: 99 }, 200)).toBe('retraction-target')
    expect(world.records.evaluatedThrough).toBe(through)
  })

  it('is refused a second time: retraction, repair', () => {
    const world = started()
    world.add({ kind: 'retraction', target: 1 })
    expect(world.refusal({ kind: 'retraction', target: 1 })).toBe('already-retracted')
    world.add({ kind: 'repair', target: 3 }, 200)
    expect(world.refusal({ kind: 'repair', target: 3 })).toBe('already-repaired')
    expect(world.refusal({ kind: 'retraction', target: 4 })).toBe('retraction-target')
  })

  it('is refused where a link would close a circle or replace a predecessor', () => {
    const world = started()
    world.add({ kind: 'link', provider: 'q', predecessor: 'p' })
    expect(world.refusal({ kind: 'link', provider: 'q', predecessor: 'r' })).toBe('predecessor-set')
    expect(world.refusal({ kind: 'link', provider: 'p', predecessor: 'q' })).toBe('link-cycle')
  })

  it('is refused if days or seqs run backwards', () => {
    const world = started()
    expect(world.refusal(order(50, 'a'), 99)).toBe('ledger-day-out-of-range')
    expect(world.refusal(order(50, 'a'), 40001)).toBe('ledger-day-out-of-range')
    world.seq = 1
    expect(world.refusal(order(100, 'a'))).toBe('seq-not-increasing')
  })

  it('may not clear an alarm with an inspection that is too low, too old or of another provider', () => {
    const world = started()
    for (let i = 0; i < 30; i += 1) world.add(review(101, `good${i}`, 5))
    const early = world.seq + 1
    world.add({ kind: 'inspection', provider: 'p', day: 101, score: 90 })
    for (let i = 0; i < 12; i += 1) world.add(review(102, `bad${i}`, 1))
    expect(world.records.find('p')!.fold.alarms).not.toEqual([])
    expect(world.refusal({ kind: 'alarmCleared', provider: 'p', inspection: early })).toBe('inspection-before-alarm')
    world.add({ kind: 'inspection', provider: 'p', day: 102, score: 69 })
    const low = world.seq
    expect(world.refusal({ kind: 'alarmCleared', provider: 'p', inspection: low })).toBe('inspection-score-low')
    world.add({ kind: 'inspection', provider: 'x', day: 102, score: 90 })
    const foreign = world.seq
    expect(world.refusal({ kind: 'alarmCleared', provider: 'p', inspection: foreign })).toBe('inspection-not-live')
    world.add({ kind: 'inspection', provider: 'p', day: 102, score: 70 })
    world.add({ kind: 'alarmCleared', provider: 'p', inspection: world.seq })
    expect(world.records.find('p')!.fold.alarms).toEqual([])
  })
})
