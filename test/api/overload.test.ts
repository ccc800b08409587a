import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Load, type LoadClass } from '../../src/api/load.ts'
import { DEFAULT_QUOTAS, QuotaBook } from '../../src/api/quota.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

const CLASSES: LoadClass[] = ['heavy', 'ordinary', 'dispatch']
const over = (load: Load) => CLASSES.filter(c => load.isOver(c))
const late = (load: Load, ...delays: number[]) => {
  for (const delay of delays) load.note(delay)
  return load
}

describe('a busy process', () => {
  it('refuses searches and exports before ordinary work, and dispatch answers last', () => {
    expect(over(late(new Load(), 60, 60, 60))).toEqual(['heavy'])
    expect(over(late(new Load(), 200, 200, 200))).toEqual(['heavy', 'ordinary'])
    expect(over(late(new Load(), 500, 500, 500))).toEqual(['heavy', 'ordinary', 'dispatch'])
  })

  it('refuses nobody for a single stall that has passed', () => {
    expect(over(late(new Load(), 0, 5_000, 0))).toEqual([])
    expect(over(late(new Load(), 5_000, 5_000, 0))).toEqual([])
  })

  it('takes everybody again when it has caught up', () => {
    expect(over(late(new Load(), 500, 500, 500, 0))).toEqual([])
  })

  it('bounds what is under way for each class, and counts what leaves', () => {
    const load = new Load()
    for (let i = 0; i < 128; i++) load.enter('heavy')
    expect(() => load.enter('heavy')).toThrow('overloaded')
    load.enter('dispatch')
    expect(load.inFlight).toBe(129)
    load.leave()
    load.leave()
    load.enter('heavy')
    expect(load.refused).toBe(1)
  })
})

describe('a quota', () => {
  const quotas = { ...DEFAULT_QUOTAS, firm: 3 }
  const key = (n: number) => ({ role: 'firm' as const, who: `key-${n}` })

  it('lets its number through in a window, neither more nor fewer, and begins anew after it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 60 }), gaps => {
        const book = new QuotaBook(quotas)
        let now = 0
        // A window begins with a caller's first request and lasts a minute.
        let window = { from: Number.NEGATIVE_INFINITY, through: 0 }
        for (const gap of gaps) {
          now += gap
          if (now >= window.from + 60_000) window = { from: now, through: 0 }
          const isThrough = !book.take(key(1), 1, now).exceeded
          expect(isThrough).toBe(window.through < quotas.firm)
          if (isThrough) window.through += 1
        }
        expect(book.take(key(1), 1, now + 60_000).remaining).toBe(2)
      }),
    )
  })

  it('is a caller’s own', () => {
    const book = new QuotaBook(quotas)
    for (let i = 0; i < 5; i++) book.take(key(1), 1, 0)
    expect(book.take(key(1), 1, 0).exceeded).toBe(true)
    expect(book.take(key(2), 1, 0).exceeded).toBe(false)
  })
})

describe('the edge', () => {
  let city: City
  beforeAll(async () => {
    city = await City.open({ quotas: { ...DEFAULT_QUOTAS, firm: 2 } })
  })
  afterAll(() => city.close())
  const rating = (role: 'firm' | 'otherFirm') => city.get(`/v1/providers/${city.providers[0]}/rating`, role)

  it('says what is left to a key, and refuses what is too many with the time to wait', async () => {
    const first = await rating('firm')
    expect(first.headers.ratelimit).toMatch(/^"minute";r=1;t=\d+$/)
    expect(first.headers['ratelimit-policy']).toBe('"minute";q=2;w=60')
    await rating('firm')
    const third = await rating('firm')
    expect([third.status, third.body.code]).toEqual([429, 'quota-exceeded'])
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(0)
    expect((await rating('otherFirm')).status).toBe(200)
  })

  it('answers dispatch while searches are refused under load', async () => {
    const busy = async (delay: number) => {
      late(city.service.load, delay, delay, delay)
      const list = await city.get(`/v1/eligible-providers?service=${SERVICE}&area=${AREA}`, 'dispatcher')
      late(city.service.load, delay, delay, delay)
      return [list.status, (await city.get('/v1/providers?q=家政')).status]
    }
    city.service.load.stop()
    expect(await busy(60)).toEqual([200, 503])
    expect(await busy(500)).toEqual([503, 503])
    expect(await busy(0)).toEqual([200, 200])
  })
})

describe('a service that stops', () => {
  it('finishes what is under way, refuses what still comes, and ends', async () => {
    const city = await City.open()
    const under = Array.from({ length: 20 }, () =>
      city.post('/v1/requests', 'dispatcher', { channel: 'phone', customer: 'c-1', service: SERVICE, area: AREA }).then(
        answer => answer.status,
        error => error.code,
      ),
    )
    await city.get('/healthz')
    const closing = city.close()
    const statuses = await Promise.all(under)
    expect(statuses.every(status => status === 201 || status === 503 || status === 'ECONNREFUSED')).toBe(true)
    expect(statuses.filter(status => status === 201).length).toBeGreaterThan(0)
    await closing
  })
})
