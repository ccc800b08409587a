import { expect } from 'vitest'
import { MAX_REWORKS } from '../../../src/requests/rules-life.ts'
import { AREA, SERVICE } from '../../support/city.ts'
import { type Case, type Cases, type Kit, NOBODY } from './kit.ts'

type Move = [name: string, sent: object]
const RECEIVED = { channel: 'phone', customer: 'c-1', service: SERVICE, area: AREA }
const DECLINED = { cause: 'provider-declined', words: '人手不够' }
const REASON = { words: '说明' }
const GRANTED = { granted: true, ...REASON }
const WISH = { ...RECEIVED, kind: 'wish', words: '想要一副老花镜' }
const AFTER_ASSIGNMENT: Move[] = [
  ['answers', {}],
  ['completions', { outcome: 'completed' }],
  ['closures', {}],
]

export const requestCases = ({ city, read, post, write, notModified }: Kit) => {
  /** A request that has come as far as the last of these moves. */
  const requestAfter = async (...moves: Move[]): Promise<string> => {
    const { body } = await city().post('/v1/requests', 'dispatcher', RECEIVED)
    for (const [name, sent] of moves)
      expect((await city().post(`/v1/requests/${body.id}/${name}`, 'dispatcher', sent)).status).toBe(201)
    return `/v1/requests/${body.id}`
  }
  /** After that many of the moves from assignment to closure, each time with a firm of its own. */
  const after = async (count: number) => {
    const assigned: Move = ['assignments', { provider: await city().register() }]
    return requestAfter(...[assigned, ...AFTER_ASSIGNMENT].slice(0, count))
  }
  const at = async (count: number, name: string) => `${await after(count)}/${name}`
  const wish = async (...moves: Move[]) => {
    const { body } = await city().post('/v1/requests', 'dispatcher', WISH)
    for (const [name, sent] of moves) await city().post(`/v1/requests/${body.id}/${name}`, 'dispatcher', sent)
    return `/v1/requests/${body.id}/claims`
  }
  const unsatisfied = async () => {
    const path = await after(3)
    expect((await city().post(`${path}/follow-ups`, 'dispatcher', { satisfied: false })).status).toBe(201)
    return path
  }
  /** Done again as often as can be, and never to the customer's content. */
  const escalated = async () => {
    const path = await toDepartment()
    const round: Move[] = [
      ['completions', { outcome: 'failed' }],
      ['follow-ups', { satisfied: false }],
    ]
    for (let left = MAX_REWORKS; ; left--) {
      for (const [name, sent] of round) await city().post(`${path}/${name}`, 'dispatcher', sent)
      if (left === 0) return `${path}/closures`
      await city().post(`${path}/reworks`, 'registrar', { supervisor: '督办科' })
      await city().post(`${path}/assignments`, 'dispatcher', { department: 'water' })
    }
  }
  const toDepartment = async (...moves: Move[]) => requestAfter(['assignments', { department: 'water' }], ...moves)
  const other = async () => (await requestAfter()).slice('/v1/requests/'.length)
  const closed = async () => (await after(4)).slice('/v1/requests/'.length)
  const review = (status: number, customer: string): Case => [
    status,
    async () => city().post('/v1/reviews', 'dispatcher', { request: await closed(), customer, stars: 4 }),
  ]
  const assign = (status: number, count: number): Case => [
    status,
    async () => city().post(await at(count, 'assignments'), 'dispatcher', { provider: city().providers[1] }),
  ]
  return {
    listRequests: [read(() => '/v1/requests', 'dispatcher')],
    receiveRequest: [
      post(201, 'dispatcher', () => '/v1/requests', RECEIVED),
      post(422, 'dispatcher', () => '/v1/requests', { ...RECEIVED, service: '99-001' }),
    ],
    getRequest: [read(() => requestAfter(), 'dispatcher'), notModified(() => requestAfter(), 'dispatcher')],
    assignRequest: [
      assign(201, 0),
      assign(409, 1),
      post(422, 'dispatcher', () => at(0, 'assignments'), { provider: NOBODY }),
    ],
    classifyRequest: [
      post(201, 'dispatcher', () => at(0, 'classifications'), { service: SERVICE, area: AREA }),
      post(409, 'dispatcher', () => at(1, 'classifications'), { service: SERVICE, area: AREA }),
      post(422, 'dispatcher', () => at(0, 'classifications'), { area: AREA }),
    ],
    claimRequest: [
      [201, async () => city().post(await wish(), 'dispatcher', { provider: await city().register('volunteer') })],
      post(409, 'dispatcher', () => at(0, 'claims'), { provider: NOBODY }),
      post(422, 'dispatcher', () => wish(), { provider: NOBODY }),
    ],
    transferRequest: [
      [201, async () => city().post(`${await toDepartment()}/transfers`, 'dispatcher', { department: 'drainage' })],
      post(409, 'dispatcher', () => at(0, 'transfers'), { department: 'drainage' }),
      [422, async () => city().post(`${await toDepartment()}/transfers`, 'dispatcher', { department: 'water' })],
    ],
    visitRequest: [
      post(201, 'dispatcher', () => at(2, 'visits'), { words: '已到现场' }),
      post(409, 'dispatcher', () => at(0, 'visits'), {}),
    ],
    reworkRequest: [
      [201, async () => city().post(`${await unsatisfied()}/reworks`, 'registrar', { supervisor: '督办科' })],
      post(409, 'registrar', () => at(0, 'reworks'), { supervisor: '督办科' }),
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
    unassignRequest: [
      post(201, 'dispatcher', () => at(1, 'unassignments'), { cause: 'dispatch-mistake', words: '派错了' }),
      post(409, 'dispatcher', () => at(0, 'unassignments'), { cause: 'dispatch-mistake', words: '派错了' }),
      [422, async () => city().post(`${await toDepartment()}/unassignments`, 'dispatcher', DECLINED)],
    ],
    askReturn: [
      [201, async () => city().post(`${await toDepartment()}/returns`, 'dispatcher', REASON)],
      post(409, 'dispatcher', () => at(1, 'returns'), REASON),
    ],
    decideReturn: [
      [
        201,
        async () => city().post(`${await toDepartment(['returns', REASON])}/return-decisions`, 'registrar', GRANTED),
      ],
      post(409, 'registrar', () => at(1, 'return-decisions'), GRANTED),
    ],
    askExtension: [
      [201, async () => city().post(`${await toDepartment()}/extensions`, 'dispatcher', REASON)],
      post(409, 'dispatcher', () => at(1, 'extensions'), REASON),
    ],
    decideExtension: [
      [
        201,
        async () =>
          city().post(`${await toDepartment(['extensions', REASON])}/extension-decisions`, 'registrar', GRANTED),
      ],
      post(409, 'registrar', () => at(1, 'extension-decisions'), GRANTED),
    ],
    mergeRequest: [
      [201, async () => city().post(`${await requestAfter()}/mergers`, 'dispatcher', { into: await other() })],
      [409, async () => city().post(`${await after(1)}/mergers`, 'dispatcher', { into: await other() })],
      [422, async () => city().post(`${await requestAfter()}/mergers`, 'dispatcher', { into: NOBODY })],
    ],
    separateRequest: [
      [
        201,
        async () =>
          city().post(`${await requestAfter(['mergers', { into: await other() }])}/separations`, 'dispatcher', REASON),
      ],
      [409, async () => city().post(`${await requestAfter()}/separations`, 'dispatcher', REASON)],
    ],
    cancelRequest: [
      post(201, 'dispatcher', () => at(1, 'cancellations'), { cause: 'withdrawn', words: '不需要了' }),
      post(409, 'dispatcher', () => at(4, 'cancellations'), { cause: 'withdrawn', words: '不需要了' }),
      post(422, 'dispatcher', () => at(0, 'cancellations'), { cause: 'duplicate', words: '重复来电' }),
    ],
    closeRequest: [
      post(201, 'dispatcher', () => at(3, 'closures'), {}),
      [201, async () => city().post(await escalated(), 'regulator', { words: '责成部门书面答复' })],
      post(409, 'dispatcher', () => at(4, 'closures'), {}),
      [422, async () => city().post(await escalated(), 'registrar', {})],
    ],
    getSubscriber: [
      read(async () => {
        await city().call('put', '/v1/subscribers/yjt-1', 'registrar').send({ area: AREA })
        return '/v1/subscribers/yjt-1'
      }, 'dispatcher'),
    ],
    placeSubscriber: [
      write(200, 'put', () => '/v1/subscribers/yjt-2', { area: AREA }),
      write(404, 'put', () => '/v1/subscribers/-', { area: AREA }),
      write(422, 'put', () => '/v1/subscribers/yjt-2', { area: '330204' }),
    ],
    createReview: [
      review(201, 'c-1'),
      review(409, 'c-2'),
      post(404, 'dispatcher', () => '/v1/reviews', { request: NOBODY, customer: 'c-1', stars: 4 }),
      post(422, 'dispatcher', () => '/v1/reviews', { customer: 'c-1', stars: 4 }),
    ],
  } satisfies Partial<Cases>
}
