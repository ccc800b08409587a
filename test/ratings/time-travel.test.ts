import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { businessDay, dayToDate } from '../../src/ledger/clock.ts'
import { raiseAlarm, record } from '../support/alarm.ts'
import { City } from '../support/city.ts'

const DAY = 86_400_000
type Rating = Record<string, unknown>
let city: City
/** The firm of the scenario, its successor, and a twin to whom everything but the sanctions happens. */
let own: string
let heir: string
let twin: string
const bySeq = new Map<number, [string, Rating][]>()
const byDay = new Map<string, [string, Rating][]>()
const grades = new Set<unknown>()

const ask = async (provider: string, query = '', role: 'regulator' | null = 'regulator') => {
  const { body, status } = await city.get(`/v1/providers/${provider}/rating${query}`, role ?? undefined)
  expect(status).toBe(200)
  return body as Rating
}
const everyone = async () => {
  const answers: [string, Rating][] = []
  for (const provider of [own, heir]) answers.push([provider, await ask(provider)])
  for (const [, { grade, state }] of answers) grades.add(`${grade} ${state}`)
  return answers
}
const noteSeq = async () => void bySeq.set((await city.service.ledger.head()).seq, await everyone())
/** Notes the answers at the end of each day, then lets the day end. */
async function silence(days: number) {
  for (let i = 0; i < days; i++) {
    const day = businessDay(city.clock.ms)
    byDay.set(dayToDate(day), await everyone())
    city.later(DAY)
  }
}
async function both(kind: string, facts: { customer?: string; [fact: string]: unknown }) {
  const of = (p: string) => ({ ...facts, ...(facts.customer ? { customer: `${p}-${facts.customer}` } : {}) })
  const seq = await record(city, own, kind, of(own))
  await noteSeq()
  return [seq, await record(city, twin, kind, of(twin))]
}
const serve = async (customer: string, stars: number) => {
  await both('order', { customer, completed: stars > 2, answeredWithin300s: true })
  return both('review', { customer, stars, verified: true })
}
const post = async (path: string, role: 'regulator' | 'registrar', body: object) => {
  const answer = await city.post(path, role, body)
  expect([path, answer.status, answer.body.code]).toEqual([path, 201, undefined])
  await noteSeq()
  return answer.body
}
const retract = async (subject: string, target: number) => {
  await city.service.ledger.write('test', tx => tx.append({ type: 'action.retraction', subject, payload: { target } }))
  await noteSeq()
}

beforeAll(async () => {
  city = await City.open()
  own = city.providers[0]
  ;[heir, twin] = [await city.register(), await city.register()]
  await scenario()
})
afterAll(() => city.close())

async function scenario() {
  for (let i = 0; i < 12; i++) {
    await serve(`a${i}`, 5)
    if (i % 3 === 2) await silence(2)
  }
  await silence(15)
  const bad = await serve('b1', 1)
  await post(`/v1/providers/${own}/sanctions`, 'regulator', {
    class: 'minor',
    authority: '市场监管局',
    document: '1号',
  })
  const general = await post(`/v1/providers/${own}/sanctions`, 'regulator', {
    class: 'serious',
    authority: '市场监管局',
    document: '2号',
  })
  await silence(10)
  await retract(own, bad[0]!)
  await retract(twin, bad[1]!)
  await silence(3)
  for (const provider of [own, twin]) await raiseAlarm(city, provider, `${provider}-alarm`)
  await noteSeq()
  await silence(8)
  for (const provider of [own, twin]) {
    const { id } = await post(`/v1/providers/${provider}/inspections`, 'regulator', { score: 88 })
    await post(`/v1/providers/${provider}/alarm-clearings`, 'regulator', { inspection: id })
  }
  await silence(40)
  await record(city, heir, 'order', { customer: 'h1', completed: true, answeredWithin300s: true })
  await post(`/v1/providers/${own}/withdrawals`, 'registrar', { reason: '注销' })
  await post(`/v1/providers/${heir}/predecessors`, 'registrar', { predecessor: own, reason: '重新登记' })
  await silence(50)
  city.later(260 * DAY)
  await post(`/v1/sanctions/${general.id}/repairs`, 'regulator', { document: '修复1号' })
  await silence(30)
}

describe('a past rating', () => {
  it('was recorded along a scenario that moves grades and states', () => {
    expect(grades.size).toBeGreaterThan(3)
    expect(bySeq.size).toBeGreaterThan(30)
    expect(byDay.size).toBeGreaterThan(150)
  })

  it('is what was answered at the end of that day, to the last field', async () => {
    for (const [day, answers] of byDay)
      for (const [provider, then] of answers) expect(await ask(provider, `?asOf=${day}`)).toEqual(then)
  })

  it('is what was answered right after that entry, to the last field', async () => {
    for (const [seq, answers] of bySeq)
      for (const [provider, then] of answers) expect(await ask(provider, `?asOfSeq=${seq}`)).toEqual(then)
  })

  it('is for the public what it would have been without the sanctions that have lapsed since', async () => {
    const strip = ({ provider: _, registryVersion: __, ...rest }: Rating) => rest
    let restated = 0
    for (const [day, [[, then]]] of byDay as Map<string, [[string, Rating]]>) {
      const seen = strip(await ask(own, `?asOf=${day}`, null))
      expect(seen).toEqual(strip(await ask(twin, `?asOf=${day}`, null)))
      restated += (then.lines as { sanctions: number }).sanctions < 0 ? 1 : 0
    }
    expect(restated).toBeGreaterThan(100)
  })

  it.each([
    ['?asOf=2026-11-24&asOfSeq=1', 'as-of-ambiguous'],
    ['?asOfSeq=99999999', 'seq-out-of-range'],
    ['?asOfSeq=0', 'query-invalid'],
  ])('is refused for %s', async (query, code) => {
    const { status, body } = await city.get(`/v1/providers/${own}/rating${query}`, 'regulator')
    expect([status, body.code]).toEqual([400, code])
  })
})

describe('the history', () => {
  it('names the causes that still may be named, in both languages, and the lapsed ones by one word', async () => {
    const path = `/v1/providers/${own}/rating/history?limit=200`
    const { body } = await city.get(path, 'firm')
    const causes = body.items.map((change: Rating) => change.cause)
    expect(causes).toContain('alarmCleared')
    for (const named of ['sanction', 'repair', 'expiry']) expect(causes).not.toContain(named)
    for (const change of body.items) {
      expect(change).toMatchObject({ methodology: '1.0.0', text: expect.stringMatching(/\p{Script=Han}/u) })
      if (change.cause === 'lapsed') expect(change.entry).toBeNull()
    }
    const english = (await city.get(path, 'firm').set('Accept-Language', 'en')).body.items
    expect(english[0].text).toMatch(/^[A-Z][\x20-\x7e]+$/)
  })

  it('rebuilds to the same rows', async () => expect(await city.differences()).toEqual([]))
})
