import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nextLink } from '../../src/api/next-link.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

let city: City
beforeAll(async () => {
  city = await City.open()
  for (const code of ['31', '32']) await city.call('put', `/v1/gates/${code}`, 'registrar').send(GATE)
})
afterAll(() => city.close())

const GATE = { validFrom: '2027-01-01', conditions: [] }
const RECEIVED = { channel: 'phone', customer: 'c-1', service: SERVICE, area: AREA }
type Page = { items: unknown[]; next: string | null }
type Role = 'regulator' | 'dispatcher' | 'firm' | 'admin'

/** Every page from the first on, each found by the link of the one before. */
async function walk(path: string, role: Role, pageOf: (body: Page) => Page): Promise<unknown[]> {
  const items: unknown[] = []
  for (let at: string | null = path; at !== null; ) {
    const { status, body, headers } = await city.get(at, role)
    expect([at, status]).toEqual([at, 200])
    const page = pageOf(body)
    items.push(...page.items)
    at = headers.link === undefined ? null : /^<([^>]+)>; rel="next"$/.exec(headers.link)![1]!
    expect([path, at === null]).toEqual([path, page.next === null])
    if (at !== null) expect(new URL(at, 'http://x').searchParams.get('cursor')).toBe(page.next)
  }
  return items
}

const own = (room: string) => () => `/v1/providers/${city.providers[0]}/${room}`
const LISTS: [name: string, role: Role, path: () => string][] = [
  ['reference data', 'dispatcher', () => '/v1/areas'],
  ['gates', 'dispatcher', () => '/v1/gates'],
  ['keys', 'admin', () => '/v1/keys'],
  ['a heavy query', 'dispatcher', () => `/v1/providers?q=${encodeURIComponent('测试 家政')}&kind=firm`],
  ['requests', 'dispatcher', () => '/v1/requests'],
  ['the ledger', 'regulator', () => '/v1/ledger/entries'],
  ['eligible providers', 'dispatcher', () => `/v1/eligible-providers?service=${SERVICE}&area=${AREA}`],
  [
    'eligible providers again, on the short way',
    'dispatcher',
    () => `/v1/eligible-providers?service=${SERVICE}&area=${AREA}`,
  ],
  ['evidence', 'regulator', own('evidence')],
]

describe('the link to the next page', () => {
  beforeAll(async () => {
    for (const _ of [1, 2, 3]) await city.post('/v1/requests', 'dispatcher', RECEIVED)
    for (const score of [70, 80, 90])
      await city.post(own('inspections')(), 'regulator', { score, inspector: '张三', on: '2026-01-01' })
  })

  it.each(LISTS)('leads through %s, and is absent on the last page', async (_, role, path) => {
    const whole = (await city.get(path(), role)).body as Page
    const mark = path().includes('?') ? '&' : '?'
    const items = await walk(`${path()}${mark}limit=1`, role, body => body)
    expect(items.slice(0, whole.items.length)).toEqual(whole.items)
  })

  it('leads through the evidence of an explanation', async () => {
    const { body } = await city.get(own('rating/explanation')(), 'regulator')
    const path = `${own('rating/explanation')()}?limit=1`
    const items = await walk(path, 'regulator', page => (page as unknown as { evidence: Page }).evidence)
    expect(items).toEqual(body.evidence.items)
  })

  it('is one for every spelling of a question, and quotes what a header cannot hold', () => {
    expect(nextLink('/v1/x', { q: '测 "<>"', limit: 2, area: undefined, cursor: 'old' }, 'a.b')).toBe(
      '</v1/x?cursor=a.b&limit=2&q=%E6%B5%8B+%22%3C%3E%22>; rel="next"',
    )
    expect(nextLink('/v1/x', { limit: 2, q: 'a' }, 'c')).toBe(nextLink('/v1/x', { q: 'a', limit: 2 }, 'c'))
  })

  it('is not sent with what has no pages', async () => {
    expect((await city.get('/v1/catalogue')).headers.link).toBeUndefined()
    expect((await city.get(own('rating/outlook')(), 'regulator')).headers.link).toBeUndefined()
  })
})

describe('a list in a thread of its own', () => {
  it('has the same link', async () => {
    const threaded = await City.open({ threads: 1 })
    try {
      for (const _ of [1, 2, 3]) await threaded.post('/v1/requests', 'dispatcher', RECEIVED)
      const { headers, body } = await threaded.get('/v1/requests?limit=2', 'dispatcher')
      expect(headers.link).toBe(nextLink('/v1/requests', { limit: 2 }, body.next))
    } finally {
      await threaded.close()
    }
  })
})
