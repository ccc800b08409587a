import { parse as parseYaml } from 'yaml'
import { readCityFile } from '../city/folder.ts'
import { referenceDrafts } from '../founding/reference.ts'
import { timestamp } from '../ledger/clock.ts'
import type { Transaction } from '../ledger/ledger.ts'
import { type Closing, close } from '../requests/closing.ts'
import type { Random } from './random.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A share of what happens in the last days is still open. */
const RECENT = 3 * DAY

interface Matters {
  requests: number
  wishes: number
  presses: number
  subscribers: number
  answeredInTime: number
  visited: number
  satisfied: number
  reworkSatisfied: number
  transferred: number
  unanswered: number
  stalled: number
  supervisor: string
  /** The duty that one-touch telephones of an area reach; `city` for the others. */
  watches: Record<string, string>
  matters: { duty: string; words: string }[]
  wishes_said: string[]
  answers: string[]
  visits: string[]
  unsatisfied: string[]
}

/** Something that happens at a time. */
export interface Happening {
  at: number
  run(tx: Transaction): Promise<unknown>
}

interface Plan {
  data: Matters
  random: Random
  districts: readonly string[]
  from: number
  until: number
  holders: Map<string, string>
  happenings: Happening[]
}

const readMatters = () => parseYaml(readCityFile('demo/matters.yaml')) as Matters

/** The department that each duty was given to. */
const holders = () =>
  new Map(
    referenceDrafts()
      .filter(draft => draft.type === 'duty.defined')
      .map(({ payload }) => [payload.id as string, payload.department as string]),
  )

/**
 * Requests to departments and volunteer organisations between `from` and `until` (ms): requests with their rounds, wishes, one-touch
 * calls. `claimer` names a volunteer organisation that may claim at that moment. `scale`: per mille of the numbers of demo/matters.yaml.
 */
export function planMatters(
  random: Random,
  districts: readonly string[],
  { from, until, scale }: { from: number; until: number; scale: number },
  claimer: (area: string) => string | null,
): Happening[] {
  const plan: Plan = { data: readMatters(), random, districts, from, until, holders: holders(), happenings: [] }
  const count = (n: number) => Math.ceil((n * scale) / 1000)
  const subscribers = placeSubscribers(plan, count(plan.data.subscribers))
  for (let n = count(plan.data.requests); n > 0; n--) planRequest(plan)
  for (let n = count(plan.data.presses); n > 0; n--) planPress(plan, random.pick(subscribers))
  for (let n = count(plan.data.wishes); n > 0; n--) planWish(plan, claimer)
  return plan.happenings.filter(happening => happening.at < until)
}

/** A daytime of the years that are told; every eighth time one of the last days. */
function daytime({ random, from, until }: Plan): number {
  const begin = random.chance(125) ? until - RECENT : from
  const day = begin + random.between(0, Math.floor((until - begin) / DAY) - 1) * DAY
  return day + random.between(8 * 60, 20 * 60 - 1) * MINUTE + random.between(0, 59_999)
}

/** Writes down one entry after another of a request. */
function chronicle({ happenings }: Plan, request: string) {
  return (at: number, type: string, payload: object, words?: string) =>
    happenings.push({
      at,
      run: tx =>
        tx.append({
          type: `request.${type}`,
          subject: request,
          payload: { request, ...payload },
          ...(words ? { sealed: { words } } : {}),
        }),
    })
}
type Tell = ReturnType<typeof chronicle>

const customer = (random: Random) => `c-${random.next().toString(36).padStart(7, '0')}`

function planRequest(plan: Plan): void {
  const { data, random } = plan
  const at = daytime(plan)
  const tell = chronicle(plan, random.id(at))
  const { duty, words } = random.pick(data.matters)
  const area = random.pick(plan.districts)
  const channel = random.pick(['phone', 'phone', 'wechat', 'app', 'web'])
  tell(at, 'received', { channel, customer: customer(random), duty, area }, words)
  const assigned = at + random.between(1, 4) * MINUTE
  const right = plan.holders.get(duty)!
  const first = random.chance(data.transferred) ? 'help-centre' : right
  tell(assigned, 'assigned', { responder: 'department', department: first, answerBy: timestamp(assigned + 5 * MINUTE) })
  const start =
    first === right
      ? assigned
      : transfer(tell, assigned + random.between(1, 4) * MINUTE, { from: first, to: right, duty })
  planRounds(plan, tell, { department: right, start, round: first === right ? 1 : 2, reworks: 0 })
}

function transfer(tell: Tell, at: number, { from, to, duty }: { from: string; to: string; duty: string }): number {
  const answerBy = timestamp(at + 5 * MINUTE)
  tell(at, 'handed-on', { from, to, duty, responsible: from, round: 2, answerBy, cause: 'hand-on' }, '属贵单位职责')
  return at
}

interface Round {
  department: string
  /** When it was assigned. */
  start: number
  round: number
  reworks: number
}

/** From the assignment to the follow-up, and again while the citizen is not satisfied (three times at most). */
function planRounds(plan: Plan, tell: Tell, { department, start, round, reworks }: Round): void {
  const { data, random } = plan
  if (start > plan.until - RECENT && random.chance(data.unanswered)) return
  const answered =
    start + (random.chance(data.answeredInTime) ? random.between(20, 290) * 1000 : random.between(6, 90) * MINUTE)
  tell(answered, 'answered', { department }, random.pick(data.answers))
  if (reworks > 0 && random.chance(data.stalled)) return
  const visited = answered + random.between(1, 20) * HOUR
  if (random.chance(data.visited)) tell(visited, 'visited', { department }, random.pick(data.visits))
  const completed = visited + random.between(1, 30) * HOUR
  tell(completed, 'completed', { department, outcome: 'completed', followUpBy: timestamp(completed + DAY) })
  const followed = completed + random.between(2, 40) * HOUR
  const satisfied = random.chance(reworks === 0 ? data.satisfied : data.reworkSatisfied)
  const stars = random.chance(600) ? (satisfied ? random.between(4, 5) : random.between(1, 2)) : null
  tell(followed, 'followed-up', { department, satisfied, stars }, satisfied ? undefined : random.pick(data.unsatisfied))
  if (satisfied) tell(followed + random.between(1, 60) * MINUTE, 'closed', { department })
  else if (reworks < 3) planRework(plan, tell, { department, start: followed, round, reworks })
  else tell(followed, 'escalated', {})
}

function planRework(plan: Plan, tell: Tell, { department, start, round, reworks }: Round): void {
  const at = start + plan.random.between(10, 180) * MINUTE
  const next = { round: round + 1, reworks: reworks + 1 }
  tell(
    at,
    'reopened',
    { supervisor: plan.data.supervisor, ...next, reworkBy: timestamp(at + 3 * DAY) },
    '三日内办结并回告',
  )
  const assigned = at + plan.random.between(5, 60) * MINUTE
  tell(assigned, 'assigned', { responder: 'department', department, answerBy: timestamp(assigned + 5 * MINUTE) })
  planRounds(plan, tell, { department, start: assigned, ...next })
}

interface Subscriber {
  id: string
  area: string
}

function placeSubscribers({ random, districts, from, happenings }: Plan, count: number): Subscriber[] {
  return Array.from({ length: count }, (_, n) => {
    const row = { id: `yjt-${String(n + 1).padStart(4, '0')}`, area: random.pick(districts) }
    const draft = { type: 'subscriber.placed', subject: `subscriber:${row.id}`, payload: { ...row, version: 1 } }
    happenings.push({ at: from, run: tx => tx.append(draft) })
    return row
  })
}

function planPress(plan: Plan, { id, area }: Subscriber): void {
  const at = daytime(plan)
  const tell = chronicle(plan, plan.random.id(at))
  const { watches } = plan.data
  const duty = watches[area] ?? watches.city!
  const department = plan.holders.get(duty)!
  tell(at, 'received', { channel: 'one-touch', customer: id, subscriber: id, area, duty, priority: true })
  tell(at, 'assigned', { responder: 'department', department, answerBy: timestamp(at + MINUTE) })
  planRounds(plan, tell, { department, start: at, round: 1, reworks: 0 })
}

/** A wish waits until a volunteer organisation claims it; some of the last days still wait. */
function planWish(plan: Plan, claimer: (area: string) => string | null): void {
  const { data, random, happenings } = plan
  const at = daytime(plan)
  const id = random.id(at)
  const who = customer(random)
  const area = random.pick(plan.districts)
  const channel = random.pick(['phone', 'wechat', 'app'])
  const said = random.pick(data.wishes_said)
  chronicle(plan, id)(at, 'received', { channel, customer: who, kind: 'wish', area }, said)
  const claimed = at + random.between(1, 72) * HOUR
  const done = claimed + random.between(4, 200) * HOUR
  const followed = done + random.between(2, 20) * HOUR
  const row: Closing = {
    ...FULFILLED,
    id,
    customer: who,
    assignedAt: timestamp(claimed),
    answeredAt: timestamp(claimed),
  }
  row.stars = random.chance(500) ? 5 : null
  const told = (when: number, run: (tx: Transaction) => Promise<unknown>) =>
    happenings.push({ at: when, run: async tx => void (row.provider && (await run(tx))) })
  const append = (type: string, payload: object) => (tx: Transaction) =>
    tx.append({ type: `request.${type}`, subject: id, payload: { request: id, provider: row.provider, ...payload } })
  happenings.push({
    at: claimed,
    run: async () => {
      row.provider = claimer(area)
    },
  })
  told(claimed, append('claimed', { responder: 'volunteer', state: 'probation', grade: 'NR' }))
  told(done, append('completed', { outcome: 'completed', followUpBy: timestamp(done + DAY) }))
  told(followed, append('followed-up', { satisfied: true, stars: row.stars }))
  told(followed + 10 * MINUTE, tx => close(tx, row))
}

const FULFILLED = {
  provider: null,
  department: null,
  outcome: 'completed',
  stars: null,
  followUpSeq: 0,
  round: 1,
  satisfied: 1,
  state: 'followed-up',
}
