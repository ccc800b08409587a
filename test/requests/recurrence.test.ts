import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases } from '../store/databases.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

const DAY = 86_400_000
const RETURNED = { channel: 'phone', words: '又漏水了' }

describe.each(databases)('a fault that returns, on $name', ({ openFounded }) => {
  let city: City
  beforeAll(async () => {
    city = await City.open({ store: await openFounded() })
  })
  afterAll(() => city.close())

  const receive = (body: object) => city.post('/v1/requests', 'dispatcher', body)
  const made = async (id: string, ...moves: [name: string, body?: object][]) => {
    for (const [name, body = {}] of moves) {
      const answer = await city.post(`/v1/requests/${id}/${name}`, 'dispatcher', body)
      expect([name, answer.status, answer.body.code]).toEqual([name, 201, undefined])
    }
    return id
  }
  const shown = async (id: string) => (await city.get(`/v1/requests/${id}`, 'dispatcher')).body
  const closed = async (to: object, matter: object = { service: SERVICE }) => {
    const { body } = await receive({ channel: 'phone', customer: 'c-1', area: AREA, ...matter })
    return made(body.id, ['assignments', to], ['answers'], ['completions', { outcome: 'completed' }], ['closures'])
  }

  it('has a successor that names the closed request; its responder is proposed first', async () => {
    const provider = await city.register()
    const earlier = await closed({ provider })
    const closedRow = await shown(earlier)
    const { body, status } = await receive({ ...RETURNED, recurrenceOf: earlier })
    expect([status, body.code]).toEqual([201, undefined])
    expect(body).toMatchObject({
      state: 'classified',
      customer: 'c-1',
      service: SERVICE,
      area: AREA,
      recurrenceOf: earlier,
      proposed: { responder: 'firm', provider, department: null },
    })
    const { version: before } = closedRow
    expect(await shown(earlier)).toMatchObject({ state: 'closed', recurrences: [body.id], version: before + 1 })
    await made(body.id, ['assignments', { provider }])
    expect((await shown(body.id)).proposed).toBeNull()
  })

  it('is proposed to a department the same way, by its duty', async () => {
    const earlier = await closed({ department: 'ecology' }, { duty: 'discharge-of-sewage' })
    const { body } = await receive({ ...RETURNED, recurrenceOf: earlier, customer: 'c-2' })
    const proposed = { responder: 'department', provider: null, department: 'ecology' }
    expect(body).toMatchObject({ customer: 'c-2', duty: 'discharge-of-sewage', proposed })
  })

  it('may be about another item: then nothing is taken from the matter of before', async () => {
    const earlier = await closed({ department: 'ecology' }, { duty: 'discharge-of-sewage' })
    const { body } = await receive({ ...RETURNED, recurrenceOf: earlier, service: SERVICE, area: AREA })
    expect(body).toMatchObject({ service: SERVICE, duty: null })
  })

  it('leaves the evidence of the closed request alone', async () => {
    const provider = await city.register()
    const earlier = await closed({ provider })
    const rating = async () => {
      const { registryVersion: _, ...rating } = (await city.get(`/v1/providers/${provider}/rating`)).body
      return rating
    }
    const before = await rating()
    await receive({ ...RETURNED, recurrenceOf: earlier })
    expect(await rating()).toEqual(before)
  })

  it('returns within the period that is data, one at a time, and only where something was closed', async () => {
    const again = async (recurrenceOf: string) => {
      const { status, body } = await receive({ ...RETURNED, recurrenceOf })
      return status === 201 ? (body.id as string) : `${status} ${body.code}`
    }
    const earlier = await closed({ department: 'water' }, { duty: 'discharge-of-sewage' })
    const { duration } = (await city.get('/v1/clocks?limit=200')).body.items.find(
      ({ id }: { id: string }) => id === 'request.recurrence',
    )
    city.later(duration * DAY)
    const first = await again(earlier)
    expect(first).toHaveLength(36)
    const { body } = await receive({ ...RETURNED, recurrenceOf: earlier })
    expect([body.code, body.existing]).toEqual(['recurrence-exists', first])
    expect(await again(first)).toBe('409 recurrence-not-closed')
    await made(first, ['cancellations', { cause: 'withdrawn', words: '自己好了' }])
    expect(await again(first)).toBe('409 recurrence-not-closed')
    expect(await again(earlier)).toHaveLength(36)
    city.later(1)
    expect(await again(earlier)).toBe('409 recurrence-too-late')
    expect(await again('01900000-0000-7000-8000-000000000000')).toBe('422 recurrence-of-unknown')
  })

  it('is rebuilt to equal rows', async () => {
    expect(await city.differences()).toEqual([])
  })
})
