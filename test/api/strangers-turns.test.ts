import { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { STRANGER_LIMITS, Strangers, VITAL_PATHS } from '../../src/api/strangers.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

const LIST = `/v1/eligible-providers?service=${SERVICE}&area=${AREA}`
const NOBODY = `Bearer xq_${'x'.repeat(49)}`

/** Requests that wait, and a note of what began in which turn of the event loop. */
function queue(limits = STRANGER_LIMITS) {
  const strangers = new Strangers(limits)
  const begun: string[] = []
  const turn = async () => {
    await new Promise(setImmediate)
    return begun.splice(0)
  }
  const ask = (remoteAddress: string, name: string, { url = '/v1/areas', closed = false } = {}) => {
    const req = { socket: { remoteAddress }, url } as unknown as IncomingMessage
    const res = Object.assign(new EventEmitter(), { closed }) as unknown as ServerResponse
    strangers.wait(req, res, () => begun.push(strangers.isTooMany(req) ? `${name} is too many` : name))
  }
  const refuse = (remoteAddress: string, name: string) => {
    const req = { socket: { remoteAddress } } as unknown as IncomingMessage
    strangers.refuse(req, { closed: false } as ServerResponse, () => begun.push(name))
  }
  return { strangers, ask, refuse, turn, begun }
}

describe('requests of strangers', () => {
  it('begin one in a turn of the event loop, and addresses take turns', async () => {
    const { ask, turn, begun } = queue()
    for (const name of ['a1', 'a2', 'a3']) ask('10.0.0.1', name)
    ask('10.0.0.2', 'b1')
    expect(begun).toEqual([])
    expect([await turn(), await turn(), await turn(), await turn(), await turn()]).toEqual([
      ['a1'],
      ['b1'],
      ['a2'],
      ['a3'],
      [],
    ])
  })

  it('are refused at once when too many of an address wait, then when too many wait in sum', () => {
    const { strangers, ask, begun } = queue({ waiting: 3, ofAddress: 2 })
    for (const name of ['a1', 'a2', 'a3']) ask('10.0.0.1', name)
    expect(begun.splice(0)).toEqual(['a3 is too many'])
    for (const [i, name] of ['b1', 'c1'].entries()) ask(`10.0.1.${i}`, name)
    expect(begun).toEqual(['c1 is too many'])
    expect([strangers.waiting, strangers.refused]).toEqual([3, 2])
  })

  it('that ask whether the service is alive are never refused, and wait for no others', async () => {
    const { ask, turn, begun } = queue({ waiting: 1, ofAddress: 1 })
    ask('10.0.0.1', 'a1')
    for (const [i, url] of [...VITAL_PATHS, `${VITAL_PATHS[0]}?x=1`].entries()) ask('10.0.0.1', `alive ${i}`, { url })
    expect(begun).toEqual([])
    expect([await turn(), await turn(), await turn()]).toEqual([['alive 0', 'a1'], ['alive 1'], ['alive 2']])
  })

  it('that are refused after a pause get their answers one in a turn, beside those that begin', async () => {
    const { ask, refuse, turn } = queue({ waiting: 1, ofAddress: 1 })
    ask('10.0.0.1', 'a1')
    for (const name of ['refusal 1', 'refusal 2', 'refusal 3']) refuse('10.0.0.1', name)
    expect([await turn(), await turn(), await turn()]).toEqual([['a1', 'refusal 1'], ['refusal 2'], ['refusal 3']])
  })

  it('are not begun for who has gone away', async () => {
    const { ask, turn } = queue()
    ask('10.0.0.1', 'a1', { closed: true })
    ask('10.0.0.1', 'a2', { closed: true })
    ask('10.0.0.2', 'b1')
    expect(await turn()).toEqual(['b1'])
  })
})

describe('a service that takes no request of a stranger any more', () => {
  let city: City
  beforeAll(async () => {
    city = await City.open({ strangerLimits: { waiting: 0, ofAddress: 0 } })
  })
  afterAll(() => city.close())

  it.each(['/v1/areas', '/v1/providers?q=家政', '/v1/nothing', '/docs', '/openapi.json', LIST])(
    'refuses %s without a key',
    async path => {
      const { status, body, headers } = await city.get(path)
      expect([status, body.code]).toEqual([503, 'overloaded'])
      expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    },
  )

  it('refuses a key that nobody has, without looking for it', async () => {
    expect((await city.get('/v1/areas').set('Authorization', NOBODY)).body.code).toBe('overloaded')
  })

  it.each(VITAL_PATHS)('answers %s', async path => {
    expect((await city.get(path)).status).toBe(200)
  })

  it('answers dispatch, and whoever has a key', async () => {
    expect((await city.get(LIST, 'dispatcher')).status).toBe(200)
    expect((await city.get('/v1/areas', 'firm')).status).toBe(200)
  })
})
