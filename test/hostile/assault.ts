/** Sends generated cases to a city, in every role, and notes every answer that is a fault of the service. */
import { Agent, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { NO_SAFEGUARDS } from '../../src/ratings/evidence/rules-safeguards.ts'
import type { City } from '../support/city.ts'
import { AREA, SERVICE } from '../support/city.ts'
import { type Case, CaseMaker } from './cases.ts'
import { collectionOf, harvest } from './pools.ts'

export const ROLES = ['public', 'dispatcher', 'follow-up', 'registrar', 'regulator', 'firm', 'admin'] as const
type AssaultRole = (typeof ROLES)[number]

export interface Fault {
  role: string
  case: Case
  status: number
  answer: string
}
interface Answer {
  /** 0: the connection was lost */
  status: number
  body: string
}
/** What came of the cases. */
export class Result {
  sent = 0
  /** Answers by status. */
  readonly statuses: Record<number, number> = {}
  readonly faults: Fault[] = []
  /** `role operation` of everything that came about at least once. */
  readonly succeeded = new Set<string>()
  readonly #kinds = new Set<string>()

  /** @returns whether the case came about */
  note(role: AssaultRole, made: Case, { status, body }: Answer): boolean {
    this.statuses[status] = (this.statuses[status] ?? 0) + 1
    const kind = `${made.operation} ${status}`
    const isFault = status >= 500 || status === 0 || isUntranslated(body)
    if (isFault && !this.#kinds.has(kind) && this.#kinds.size < MOST_FAULTS) {
      this.#kinds.add(kind)
      this.faults.push({ role, case: made, status, answer: body.slice(0, 400) })
    }
    const done = status > 0 && status < 300
    if (done) this.succeeded.add(`${role} ${made.operation}`)
    return done
  }
}

const HAN = /\p{Script=Han}/u

/** A problem in Chinese that tells a place what is allowed in another language. */
function isUntranslated(body: string): boolean {
  const { title, errors = [] } = (parsed(body) ?? {}) as { title?: string; errors?: { detail?: string }[] }
  if (!HAN.test(title ?? '') || !Array.isArray(errors)) return false
  return errors.some(({ detail }) => detail !== undefined && !HAN.test(detail))
}

/** Requests under way at a time: made together and harvested in order, so that the same seed makes the same cases. */
const AT_ONCE = 4
/** Cases between two steps of the clock, and the longest step. */
const BETWEEN_STEPS = 100
const STEP_MS = 8 * 3_600_000
/** Each kind of fault once is enough to read. */
const MOST_FAULTS = 30

/** @param cases for every role */
export async function assault(city: City, cases: number, seed: number): Promise<Result> {
  const maker = new CaseMaker(seed)
  await fillPools(city, maker)
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const { port } = city.service.server.address() as AddressInfo
  const result = new Result()
  const next = async () => {
    const role = ROLES[result.sent % ROLES.length]!
    if (++result.sent % BETWEEN_STEPS === 0) await timePasses(city, maker)
    return { role, made: await maker.next(role, city), key: keyOf(city, maker, role) }
  }
  while (result.sent < cases * ROLES.length) {
    const together: Awaited<ReturnType<typeof next>>[] = []
    while (together.length < AT_ONCE) together.push(await next())
    const answers = await Promise.all(together.map(({ made, key }) => send(agent, port, made, key)))
    for (const [i, { role, made }] of together.entries())
      if (result.note(role, made, answers[i]!)) harvest(maker.pools, made.method, made.url, parsed(answers[i]!.body))
  }
  agent.destroy()
  await city.service.impactRuns.idle()
  return result
}

/** Often enough, the safeguards that a case has set are gone: with them, no key alone takes a request to its end. */
async function timePasses(city: City, { random }: CaseMaker): Promise<void> {
  city.later(random.below(STEP_MS))
  if (random.chance(0.5)) await city.call('put', '/v1/safeguards', 'regulator').send(NO_SAFEGUARDS)
}

function keyOf(city: City, maker: CaseMaker, role: AssaultRole): string | undefined {
  if (role === 'public') return undefined
  return city.keys[role === 'firm' && maker.random.chance(0.3) ? 'otherFirm' : role]
}

/** A connection that the service closed while it was idle says nothing about the case: it is sent again. */
async function send(agent: Agent, port: number, made: Case, key: string | undefined): Promise<Answer> {
  const answer = await sendOnce(agent, port, made, key)
  return answer === IDLE ? sendOnce(agent, port, made, key) : answer
}

const IDLE: Answer = { status: 0, body: 'the idle connection was closed' }

function sendOnce(agent: Agent, port: number, made: Case, key: string | undefined): Promise<Answer> {
  const authorization = key === undefined ? {} : { Authorization: `Bearer ${key}` }
  const length = made.body === null ? {} : { 'Content-Length': String(Buffer.byteLength(made.body)) }
  const headers = { ...made.headers, ...authorization, ...length }
  return new Promise(resolve => {
    const lost = (error: Error) => resolve({ status: 0, body: String(error) })
    const sent = request({ agent, port, host: '127.0.0.1', method: made.method, path: made.url, headers }, answer => {
      const parts: Buffer[] = []
      answer.on('data', part => parts.push(part))
      answer.on('error', lost)
      answer.on('end', () => resolve({ status: answer.statusCode!, body: Buffer.concat(parts).toString() }))
    })
    sent.on('error', error => {
      const isIdle = sent.reusedSocket && (error as NodeJS.ErrnoException).code === 'ECONNRESET'
      return isIdle ? resolve(IDLE) : lost(error)
    })
    sent.end(made.body ?? undefined)
  })
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

/** What stands in the city when the first case is sent. */
async function fillPools(city: City, { pools }: CaseMaker): Promise<void> {
  const providers = [...city.providers, await city.register(), await city.register('volunteer')]
  pools.add(collectionOf('/v1/providers'), ...providers)
  for (const name of ['provider', 'predecessor', 'providers']) pools.add(name, ...providers)
  for (const name of ['service', 'services', 'code', 'offerings'])
    pools.add(name, SERVICE, '05-002', '11-001', '05', '07', '99-999')
  for (const name of ['area', 'areas']) pools.add(name, AREA, '330205', '3302', '110101')
  pools.add('category', '05', '07', '11', '99')
  pools.add('version', '1.0.0', '1.1.0', '9.9.9')
  for (const list of ['standards', 'departments']) {
    const { body } = await city.get(`/v1/${list}?limit=20`, 'regulator')
    harvest(pools, 'get', `/v1/${list}`, body)
  }
  for (const id of pools.of('department')) {
    const { body } = await city.get(`/v1/departments/${id}`)
    harvest(pools, 'get', '/v1/duties', { items: body.duties ?? [] })
  }
  for (const list of ['reviews', 'sanctions', 'evidence']) pools.add(`ids of ${list}`, 1, 2, 1_700)
}
