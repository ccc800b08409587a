import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadContract } from '../../src/api/contract.ts'
import { City } from '../support/city.ts'
import { NOBODY } from './cases/kit.ts'

/** A firm's key cannot find out what there is of another firm: what is another's and what is nowhere are one answer. */
const firmOperations = loadContract().operations.filter(({ roles }) => roles.includes('firm'))
const ABSENT = 999_999_999
const GROUNDS = '评价人从未接受过本机构服务'

let city: City
let review: number
let appeal: string
beforeAll(async () => {
  city = await City.open()
  const [own] = city.providers
  const reviewed = await city.post('/v1/reviews', 'dispatcher', { provider: own, customer: 'c-1', stars: 1 })
  review = reviewed.body.id
  appeal = (await city.post('/v1/appeals', 'firm', { evidence: review, grounds: GROUNDS })).body.id
})
afterAll(() => city.close())

type Asked = (of: 'another' | 'nobody') => { path?: string; body?: object }
/** Operations whose handler decides what is the caller's own: how each names a thing. Null: it names none. */
const NAMED: Record<string, Asked | null> = {
  fileAppeal: of => ({ body: { evidence: of === 'another' ? review : ABSENT, grounds: GROUNDS } }),
  getAppeal: of => ({ path: of === 'another' ? appeal : NOBODY }),
  withdrawAppeal: of => ({ path: of === 'another' ? appeal : NOBODY, body: {} }),
  replyToReview: of => ({ path: String(of === 'another' ? review : ABSENT), body: { text: '抱歉' } }),
  listAppeals: null,
  listReinspections: null,
  listExpiries: null,
}

describe('for a firm, what is another firm’s and what is nowhere are one answer', () => {
  it('wherever a handler decides what is its own', () =>
    expect(
      firmOperations
        .filter(({ own }) => own === 'caller')
        .map(({ id }) => id)
        .sort(),
    ).toEqual(Object.keys(NAMED).sort()))

  it.each(firmOperations.map(operation => [operation.id, operation] as const))('%s', async (id, operation) => {
    const method = operation.method as 'get'
    const named = operation.own === 'caller' ? NAMED[id] : undefined
    if (named === null) return
    const send = async (of: 'another' | 'nobody') => {
      const provider = of === 'another' ? city.providers[0] : NOBODY
      const { path = provider, body } = named?.(of) ?? {}
      const url = operation.path.replace('{id}', path).replace('{category}', '05')
      const answer = await city.call(method, url, 'otherFirm').send(body)
      const { instance: _, detail, ...problem } = answer.body
      return [answer.status, problem, String(detail).replace(/[0-9a-f-]{36}|\d{2,}/g, 'ID')]
    }
    const answers = [await send('another'), await send('nobody')]
    expect(answers[0]![0]).toBeGreaterThanOrEqual(400)
    expect(answers[0]).toEqual(answers[1])
  })
})
