import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { AREA, City, SERVICE } from '../support/city.ts'

const LIMIT_BYTES = 60

/** Text of every statement that was prepared, by its name. */
const prepared = new Map<string, Set<string>>()
let city: City
beforeAll(async () => {
  const parse = pg.Connection.prototype.parse
  vi.spyOn(pg.Connection.prototype, 'parse').mockImplementation(function (this: pg.Connection, query, more) {
    if (query.name) prepared.set(query.name, (prepared.get(query.name) ?? new Set()).add(query.text))
    return parse.call(this, query, more)
  })
  city = await City.open()
})
afterAll(() => city.close())

/** A request from the call to its closing; the words make every move seal a text. */
async function walk(matter: object, to: object): Promise<void> {
  const call = { channel: 'phone', customer: 'c-1', area: AREA, words: '请尽快', ...matter }
  const { body } = await city.post('/v1/requests', 'dispatcher', call)
  for (const [name, sent] of [
    ['assignments', to],
    ['answers', { words: '已联系' }],
    ['completions', { outcome: 'completed' }],
    ['follow-ups', { satisfied: false, stars: 1, words: '没修好' }],
  ] as const) {
    const answer = await city.post(`/v1/requests/${body.id}/${name}`, 'dispatcher', sent)
    expect([name, answer.status]).toEqual([name, 201])
  }
}

it('every prepared statement has a name under 60 bytes and one text, whoever has the request', async () => {
  for (let turn = 0; turn < 2; turn++) {
    await walk({ service: SERVICE }, { provider: city.providers[0] })
    await walk({ duty: 'discharge-of-sewage' }, { department: 'ecology' })
  }
  expect(prepared.size).toBeGreaterThan(20)
  for (const [name, texts] of prepared) {
    expect(Buffer.byteLength(name), name).toBeLessThan(LIMIT_BYTES)
    expect([name, texts.size]).toEqual([name, 1])
  }
})
