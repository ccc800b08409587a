import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerOf, itemsOf, ProblemError, type XinqiaoClient } from '../../clients/typescript/src/index.ts'
import { AREA, City, SERVICE } from '../support/city.ts'
import { clientOf } from './city-clients.ts'

let city: City
let dispatcher: XinqiaoClient
let regulator: XinqiaoClient
let firm: XinqiaoClient
beforeAll(async () => {
  city = await City.open()
  dispatcher = clientOf(city, 'dispatcher')
  regulator = clientOf(city, 'regulator')
  firm = clientOf(city, 'firm')
})
afterAll(() => city.close())

const NOBODY = '018c020f-3400-77f0-a5bc-c6b9b552c767'
const at = (id: string) => ({ params: { path: { id } } })
const refusalOf = (call: Promise<unknown>): Promise<ProblemError> =>
  call.then(
    () => expect.fail('not refused'),
    error => {
      expect(error).toBeInstanceOf(ProblemError)
      return error
    },
  )

describe('the main flow with the TypeScript client', () => {
  it('reads the catalogue without a key', async () => {
    const catalogue = await answerOf(clientOf(city, null).GET('/v1/catalogue'))
    expect(catalogue.categories.flatMap(({ items }) => items.map(({ code }) => code))).toContain(SERVICE)
  })

  it('finds an eligible provider and has the decision recorded', async () => {
    const query = { service: SERVICE, area: AREA }
    const { items } = await answerOf(dispatcher.GET('/v1/eligible-providers', { params: { query } }))
    const { id } = items[0]!.provider
    const body = { items: [{ provider: id, ...query }] }
    const decided = await answerOf(dispatcher.POST('/v1/eligibility-decisions', { body }))
    expect(decided.items.map(({ provider, eligible }) => [provider, eligible])).toEqual([[id, true]])
  })

  it('takes a request from the call to its end', async () => {
    const body = { channel: 'phone', customer: 'c-client', service: SERVICE, area: AREA } as const
    const { id } = await answerOf(dispatcher.POST('/v1/requests', { body }))
    const provider = city.providers[0]
    await answerOf(dispatcher.POST('/v1/requests/{id}/assignments', { ...at(id), body: { provider } }))
    await answerOf(dispatcher.POST('/v1/requests/{id}/answers', { ...at(id), body: {} }))
    await answerOf(dispatcher.POST('/v1/requests/{id}/completions', { ...at(id), body: { outcome: 'completed' } }))
    const review = { satisfied: true, stars: 5 } as const
    await answerOf(dispatcher.POST('/v1/requests/{id}/follow-ups', { ...at(id), body: review }))
    await answerOf(dispatcher.POST('/v1/requests/{id}/closures', { ...at(id), body: {} }))
    const { state, rounds } = await answerOf(dispatcher.GET('/v1/requests/{id}', at(id)))
    expect([state, rounds?.length]).toEqual(['closed', 1])
  })

  it('contests a complaint, and the explanation no longer has it', async () => {
    const own = at(city.providers[0])
    const complaint = { customer: 'c-1', upheld: true, finding: '迟到一小时' }
    const { id } = await answerOf(regulator.POST('/v1/providers/{id}/complaints', { ...own, body: complaint }))
    const explained = async () => {
      const { evidence } = await answerOf(firm.GET('/v1/providers/{id}/rating/explanation', own))
      return evidence.items.map(piece => piece.evidence.id)
    }
    expect(await explained()).toContain(id)
    const grounds = '当日并无此单'
    const appeal = await answerOf(firm.POST('/v1/appeals', { body: { evidence: id, grounds } }))
    await answerOf(regulator.POST('/v1/appeals/{id}/examinations', { ...at(appeal.id), body: {} }))
    const decision = { decision: 'upheld', reason: '经复核，投诉对象有误' } as const
    const second = await secondRegulator()
    await answerOf(second.POST('/v1/appeals/{id}/decisions', { ...at(appeal.id), body: decision }))
    const decided = await answerOf(firm.GET('/v1/appeals/{id}', at(appeal.id)))
    expect(decided.state).toBe('upheld')
    expect(await explained()).not.toContain(id)
  })

  /** A person who records evidence may not decide about it. */
  async function secondRegulator() {
    const body = { role: 'regulator', name: 'second' } as const
    const { key } = await answerOf(clientOf(city, 'admin').POST('/v1/keys', { body }))
    return clientOf(city, null, { key })
  }
})

describe('a file', () => {
  const registrar = () => clientOf(city, 'registrar')
  const ROW =
    '统一社会信用代码,单位名称,类型,所属区划,服务类别,服务区域,登记状态\n,无代码企业,企业,海曙区,保洁清洗,海曙区,存续\n'

  it('is sent as it is, and read as it is', async () => {
    const send = { body: new Blob([ROW]), headers: { 'Content-Type': 'text/csv' } }
    const { counts, rejects } = await answerOf(registrar().POST('/v1/provider-imports', send))
    expect([counts.created, counts.rejected]).toEqual([0, 1])
    const id = /[0-9a-f-]{36}/.exec(rejects!.href)![0]
    const file = registrar().GET('/v1/provider-imports/{id}/rejects', { ...at(id), parseAs: 'blob' })
    expect(await (await answerOf(file)).text()).toContain('无代码企业')
  })

  it('of an unknown kind is refused', async () => {
    const call = registrar().POST('/v1/provider-imports', { body: new Blob([ROW]) })
    expect((await refusalOf(answerOf(call))).status).toBe(415)
  })
})

describe('a problem', () => {
  const missing = (client: XinqiaoClient) => refusalOf(answerOf(client.GET('/v1/providers/{id}/rating', at(NOBODY))))

  it('has a code, a status and texts in the language that was chosen', async () => {
    const problem = await missing(clientOf(city, null, { language: 'en' }))
    expect([problem.code, problem.status, problem.problem?.type]).toEqual([
      'provider-not-found',
      404,
      '/problems/provider-not-found',
    ])
    expect(problem.title).toMatch(/^[\x20-\x7e]+$/)
    expect(problem.message).toBe(`provider-not-found: ${problem.detail ?? problem.title}`)
    for (const language of [{}, { language: 'zh-CN' } as const])
      expect((await missing(clientOf(city, null, language))).title).toMatch(/\p{Script=Han}/u)
  })

  it('names the places of the request that are wrong', async () => {
    const body = { channel: 'pigeon' as 'phone', customer: 'c-1', service: SERVICE, area: AREA }
    const problem = await refusalOf(answerOf(dispatcher.POST('/v1/requests', { body })))
    expect(problem.status).toBe(400)
    expect(problem.errors.map(({ pointer }) => pointer)).toEqual(['#/channel'])
  })

  it('of an unknown code, or of a proxy that knows no problems, is an error with its status', async () => {
    const stub = (body: string) => async () => new Response(body, { status: 418 })
    const newer = JSON.stringify({ type: '/problems/newer', code: 'newer', title: '新', status: 418 })
    const unlisted = await missing(clientOf(city, null, { fetch: stub(newer) }))
    expect([unlisted.code, unlisted.problem?.code, unlisted.title]).toEqual(['unlisted', 'newer', '新'])
    const page = await missing(clientOf(city, null, { fetch: stub('<html>teapot</html>') }))
    expect([page.code, page.status, page.problem, page.errors]).toEqual(['unlisted', 418, null, []])
  })
})

describe('a list', () => {
  const query = (limit: number) => ({ params: { query: { service: SERVICE, area: AREA, limit } } })

  it('is read page after page, each item once', async () => {
    for (let n = 0; n < 5; n++) await city.register()
    let pages = 0
    const fetch = (request: Request) => {
      pages++
      return globalThis.fetch(request)
    }
    const ids: string[] = []
    for await (const { provider } of itemsOf(
      clientOf(city, 'dispatcher', { fetch }),
      '/v1/eligible-providers',
      query(2),
    ))
      ids.push(provider.id)
    const { items } = await answerOf(dispatcher.GET('/v1/eligible-providers', query(200)))
    expect(ids).toEqual(items.map(({ provider }) => provider.id))
    expect([ids.length, pages]).toEqual([7, 4])
  })

  it('goes on after a page that is empty', async () => {
    const pages = [
      { items: [], next: 'c1' },
      { items: [{ code: '330203' }], next: null },
    ]
    const asked: string[] = []
    const fetch = async ({ url }: Request) => {
      asked.push(new URL(url).search)
      return Response.json(pages.shift())
    }
    const areas: string[] = []
    for await (const { code } of itemsOf(clientOf(city, null, { fetch }), '/v1/areas', {})) areas.push(code)
    expect([areas, asked]).toEqual([['330203'], ['', '?cursor=c1']])
  })

  it('that is refused throws its problem', async () => {
    const read = async () => {
      for await (const _ of itemsOf(dispatcher, '/v1/eligible-providers', {
        params: { query: { service: '99-001', area: AREA } },
      }));
    }
    expect((await refusalOf(read())).code).toBe('service-unknown')
  })
})
