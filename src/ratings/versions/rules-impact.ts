/** The effect of a draft on a day: two replays of the same ledger, side by side. Pure. */
import { dayToDate } from '../../ledger/clock.ts'
import type { ProviderRecord } from '../engine/records.ts'
import { type Report, reportOf } from '../engine/report.ts'
import type { Methodology } from '../rules/methodology.ts'
import type { Lines } from '../rules/score.ts'

/** Area and categories of a provider in the registry. */
export interface Registered {
  name: string
  area: string
  categories: readonly string[]
}
/** One methodology at the end of its replay. */
export interface Side {
  m: Methodology
  find(provider: string): ProviderRecord | undefined
}
export interface Move<T = string> {
  from: T
  to: T
}
/** Providers of one area or category: how many there are, and what happens to them. */
export interface Share {
  code: string
  providers: number
  up: number
  down: number
  /** Barred before and not any more; the other way round. */
  gained: number
  lost: number
}
export interface Mover {
  provider: string
  name: string
  area: string
  grade: Move
  state: Move
  assured: Move<number>
  lines: Move<Lines>
}
/** A firm that has an alarm with the draft and none now: to be inspected first (hk-credit 1.1, 14.6). */
export interface NewAlarm {
  provider: string
  name: string
  area: string
  /** Clock of its fold when the newest alarm was raised. */
  day: string
}
export interface Comparison {
  day: string
  providers: number
  up: number
  down: number
  gained: number
  lost: number
  /** Every pair that occurs, the diagonal too. */
  grades: (Move & { providers: number })[]
  states: (Move & { providers: number })[]
  areas: Share[]
  categories: Share[]
  movers: Mover[]
  newAlarms: { total: number; items: NewAlarm[] }
}

/** New alarms that an answer lists, the newest first. */
const ALARMS = 1000
/** Providers whose lines an answer shows. */
const MOVERS = 20
const STATES = ['barred', 'probation', 'full']

interface Compared extends Mover {
  /** Day of the newest alarm that only the draft raises; null for none. */
  newAlarm: number | null
  categories: readonly string[]
  step: number
}

/** Compares the published grade, state and score of every provider on a day. `providers` in any order. */
export function compareSides(
  before: Side,
  after: Side,
  day: number,
  providers: Iterable<string>,
  registered: (provider: string) => Registered | undefined,
): Comparison {
  const ladder = ['NR', ...before.m.parameters.grades.names]
  const all: Compared[] = []
  for (const provider of providers) {
    const old = reportOf(before.m, before.find(provider), day)
    const now = reportOf(after.m, after.find(provider), day)
    const { name, area, categories } = registered(provider) ?? { name: '', area: '', categories: [] }
    const step = ladder.indexOf(now.grade) - ladder.indexOf(old.grade)
    const newAlarm = alarmOnlyIn(after, before, provider)
    all.push({ provider, name, area, categories, step, newAlarm, ...moves(old, now) })
  }
  const { code: _, ...totals } = shareOf('', all)
  return {
    day: dayToDate(day),
    ...totals,
    grades: cells(
      all.map(x => x.grade),
      ladder,
    ),
    states: cells(
      all.map(x => x.state),
      STATES,
    ),
    areas: shares(all, x => [x.area]),
    categories: shares(all, x => x.categories),
    movers: largest(all),
    newAlarms: newAlarmsOf(all),
  }
}

function alarmOnlyIn(after: Side, before: Side, provider: string): number | null {
  const alarm = after.find(provider)?.fold.alarms.at(-1)
  const isNew = alarm !== undefined && (before.find(provider)?.fold.alarms.length ?? 0) === 0
  return isNew ? alarm[1] : null
}

function newAlarmsOf(all: readonly Compared[]): Comparison['newAlarms'] {
  const alarmed = all.flatMap(({ newAlarm, provider, name, area }) =>
    newAlarm === null ? [] : [{ provider, name, area, day: dayToDate(newAlarm) }],
  )
  const newestFirst = (a: NewAlarm, b: NewAlarm) =>
    a.day !== b.day ? (a.day < b.day ? 1 : -1) : a.provider < b.provider ? -1 : 1
  return { total: alarmed.length, items: alarmed.sort(newestFirst).slice(0, ALARMS) }
}

const moves = (old: Report, now: Report) => ({
  grade: { from: old.grade, to: now.grade },
  state: { from: old.state, to: now.state },
  assured: { from: old.assured, to: now.assured },
  lines: { from: old.lines, to: now.lines },
})

function shareOf(code: string, all: readonly Compared[]): Share {
  const howMany = (holds: (x: Compared) => boolean) => all.filter(holds).length
  return {
    code,
    providers: all.length,
    up: howMany(x => x.step > 0),
    down: howMany(x => x.step < 0),
    gained: howMany(x => x.state.from === 'barred' && x.state.to !== 'barred'),
    lost: howMany(x => x.state.from !== 'barred' && x.state.to === 'barred'),
  }
}

function shares(all: readonly Compared[], codesOf: (x: Compared) => readonly string[]): Share[] {
  const byCode = new Map<string, Compared[]>()
  for (const x of all)
    for (const code of codesOf(x)) {
      const known = byCode.get(code)
      if (known) known.push(x)
      else byCode.set(code, [x])
    }
  return [...byCode.keys()].sort().map(code => shareOf(code, byCode.get(code)!))
}

/** Number of providers that go from one grade to another, in the order of the ladder. */
function cells(all: readonly Move[], ladder: readonly string[]): (Move & { providers: number })[] {
  const counts = new Map<string, number>()
  for (const { from, to } of all) counts.set(`${from} ${to}`, (counts.get(`${from} ${to}`) ?? 0) + 1)
  return ladder.flatMap(from =>
    ladder.flatMap(to => {
      const providers = counts.get(`${from} ${to}`)
      return providers === undefined ? [] : [{ from, to, providers }]
    }),
  )
}

function largest(all: readonly Compared[]): Mover[] {
  const by = ({ assured }: Compared) => Math.abs(assured.to - assured.from)
  return all
    .filter(x => by(x) > 0 || x.step !== 0 || x.state.from !== x.state.to)
    .sort((a, b) => by(b) - by(a) || (a.provider < b.provider ? -1 : 1))
    .slice(0, MOVERS)
    .map(({ categories: _, step: __, newAlarm: ___, ...mover }) => mover)
}
