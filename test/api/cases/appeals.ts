import { expect } from 'vitest'
import { type Case, type Cases, type Kit, NOBODY } from './kit.ts'

const GROUNDS = { grounds: '评价人从未接受过本机构服务' }
const DECISION = { decision: 'rejected', reason: '经核查，评价属实' }

export const appealCases = ({ city, own, read, notModified }: Kit) => {
  /** A fresh complaint about the first firm. */
  const complaint = async (): Promise<number> => {
    const { body } = await city().post(`${own()}/complaints`, 'regulator', { customer: 'c-1', upheld: true })
    return body.id
  }
  const review = async (): Promise<number> => {
    const provider = city().providers[0]
    const { body } = await city().post('/v1/reviews', 'dispatcher', { provider, customer: 'c-5', stars: 1 })
    return body.id
  }
  const file = (as: 'firm' | 'otherFirm', evidence: number) => city().post('/v1/appeals', as, { evidence, ...GROUNDS })
  const filed = async () => {
    const { body, status } = await file('firm', await review())
    expect(status).toBe(201)
    return `/v1/appeals/${body.id}`
  }
  const examined = async () => {
    const path = await filed()
    expect((await city().post(`${path}/examinations`, 'regulator', {})).status).toBe(201)
    return path
  }
  const move = (
    status: number,
    path: () => Promise<string>,
    name: string,
    role: 'regulator' | 'firm',
    body: object,
  ): Case => [status, async () => city().post(`${await path()}/${name}`, role, body)]
  const reply = (status: number, evidence: () => Promise<number>): Case => [
    status,
    async () => city().post(`/v1/reviews/${await evidence()}/replies`, 'firm', { text: '抱歉给您带来不便' }),
  ]
  const twice = async (name: string, role: 'regulator' | 'firm', body: object) => {
    const path = name === 'decisions' ? await examined() : await filed()
    expect((await city().post(`${path}/${name}`, role, body)).status).toBe(201)
    return path
  }
  return {
    fileAppeal: [
      [201, async () => file('firm', await complaint())],
      [422, async () => file('otherFirm', await complaint())],
      [
        409,
        async () => {
          const evidence = await complaint()
          await file('firm', evidence)
          return file('firm', evidence)
        },
      ],
      [422, () => file('firm', 999_999_999)],
    ],
    listAppeals: [read(() => '/v1/appeals?overdue=false', 'regulator')],
    getAppeal: [
      read(filed, 'firm'),
      notModified(filed, 'regulator'),
      [404, () => city().get(`/v1/appeals/${NOBODY}`, 'firm')],
    ],
    examineAppeal: [
      move(201, filed, 'examinations', 'regulator', {}),
      move(409, examined, 'examinations', 'regulator', {}),
    ],
    decideAppeal: [
      move(201, examined, 'decisions', 'regulator', DECISION),
      move(409, () => twice('decisions', 'regulator', DECISION), 'decisions', 'regulator', DECISION),
    ],
    withdrawAppeal: [
      move(201, filed, 'withdrawals', 'firm', {}),
      move(409, () => twice('withdrawals', 'firm', {}), 'withdrawals', 'firm', {}),
    ],
    replyToReview: [reply(201, review), reply(409, complaint)],
  } satisfies Partial<Cases>
}
