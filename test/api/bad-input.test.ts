import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeCursor } from '../../src/ledger/cursor.ts'
import { AREA, City, SERVICE } from '../support/city.ts'
import { PLEDGE } from './cases/credentials.ts'

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

const good = { channel: 'phone', customer: 'c-1', service: SERVICE, area: AREA }
const raw = (text: string | Buffer, type = 'application/json') =>
  city.call('post', '/v1/requests', 'dispatcher').set('Content-Type', type).send(text)
const list = (query: string) => city.get(`/v1/eligible-providers?service=${SERVICE}&area=${AREA}${query}`, 'dispatcher')
const doubled = (member: string) => raw(JSON.stringify(good).replace(/}$/, `,${member}}`))
const repair = (id: string) => city.post(`/v1/sanctions/${id}/repairs`, 'regulator', { document: 'x' })
const own = (room: string) => () => `/v1/providers/${city.providers[0]}/${room}`
const FORGED: [path: () => string, list: string, role: 'regulator' | 'registrar' | 'dispatcher' | 'admin'][] = [
  [() => '/v1/areas', 'listAreas', 'regulator'],
  [() => '/v1/clocks', 'listClocks', 'regulator'],
  [() => '/v1/standards', 'listStandards', 'regulator'],
  [() => '/v1/departments', 'listDepartments', 'regulator'],
  [() => '/v1/providers', 'listProviders', 'regulator'],
  [() => '/v1/gates', 'listGates', 'regulator'],
  [() => '/v1/methodologies', 'listMethodologies', 'regulator'],
  [() => '/v1/methodologies/1.0.0/impact-runs', 'listImpactRuns', 'regulator'],
  [() => '/v1/watches', 'listWatches', 'regulator'],
  [() => '/v1/ledger/entries', 'listLedgerEntries', 'regulator'],
  [() => '/v1/keys', 'listKeys', 'admin'],
  [() => '/v1/requests', 'listRequests', 'dispatcher'],
  [own('sanctions'), 'listSanctions', 'regulator'],
  [own('evidence'), 'listEvidence', 'regulator'],
  [own('rating/history'), 'listRatingHistory', 'regulator'],
  [own('rating/explanation'), 'explainRating', 'regulator'],
]
const credential = (change: object) =>
  city.post(`/v1/providers/${city.providers[0]}/credentials`, 'registrar', { ...PLEDGE, ...change })
const inspection = (day: string) =>
  city.post(`/v1/providers/${city.providers[0]}/inspections`, 'regulator', { day, score: 90 })
/** Of the form of GB 11643, with a right check character. */
const PERSON = '11010519491231002X'
const body = (change: object) => raw(JSON.stringify({ ...good, ...change }))

const CASES: [name: string, status: number, code: string, pointer: string | null, () => PromiseLike<unknown>][] = [
  ['malformed JSON', 400, 'json-malformed', null, () => raw('{"a":')],
  ['a body that is no object', 400, 'body-invalid', '#', () => raw('[]')],
  ['an unknown field', 400, 'body-invalid', '#/colour', () => body({ colour: 1 })],
  [
    '__proto__',
    400,
    'body-invalid',
    '#/__proto__',
    () => raw(JSON.stringify(good).replace('{', '{"__proto__":{"role":"admin"},')),
  ],
  ['a wrong type', 400, 'body-invalid', '#/customer', () => body({ customer: 7 })],
  ['a missing field', 400, 'body-invalid', '#/area', () => body({ area: undefined })],
  ['an unknown service', 422, 'service-unknown', '#/service', () => body({ service: '99-999' })],
  ['an unknown area', 422, 'area-unknown', '#/area', () => body({ area: '330204' })],
  ['NUL in a text', 400, 'text-invalid', '#/words', () => body({ words: 'a\0b' })],
  [
    'a lone surrogate',
    400,
    'text-invalid',
    '#/words',
    () => raw(JSON.stringify(good).replace('}', ',"words":"\\ud800"}')),
  ],
  ['a huge body', 413, 'body-too-large', null, () => body({ words: 'x'.repeat(2_000_000) })],
  [
    'a wrong content type',
    415,
    'content-type-unsupported',
    null,
    () => raw('channel=phone', 'application/x-www-form-urlencoded'),
  ],
  ['an unknown method', 405, 'method-not-allowed', null, () => city.call('delete', '/v1/areas')],
  ['an unknown path', 404, 'route-not-found', null, () => city.get('/v1/nothing')],
  ['an id that is none', 404, 'resource-not-found', null, () => city.get('/v1/providers/7')],
  [
    'an unknown id',
    404,
    'provider-not-found',
    null,
    () => city.get('/v1/providers/018c020f-3400-77f0-a5bc-c6b9b552c767'),
  ],
  ['an unknown query parameter', 400, 'query-unknown', '?colour', () => list('&colour=red')],
  ['a page of 10^9', 400, 'query-invalid', '?limit', () => list('&limit=1000000000')],
  ['a cursor that was tampered with', 400, 'cursor-invalid', '?cursor', () => list('&cursor=WzEsMl0.AAAAAAAA')],
  [
    'a day in the future',
    400,
    'as-of-out-of-range',
    '?asOf',
    () => city.get(`/v1/providers/${city.providers[0]}/rating?asOf=2031-01-01`),
  ],
  [
    'a day before 2020',
    400,
    'as-of-out-of-range',
    '?asOf',
    () => city.get(`/v1/providers/${city.providers[0]}/rating?asOf=2019-01-01`),
  ],
  ...['0026-03-01', '0000-01-01', '1899-12-31', '2200-01-01', '9999-12-31'].map((day): (typeof CASES)[number] => [
    `the day ${day}`,
    400,
    'query-invalid',
    '?asOf',
    () => city.get(`/v1/providers/${city.providers[0]}/rating?asOf=${day}`),
  ]),
  ...['0999-12', '9999-12', '1899-12', '2026-13'].map((month): (typeof CASES)[number] => [
    `the month ${month}`,
    400,
    'query-invalid',
    '?to',
    () => city.get(`/v1/providers/${city.providers[0]}/performance?to=${month}`, 'firm'),
  ]),
  ['a credential of the year 26', 400, 'body-invalid', '#/validFrom', () => credential({ validFrom: '0026-03-01' })],
  [
    'a credential without end in 9999',
    400,
    'body-invalid',
    '#/validUntil',
    () => credential({ validUntil: '9999-12-31' }),
  ],
  ['a credential of 1931', 422, 'day-out-of-range', '#/validFrom', () => credential({ validFrom: '1931-01-01' })],
  ['a credential of 2037', 422, 'day-out-of-range', '#/validFrom', () => credential({ validFrom: '2037-01-01' })],
  ['an inspection of 2019', 422, 'day-out-of-range', '#/day', () => inspection('2019-12-31')],
  ['an inspection of the year 26', 400, 'body-invalid', '#/day', () => inspection('0026-12-31')],
  ...['0x3', '1e1', '+3', '03', '3.0', '%203', '', 'Infinity'].map((limit): (typeof CASES)[number] => [
    `a limit of "${limit}"`,
    400,
    'query-invalid',
    '?limit',
    () => list(`&limit=${limit}`),
  ]),
  ...['0x3', '1e0', '-1', '', '1.0', '1,1'].map((version): (typeof CASES)[number] => [
    `a Min-Version of "${version}"`,
    400,
    'header-invalid',
    'min-version',
    () => list('').set('Min-Version', version),
  ]),
  ['an identity number as customer', 422, 'identity-number', '#/customer', () => body({ customer: PERSON })],
  [
    'an identity number as customer of a review',
    422,
    'identity-number',
    '#/customer',
    () => city.post('/v1/reviews', 'dispatcher', { provider: city.providers[0], customer: PERSON, stars: 5 }),
  ],
  [
    'an identity number as customer of a complaint',
    422,
    'identity-number',
    '#/customer',
    () => city.post(`/v1/providers/${city.providers[0]}/complaints`, 'regulator', { customer: PERSON, upheld: true }),
  ],
  [
    'an identity number as subscriber',
    422,
    'identity-number',
    'id',
    () => city.call('put', `/v1/subscribers/${PERSON}`, 'registrar').send({ area: AREA }),
  ],
  ['a sanction of the number 0x3', 404, 'resource-not-found', null, () => repair('0x3')],
  ['a member that stands twice', 400, 'json-member-duplicate', '#/channel', () => doubled('"channel":"web"')],
  ['the same written otherwise', 400, 'json-member-duplicate', '#/channel', () => doubled('"\\u0063hannel" : "web"')],
  ...FORGED.map(([path, list, role]): (typeof CASES)[number] => [
    `a forged cursor of ${list}`,
    400,
    'cursor-invalid',
    '?cursor',
    () => city.get(`${path()}?cursor=${encodeCursor(list, [null, {}, []] as never)}`, role),
  ]),
  [
    'a key that is none',
    401,
    'key-invalid',
    null,
    () => city.get('/v1/areas').set('Authorization', 'Bearer xq_nothing'),
  ],
  [
    'a stale ETag',
    412,
    'etag-mismatch',
    null,
    () =>
      city
        .call('patch', `/v1/providers/${city.providers[0]}`, 'registrar')
        .set('If-Match', '"99"')
        .send({ phone: '1' }),
  ],
]

describe('bad input', () => {
  it.each(CASES)('%s: %i %s', async (_, status, code, pointer, send) => {
    const before = await city.service.ledger.head()
    const answer = (await send()) as {
      status: number
      body: Record<string, never>
      headers: Record<string, string>
      text: string
    }
    expect(`${answer.status} ${(answer.body as { code?: string }).code}`).toBe(`${status} ${code}`)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    if (pointer) expect((answer.body as { errors?: { pointer: string }[] }).errors?.[0]?.pointer).toBe(pointer)
    if (status === 405) expect(answer.headers.allow).toBe('GET, HEAD')
    expect(answer.text).not.toMatch(/\bat .*\.ts:\d+|node_modules/)
    expect(await city.service.ledger.head()).toEqual(before)
  })

  it('answers in the language of the caller', async () => {
    const path = '/v1/nothing'
    expect((await city.get(path)).body.title).toBe('没有该路径')
    expect((await city.get(path).set('Accept-Language', 'en')).body.title).toBe('Path not found')
  })

  it('says what is allowed in the language of the caller', async () => {
    const send = (language: string) => body({ channel: 'smoke' }).set('Accept-Language', language)
    const zh = (await send('zh-CN')).body
    expect(zh.detail).toMatch(/^#\/channel：只能是：.*phone/)
    expect(zh.errors).toEqual([
      { pointer: '#/channel', code: 'not-allowed', detail: zh.detail.split('：').slice(1).join('：') },
    ])
    const en = (await send('en')).body
    expect(en.errors[0].detail).toMatch(/^must be one of: .*phone/)
    const limit = (await list('&limit=0')).body
    expect(limit.errors).toEqual([{ pointer: '?limit', code: 'range', detail: '不得小于 1' }])
  })
})

describe('a version that is demanded', () => {
  it.each(['-1', '1e0', '0x1', ' ', '1 1'])('is refused on the short way too: %j', async version => {
    for (const _ of [1, 2]) expect((await list('')).status).toBe(200)
    const { answered } = city.service.dispatch
    expect((await list('').set('Min-Version', '1')).status).toBe(200)
    expect(city.service.dispatch.answered).toBe(answered + 1)
    expect((await list('').set('Min-Version', version)).status).toBe(400)
  })
})

describe('the same request twice', () => {
  const send = (key: string, change: object = {}) =>
    city
      .call('post', '/v1/requests', 'dispatcher')
      .set('Idempotency-Key', key)
      .send({ ...good, ...change })

  it('gets the first answer again, and is done once', async () => {
    const first = await send('once')
    const second = await send('once')
    expect(second.status).toBe(201)
    expect(second.body).toEqual(first.body)
    expect(second.headers['idempotency-replayed']).toBe('true')
  })

  it('is done once when both arrive together', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => send('together')))
    expect(new Set(answers.map(answer => answer.body.id)).size).toBe(1)
  })

  it('is refused with another body', async () => {
    await send('other')
    expect((await send('other', { customer: 'c-2' })).status).toBe(422)
  })
})

describe('a key', () => {
  it('stops working at once when it is revoked', async () => {
    const issued = await city.post('/v1/keys', 'admin', { role: 'dispatcher', name: 'temporary' })
    const use = () => city.get('/v1/requests').set('Authorization', `Bearer ${issued.body.key}`)
    expect((await use()).status).toBe(200)
    expect((await city.call('delete', `/v1/keys/${issued.body.id}`, 'admin')).status).toBe(204)
    expect((await use()).status).toBe(401)
  })
})
