import { expect } from 'vitest'
import { AREA, SERVICE } from '../../support/city.ts'
import { type Case, type Cases, type Kit, NOBODY } from './kit.ts'

type Move = [name: string, sent: object]
const RECEIVED = { channel: 'phone', customer: 'c-1', service: SERVICE, area: AREA }
const AFTER_ASSIGNMENT: Move[] = [
  ['answers', {}],
  ['completions', { outcome: 'completed' }],
  ['closures', {}],
]

export const requestCases = ({ city, read, post, notModified }: Kit) => {
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
      review(201, 'c-1'),
      review(409, 'c-2'),
      post(404, 'dispatcher', () => '/v1/reviews', { request: NOBODY, customer: 'c-1', stars: 4 }),
      post(422, 'dispatcher', () => '/v1/reviews', { customer: 'c-1', stars: 4 }),
    ],
  } satisfies Partial<Cases>
}
