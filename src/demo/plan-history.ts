import type { Transaction } from '../ledger/ledger.ts'
import type { Ratings } from '../ratings/entries.ts'
import type { PlannedProvider } from './plan-providers.ts'
import type { Random } from './random.ts'
import type { DemoData, Profile } from './settings.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** The course of a request that is sent to a provider; times are milliseconds after it was received. */
export interface PlannedRequest {
  kind: 'request'
  at: number
  provider: number
  customer: string
  service: string
  area: string
  channel: string
  assigned: number
  answered: number | null
  completed: number
  outcome: 'completed' | 'failed'
  followedUp: number
  stars: number | null
  closed: number
}

/** Something that a plan does by itself, with what the ledger and the ratings hold at that moment. */
export interface PlannedMove {
  kind: 'move'
  at: number
  provider: number
  run(tx: Transaction, provider: string, ratings: Ratings): Promise<unknown>
}

export type PlannedEvent =
  | PlannedRequest
  | { kind: 'review'; at: number; provider: number; customer: string; stars: number }
  | { kind: 'complaint'; at: number; provider: number; customer: string; upheld: boolean }
  | { kind: 'inspection'; at: number; provider: number; score: number }
  | { kind: 'suspension'; at: number; provider: number }
  | { kind: 'reinstatement'; at: number; provider: number }
  | { kind: 'withdrawal'; at: number; provider: number }
  | PlannedMove

type Manners = Pick<Profile, 'stars' | 'completed' | 'answeredInTime' | 'complaints'>

const CHANNELS = ['phone', 'phone', 'phone', 'wechat', 'wechat', 'app', 'web', 'one-touch']
const SMEARED = [1000, 0, 0, 0, 0]

/**
 * Three years of what happened, in order of time, between `from` and `until` (ms). Deterministic for the generator.
 * True if a request really reaches its provider is decided when it is replayed: the gate may refuse it then.
 */
export function planHistory(
  data: DemoData,
  providers: readonly PlannedProvider[],
  random: Random,
  from: number,
  until: number,
): PlannedEvent[] {
  const events: PlannedEvent[] = []
  providers.forEach((provider, index) => {
    planStatus(data, random, index, until, events)
    if (provider.profile) planProvider(data, random, { provider, index, from, until, events })
  })
  return events.sort((a, b) => a.at - b.at || a.provider - b.provider)
}

interface Life {
  provider: PlannedProvider
  index: number
  from: number
  until: number
  events: PlannedEvent[]
}

function planProvider(data: DemoData, random: Random, life: Life): void {
  const profile = life.provider.profile!
  const customers: string[] = []
  const span = life.until - life.from - 4 * DAY
  // Trade grows over the years: two thirds of the orders fall into the younger half of the time.
  const share = (value: number) => (value < 0.33 ? value * 1.5 : 0.5 + (value - 0.33) * 0.746)
  for (let n = random.between(...profile.orders); n > 0; n--) {
    const at = life.from + Math.floor(span * share(random.between(0, 9999) / 10_000))
    planOrder(data, random, life, profile, officeHour(random, at), customers)
  }
  for (let year = 0; year < data.settings.years; year++) {
    if (!random.chance(profile.inspections)) continue
    const at = life.from + year * 365 * DAY + random.between(0, 360) * DAY
    push(life, {
      kind: 'inspection',
      at: officeHour(random, at),
      provider: life.index,
      score: random.between(...profile.scores),
    })
  }
  if (profile.collapse) planCollapse(data, random, life, customers)
  if (profile.smear) planSmear(random, life, profile.smear)
}

/** Sets an event down unless it lies outside the time that is told. */
function push(life: Life, event: PlannedEvent): void {
  if (event.at >= life.from && event.at < life.until) life.events.push(event)
}

/** A time between 08:00 and 20:00 in Shanghai on the day of `at`. */
function officeHour(random: Random, at: number): number {
  const midnight = Math.floor((at + 8 * HOUR) / DAY) * DAY - 8 * HOUR
  return midnight + random.between(8 * 60, 20 * 60 - 1) * MINUTE + random.between(0, 59_999)
}

function planOrder(
  data: DemoData,
  random: Random,
  life: Life,
  manners: Manners,
  at: number,
  customers: string[],
): void {
  const { provider, index } = life
  const customer = pickCustomer(data, random, customers)
  const assigned = random.between(1, 3) * MINUTE
  const inTime = random.chance(manners.answeredInTime)
  const answered = inTime ? assigned + random.between(20, 290) * 1000 : assigned + random.between(6, 50) * MINUTE
  const completed = answered + random.between(60, 600) * MINUTE
  const outcome = random.chance(manners.completed) ? 'completed' : 'failed'
  const followedUp = completed + random.between(2, 20) * HOUR
  const stars = random.chance(data.settings.reviewed) ? random.weighted(manners.stars) + 1 : null
  const offering = random.pick(provider.offerings)
  push(life, {
    kind: 'request',
    at,
    provider: index,
    customer,
    service: offering.length === 2 ? random.pick(data.categories.find(c => c.code === offering)!.items) : offering,
    area: areaWithin(data, random, provider),
    channel: random.pick(CHANNELS),
    assigned,
    answered,
    completed,
    outcome,
    followedUp,
    stars,
    closed: followedUp + random.between(1, 30) * MINUTE,
  })
  if (random.chance(data.settings.unverifiedReviews))
    push(life, {
      kind: 'review',
      at: at + DAY,
      provider: index,
      customer: newCustomer(random),
      stars: random.weighted(manners.stars) + 1,
    })
  const complains = random.chance(manners.complaints)
  if (complains || random.chance(manners.complaints >> 1))
    push(life, { kind: 'complaint', at: at + 3 * DAY, provider: index, customer, upheld: complains })
}

function areaWithin(data: DemoData, random: Random, provider: PlannedProvider): string {
  const area = random.pick(provider.areas)
  return area.length === 6 ? area : random.pick(data.districts).code
}

const newCustomer = (random: Random) => `c-${random.next().toString(36).padStart(7, '0')}`

function pickCustomer(data: DemoData, random: Random, customers: string[]): string {
  if (customers.length > 0 && random.chance(data.settings.repeatCustomer)) return random.pick(customers)
  const customer = newCustomer(random)
  customers.push(customer)
  return customer
}

/** All at once: many requests of one day go wrong. They were assigned before the alarm could bar the firm. */
function planCollapse(data: DemoData, random: Random, life: Life, customers: string[]): void {
  const { lastDays, orders, ...manners } = life.provider.profile!.collapse!
  const day = life.until - random.between(20, lastDays) * DAY
  for (let n = random.between(...orders); n > 0; n--)
    planOrder(data, random, life, manners, officeHour(random, day), customers)
}

function planSmear(random: Random, life: Life, [least, most]: [number, number]): void {
  const day = life.until - random.between(30, 300) * DAY
  for (let n = random.between(least, most); n > 0; n--) {
    const at = officeHour(random, day + random.between(0, 9) * DAY)
    push(life, {
      kind: 'review',
      at,
      provider: life.index,
      customer: newCustomer(random),
      stars: random.weighted(SMEARED) + 1,
    })
  }
}

/** Suspensions (some lifted) and withdrawals of the last year. */
function planStatus(data: DemoData, random: Random, provider: number, until: number, events: PlannedEvent[]): void {
  const { suspended, reinstated, withdrawn } = data.settings
  const draw = random.next() % 1000
  const at = officeHour(random, until - random.between(30, 360) * DAY)
  if (draw < suspended + reinstated) events.push({ kind: 'suspension', at, provider })
  if (draw < reinstated) events.push({ kind: 'reinstatement', at: at + 20 * DAY, provider })
  if (draw >= 1000 - withdrawn) events.push({ kind: 'withdrawal', at, provider })
}
