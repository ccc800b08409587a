import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openService } from '../../src/service.ts'
import { openStore } from '../../src/store/open.ts'
import { AREA, City, SERVICE } from '../support/city.ts'
import { recordUnchecked } from '../support/unchecked.ts'

const STANDARD = 'gb-t-31771-2024'

let city: City
beforeAll(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  city = await City.open()
})
afterEach(async () => {
  expect(await city.differences()).toEqual([])
})
afterAll(async () => {
  await city.close()
  vi.restoreAllMocks()
})

const list = `/v1/eligible-providers?service=${SERVICE}&area=${AREA}`
const eligible = async (): Promise<string[]> =>
  (await city.get(list, 'dispatcher')).body.items.map((item: { provider: { id: string } }) => item.provider.id)
const reasons = async (provider: string): Promise<string[]> => {
  const items = [{ provider, service: SERVICE, area: AREA }]
  const { body } = await city.post('/v1/eligibility-decisions', 'dispatcher', { items })
  return body.items[0].reasons.map(({ code }: { code: string }) => code)
}
const metric = async (name: string) =>
  Number(new RegExp(`^xinqiao_${name} (\\d+)$`, 'm').exec((await city.get('/metrics', 'admin')).text)?.[1])

/** What a service finds that starts over the same database. */
async function startedAgain() {
  const store = await openStore({ dataDir: city.folder })
  const config = { port: 0, host: '127.0.0.1', checkResponses: true, log: 'silent' as const }
  const { index, ledger, close } = await openService({ store, config, clock: { now: () => city.clock.ms } })
  const day = (await ledger.head()).day
  const found = {
    size: index.size,
    eligible: index.list(SERVICE, AREA, day).map(({ provider }) => provider.id),
    unreadable: ledger.unreadable.list().map(({ subject, entry }) => [subject, entry]),
  }
  await close()
  return found
}

describe('an entry that the index cannot take in', () => {
  it('shuts off its provider; the service, a start and a rebuild go on', async () => {
    const [own, other] = city.providers
    const seq = await recordUnchecked(city.service.ledger, {
      type: 'credential.recorded',
      subject: own,
      payload: {
        ...{
          credential: city.service.ledger.newId(),
          provider: own,
          type: 'service-pledge',
          issuer: '中心',
          number: '1',
        },
        ...{ validFrom: 'no day', validUntil: null, verifiedBy: '准入审核科', verifiedHow: 'original-seen' },
        ...{ standard: null, evidence: null },
      },
    })
    const entry = { seq, type: 'credential.recorded' }
    expect(await eligible()).toEqual([other])
    expect(await reasons(own)).toEqual(['provider-unreadable'])
    expect(await metric('unreadable')).toBe(1)
    expect(city.service.ledger.unreadable.list()).toMatchObject([{ subject: own, entry }])
    expect(await startedAgain()).toMatchObject({ size: 2, eligible: [other], unreadable: [[own, entry]] })
    const assigned = await city.post('/v1/requests', 'dispatcher', {
      channel: 'phone',
      customer: 'c',
      service: SERVICE,
      area: AREA,
    })
    expect(assigned.status).toBe(201)
    const refused = await city.post(`/v1/requests/${assigned.body.id}/assignments`, 'dispatcher', { provider: own })
    expect(refused.body).toMatchObject({ code: 'gate-refused', reasons: [{ code: 'provider-unreadable' }] })
  })

  it('shuts off a gate until a later edition can be read', async () => {
    const [, other] = city.providers
    const gate = (conditions: object[], validFrom: string) => ({
      type: 'gate.set',
      subject: `gate:${SERVICE}`,
      payload: { code: SERVICE, validFrom, conditions },
    })
    await recordUnchecked(city.service.ledger, gate([{ kind: 'credentials', clause: 'x' }], '2026-11-24'))
    expect(await eligible()).toEqual([])
    expect(await reasons(other)).toEqual(['gate-unreadable'])
    expect((await startedAgain()).eligible).toEqual([])
    await recordUnchecked(city.service.ledger, gate([], '2026-11-24'))
    expect(await eligible()).toEqual([other])
  })
})

describe('a row that is damaged', () => {
  /** Does some work while one row holds a text that nobody can read. */
  async function damaged<T>(
    table: string,
    column: string,
    key: string,
    id: string,
    work: () => Promise<T>,
  ): Promise<T> {
    const database = new Database(join(city.folder, 'xinqiao.sqlite'))
    const set = database.prepare(`update ${table} set ${column} = ? where ${key} = ?`)
    const before = database.prepare(`select ${column} from ${table} where ${key} = ?`).pluck().get(id)
    expect(set.run('{', id).changes).toBe(1)
    try {
      return await work()
    } finally {
      set.run(before, id)
      database.close()
    }
  }

  it.each([
    ['duties', 'keywords', 'id', 'farming-advice', 'duty:farming-advice'],
    ['departments', 'short_names', 'id', 'agriculture', 'department:agriculture'],
    ['services', 'keywords', 'code', '05-001', 'service:05-001'],
    ['standards', 'services', 'id', STANDARD, `standard:${STANDARD}`],
    ['edition_clauses', 'clauses', 'standard', STANDARD, `standard:${STANDARD}`],
  ])('of %s (%s) stops no start', async (table, column, key, id, subject) => {
    const demands = { kind: 'standard', standard: STANDARD, clause: 'x' }
    const gate = { code: '05-002', validFrom: '2026-11-24', conditions: [demands] }
    await recordUnchecked(city.service.ledger, { type: 'gate.set', subject: 'gate:05-002', payload: gate })
    const found = await damaged(table, column, key, id, startedAgain)
    expect(found.size).toBe(2)
    expect(found.unreadable.map(([known]) => known)).toContain(subject)
  })

  it('costs its duty alone: other duties are written and found, and it is back once it can be read', async () => {
    const contact = async (duty: string) =>
      (await city.call('patch', `/v1/duties/${duty}`, 'registrar').send({ contact: String(Math.random()) })).status
    const before = await metric('unreadable')
    await damaged('duties', 'keywords', 'id', 'farming-advice', async () => {
      expect(await contact('power-cuts')).toBe(200)
      expect(await metric('unreadable')).toBe(before + 1)
      expect((await city.get(`/v1/responsibilities?q=${encodeURIComponent('停电')}`)).body.items).not.toEqual([])
    })
    expect(await contact('power-cuts')).toBe(200)
    expect(await metric('unreadable')).toBe(before)
  })
})

describe('a follower with a fault', () => {
  it('costs nobody an answer, and is counted', async () => {
    const { ledger } = city.service
    ledger.onCommit({
      name: 'faulty',
      follow: () => {
        throw new Error('a fault of ours')
      },
    })
    const before = await metric('unreadable_faults')
    const received = await city.post('/v1/requests', 'dispatcher', {
      channel: 'phone',
      customer: 'c',
      service: SERVICE,
      area: AREA,
    })
    expect(received.status).toBe(201)
    expect((await city.get(`/v1/requests/${received.body.id}`, 'dispatcher')).status).toBe(200)
    expect(await metric('unreadable_faults')).toBe(before + 1)
  })
})
