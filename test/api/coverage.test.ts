import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadContract } from '../../src/api/contract.ts'
import type { OperationId } from '../../src/api/operations.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

type Answer = { status: number; headers: Record<string, string>; body: Record<string, string> }
type Case = [status: number, send: () => PromiseLike<unknown>]

const NOBODY = '018c020f-3400-77f0-a5bc-c6b9b552c767'
const REASON = { reason: '经核查属实' }
const FIRM = {
  kind: 'firm',
  name: '宁波新登记家政',
  phone: null,
  address: null,
  area: AREA,
  areas: [AREA],
  offerings: ['05'],
  founded: null,
  validUntil: null,
}

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

const own = () => `/v1/providers/${city.providers[0]}`
const read = (path: () => string, role?: 'dispatcher' | 'regulator' | 'admin'): Case => [
  200,
  () => city.get(path(), role),
]
const post = (
  status: number,
  role: 'dispatcher' | 'registrar' | 'regulator' | 'admin',
  path: () => string | Promise<string>,
  body: object,
): Case => [status, async () => city.post(await path(), role, body)]
/** A request that has come as far as the last of these moves. */
async function requestAfter(...moves: [string, object][]): Promise<string> {
  const { body } = await city.post('/v1/requests', 'dispatcher', {
    channel: 'phone',
    customer: 'c-1',
    service: SERVICE,
    area: AREA,
  })
  for (const [name, sent] of moves)
    expect((await city.post(`/v1/requests/${body.id}/${name}`, 'dispatcher', sent)).status).toBe(201)
  return `/v1/requests/${body.id}`
}
const ASSIGNED: [string, object] = ['assignments', {}]
const TO_CLOSED: [string, object][] = [
  ASSIGNED,
  ['answers', {}],
  ['completions', { outcome: 'completed' }],
  ['closures', {}],
]
const at = async (count: number, name: string) => {
  ASSIGNED[1] = { provider: await city.register() }
  return `${await requestAfter(...TO_CLOSED.slice(0, count))}/${name}`
}
const closed = async () => {
  ASSIGNED[1] = { provider: await city.register() }
  return (await requestAfter(...TO_CLOSED)).slice('/v1/requests/'.length)
}
const notModified = (path: () => Promise<string> | string, role?: 'dispatcher'): Case => [
  304,
  async () => {
    const where = await path()
    const { etag } = ((await city.get(where, role)) as unknown as Answer).headers
    return city.get(where, role).set('If-None-Match', etag!)
  },
]
const write = (status: number, method: 'patch' | 'put', path: () => string, body: object, etag?: string): Case => [
  status,
  () => {
    const call = city.call(method, path(), 'registrar')
    return (etag ? call.set('If-Match', etag) : call).send(body)
  },
]
const QUESTION = (service = SERVICE) => ({ items: [{ provider: NOBODY, service, area: AREA }] })
const keyId = async () => (await city.post('/v1/keys', 'admin', { role: 'admin', label: 'x' })).body.id as string
const revoke = async (id: string) => city.call('delete', `/v1/keys/${id}`, 'admin')
const twice = (path: () => string): Case => [
  409,
  async () => {
    await city.post(path(), 'registrar', REASON)
    return city.post(path(), 'registrar', REASON)
  },
]
/** A write to a provider that has left the centre. */
const tooLate = (method: 'patch' | 'put', room: string, body: object): Case => [
  409,
  async () => {
    const provider = `/v1/providers/${await city.register()}`
    await city.post(`${provider}/withdrawals`, 'registrar', REASON)
    return city.call(method, provider + room, 'registrar').send(body)
  },
]

/** What only a certain request of an operation provokes; the rest is provoked for every operation alike. */
const CASES: { [Id in OperationId]: Case[] } = {
  getHealth: [read(() => '/healthz')],
  getReadiness: [read(() => '/readyz')],
  listAreas: [read(() => '/v1/areas')],
  getCatalogue: [read(() => '/v1/catalogue')],
  listStandards: [read(() => '/v1/standards'), [422, () => city.get('/v1/standards?service=99')]],
  getStandard: [read(() => '/v1/standards/gb-t-31771-2024')],
  listDepartments: [read(() => '/v1/departments')],
  getDepartment: [read(() => '/v1/departments/commerce')],
  listResponsibilities: [
    read(() => `/v1/responsibilities?q=${encodeURI('噪声')}`),
    [422, () => city.get('/v1/responsibilities?q=x&service=99-999')],
  ],
  listProviders: [read(() => '/v1/providers'), [422, () => city.get('/v1/providers?service=99')]],
  createProvider: [
    post(201, 'registrar', () => '/v1/providers', { ...FIRM, uscc: '91440101MA5CJQ4N59' }),
    post(409, 'registrar', () => '/v1/providers', { ...FIRM, uscc: '91440101MA5CJQ4N59' }),
    post(422, 'registrar', () => '/v1/providers', { ...FIRM, uscc: '91350100M000100Y4Z' }),
  ],
  getProvider: [read(own), notModified(own)],
  updateProvider: [
    write(200, 'patch', own, { phone: '0574-1' }),
    tooLate('patch', '', { phone: '0574-2' }),
    write(412, 'patch', own, { phone: '0574-1' }, '"999"'),
    write(422, 'patch', own, { areas: ['330204'] }),
  ],
  setOfferings: [
    write(200, 'put', () => `${own()}/offerings`, { offerings: ['05'] }),
    tooLate('put', '/offerings', { offerings: ['05'] }),
    write(412, 'put', () => `${own()}/offerings`, { offerings: ['05'] }, '"999"'),
    write(422, 'put', () => `${own()}/offerings`, { offerings: ['99'] }),
  ],
  getRating: [read(() => `${own()}/rating`)],
  explainRating: [read(() => `${own()}/rating/explanation`, 'regulator')],
  listRatingHistory: [read(() => `${own()}/rating/history`, 'regulator')],
  listEvidence: [read(() => `${own()}/evidence`, 'regulator')],
  recordInspection: [
    post(201, 'regulator', () => `${own()}/inspections`, { score: 90 }),
    post(422, 'regulator', () => `${own()}/inspections`, { score: 90, day: '2019-01-01' }),
  ],
  recordComplaint: [
    post(201, 'regulator', () => `${own()}/complaints`, { customer: 'c-1', upheld: true }),
    post(422, 'regulator', () => `${own()}/complaints`, { customer: 'c-1', upheld: true, day: '2019-01-01' }),
  ],
  listMethodologies: [read(() => '/v1/methodologies')],
  getMethodology: [read(() => '/v1/methodologies/1.0.0')],
  listEligibleProviders: [
    read(() => `/v1/eligible-providers?service=${SERVICE}&area=${AREA}`, 'dispatcher'),
    [422, () => city.get(`/v1/eligible-providers?service=99-001&area=${AREA}`, 'dispatcher')],
  ],
  decideEligibility: [
    post(201, 'dispatcher', () => '/v1/eligibility-decisions', QUESTION()),
    post(422, 'dispatcher', () => '/v1/eligibility-decisions', QUESTION('99-001')),
  ],
  getEligibilityDecision: [
    [
      200,
      async () =>
        city.get(
          `/v1/eligibility-decisions/${(await city.post('/v1/eligibility-decisions', 'dispatcher', QUESTION())).body.id}`,
          'dispatcher',
        ),
    ],
  ],
  listRequests: [read(() => '/v1/requests', 'dispatcher')],
  receiveRequest: [
    post(201, 'dispatcher', () => '/v1/requests', { channel: 'phone', customer: 'c-1', service: SERVICE, area: AREA }),
    post(422, 'dispatcher', () => '/v1/requests', { channel: 'phone', customer: 'c-1', service: '99-001', area: AREA }),
  ],
  getRequest: [
    [200, async () => city.get(await requestAfter(), 'dispatcher')],
    notModified(() => requestAfter(), 'dispatcher'),
  ],
  assignRequest: [
    [201, async () => city.post(await at(0, 'assignments'), 'dispatcher', { provider: city.providers[1] })],
    [409, async () => city.post(await at(1, 'assignments'), 'dispatcher', { provider: city.providers[1] })],
    post(422, 'dispatcher', () => at(0, 'assignments'), { provider: NOBODY }),
  ],
  answerRequest: [
    post(201, 'dispatcher', () => at(1, 'answers'), {}),
    post(409, 'dispatcher', () => at(2, 'answers'), {}),
  ],
  completeRequest: [
    post(201, 'dispatcher', () => at(2, 'completions'), { outcome: 'completed' }),
    post(409, 'dispatcher', () => at(0, 'completions'), { outcome: 'completed' }),
  ],
  followUpRequest: [
    post(201, 'dispatcher', () => at(3, 'follow-ups'), { satisfied: true, stars: 5 }),
    post(409, 'dispatcher', () => at(0, 'follow-ups'), { satisfied: true }),
  ],
  closeRequest: [
    post(201, 'dispatcher', () => at(3, 'closures'), {}),
    post(409, 'dispatcher', () => at(4, 'closures'), {}),
  ],
  createReview: [
    [201, async () => city.post('/v1/reviews', 'dispatcher', { request: await closed(), customer: 'c-1', stars: 4 })],
    [409, async () => city.post('/v1/reviews', 'dispatcher', { request: await closed(), customer: 'c-2', stars: 4 })],
    post(404, 'dispatcher', () => '/v1/reviews', { request: NOBODY, customer: 'c-1', stars: 4 }),
    post(422, 'dispatcher', () => '/v1/reviews', { customer: 'c-1', stars: 4 }),
  ],
  listLedgerEntries: [read(() => '/v1/ledger/entries', 'regulator')],
  listKeys: [read(() => '/v1/keys', 'admin')],
  issueKey: [
    post(201, 'admin', () => '/v1/keys', { role: 'regulator', label: 'x' }),
    post(422, 'admin', () => '/v1/keys', { role: 'firm', label: 'x' }),
  ],
  revokeKey: [
    [204, async () => revoke(await keyId())],
    [
      409,
      async () => {
        const id = await keyId()
        await revoke(id)
        return revoke(id)
      },
    ],
  ],
  importProviders: [
    [
      200,
      () =>
        city
          .call('post', '/v1/provider-imports', 'registrar')
          .set('Content-Type', 'text/csv')
          .send(
            '统一社会信用代码,单位名称,类型,联系电话,注册地址,所属区划,服务类别,服务区域,成立日期,经营期限至,登记状态\n',
          ),
    ],
    [
      422,
      () => city.call('post', '/v1/provider-imports', 'registrar').set('Content-Type', 'text/csv').send('a,b\n1,2\n'),
    ],
  ],
  suspendProvider: [post(201, 'registrar', () => `${own()}/suspensions`, REASON), twice(() => `${own()}/suspensions`)],
  reinstateProvider: [
    post(201, 'registrar', () => `${own()}/reinstatements`, REASON),
    twice(() => `${own()}/reinstatements`),
  ],
  withdrawProvider: [post(201, 'registrar', () => `${own()}/withdrawals`, REASON), twice(() => `${own()}/withdrawals`)],
}

describe('every documented status of every operation', () => {
  const provoked = new Set<string>()
  const { operations } = loadContract()
  const note = (id: string, status: number) => provoked.add(`${id} ${status}`)

  it.each(Object.entries(CASES))('%s', async (id, cases) => {
    for (const [status, send] of cases) {
      const answer = (await send()) as Answer
      expect([id, answer.status, answer.body?.code]).toEqual([id, status, answer.body?.code])
      note(id, answer.status)
    }
  })

  it.each(operations.map(operation => [operation.id, operation] as const))('%s, refused', async (id, operation) => {
    const path = (provider: string, version: string) =>
      operation.path.replace('{id}', provider).replace('{version}', version)
    const role = operation.roles.find(r => r !== 'public' && r !== 'firm') as 'admin' | undefined
    const call = (where: string, as = role) => city.call(operation.method as 'post', where, as)
    const body = operation.document.requestBody?.content?.['application/json']?.example
    const nobody = path(id === 'getStandard' || id === 'getDepartment' ? 'nothing' : NOBODY, '9.9.9')
    const real = path(city.providers[1], '1.0.0')
    note(id, (await call(`${real}?colour=red`)).status)
    note(id, (await call(real).set('Authorization', 'Bearer xq_wrong')).status)
    if (!operation.roles.includes('public'))
      note(id, (await call(real, role === 'admin' ? ('dispatcher' as 'admin') : 'admin')).status)
    if (operation.path.includes('{')) note(id, (await call(nobody, role).send(body)).status)
    if (operation.bodyType) note(id, (await call(real).set('Content-Type', 'image/png').send('x')).status)
    if (operation.bodyType)
      note(
        id,
        (
          await call(real)
            .set('Content-Type', operation.bodyType)
            .send(`"${'x'.repeat(operation.bodyLimit + 9)}"`)
        ).status,
      )
  })

  it('was provoked', () => {
    const documented = operations.flatMap(({ id, responses }) => [...responses.keys()].map(status => `${id} ${status}`))
    expect(documented.filter(pair => !provoked.has(pair))).toEqual([])
  })

  it('is all that was seen', () => {
    const documented = new Set(
      operations.flatMap(({ id, responses }) => [...responses.keys()].map(status => `${id} ${status}`)),
    )
    expect([...provoked].filter(pair => !documented.has(pair))).toEqual([])
  })
})
