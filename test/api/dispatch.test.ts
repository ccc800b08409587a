import { type IncomingMessage, type ServerResponse, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Random } from '../../src/demo/random.ts'
import { businessDay } from '../../src/ledger/clock.ts'
import type { Draft } from '../../src/ledger/ledger.ts'
import { AREA, City, SERVICE } from '../support/city.ts'

const PATH = `/v1/eligible-providers?service=${SERVICE}&area=${AREA}`
const STEPS = 120
const DAY_MS = 86_400_000

interface Answer {
  status: number
  headers: Record<string, string>
  body: string
}

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

function get(path: string, headers: Record<string, string> = { authorization: `Bearer ${city.keys.dispatcher}` }) {
  const { port } = city.service.server.address() as AddressInfo
  return new Promise<Answer>((resolve, reject) => {
    const sent = send({ port, host: '127.0.0.1', path, headers, agent: false }, res => {
      const parts: Buffer[] = []
      res.on('data', part => parts.push(part))
      res.on('end', () => {
        const body = Buffer.concat(parts).toString()
        resolve({ status: res.statusCode!, headers: res.headers as Answer['headers'], body })
      })
    })
    sent.on('error', reject).end()
  })
}

const short = () => city.service.dispatch.answered
/** The whole pipeline answers a request that has a body, were it an empty one. */
const wholeWay = (path: string) => get(path, { authorization: `Bearer ${city.keys.dispatcher}`, 'content-length': '0' })

/** What must be the same on both ways. */
function same({ status, headers, body }: Answer) {
  const { date: _, 'x-request-id': id, ratelimit: left, ...rest } = headers
  expect(id).toMatch(/^[0-9a-f-]{36}$/)
  expect(left).toMatch(/^"minute";r=\d+;t=\d+$/)
  return { status, body, headers: rest, names: Object.keys(headers).sort() }
}

const change = (draft: Draft) => city.service.ledger.write('test', tx => tx.append(draft))

describe('the short way of the dispatch query', () => {
  it('gives the answer of the whole pipeline, byte for byte and header for header, after every kind of change', async () => {
    const random = new Random(11)
    const providers = [...city.providers]
    for (let i = 0; i < 6; i++) providers.push(await city.register())
    const paths = [PATH, `${PATH}&limit=3`, `${PATH}&state=full`, `${PATH}&state=probation&limit=1`]
    const { next } = JSON.parse((await get(`${PATH}&limit=3`)).body)
    paths.push(`${PATH}&limit=3&cursor=${next}`)
    const before = short()
    for (let step = 0; step < STEPS; step++) {
      if (random.chance(60)) city.later(DAY_MS)
      else await change(aChange(random.pick(providers), random))
      const path = random.pick(paths)
      await get(path)
      const answers = [await get(path), await wholeWay(path)] as const
      expect(same(answers[0])).toEqual(same(answers[1]))
    }
    expect(short() - before).toBeGreaterThanOrEqual(STEPS)
  })

  function aChange(provider: string, random: Random): Draft {
    const about = (type: string, facts: object = {}) => ({ type, subject: provider, payload: { provider, ...facts } })
    const day = businessDay(city.clock.ms)
    const customer = `c-${random.next()}`
    const verified = { customer, stars: random.between(1, 5), verified: true }
    return random.pick<() => Draft>([
      () => about(random.pick(['provider.suspended', 'provider.reinstated', 'provider.reinstated'])),
      () => about('provider.changed', { name: `宁波改名“${random.between(1, 99)}”号` }),
      () => about('provider.offerings-set', { offerings: [random.pick(['05', '05-001', '06'])] }),
      () => about('evidence.sanction', { day, class: random.pick(['minor', 'serious']) }),
      () => about('evidence.review', { day, ...verified }),
      () => about('evidence.order', { day, customer, completed: true, answeredWithin300s: true }),
    ])()
  }

  it('answers 304 when the version and the day are those of the ETag, and 200 after any entry', async () => {
    const first = await get(PATH)
    const again = () =>
      get(PATH, { authorization: `Bearer ${city.keys.dispatcher}`, 'if-none-match': first.headers.etag! })
    const before = short()
    expect([(await again()).status, short() - before]).toEqual([304, 1])
    await change({ type: 'provider.changed', subject: 'x', payload: { provider: city.providers[1], phone: null } })
    expect((await again()).status).toBe(200)
  })

  it.each([
    ['no key', {}, 401],
    ['a key that nobody has', { authorization: `Bearer xq_${'x'.repeat(49)}` }, 401],
  ])('is not open to %s', async (_, headers, status) => {
    await get(PATH)
    const before = short()
    expect([(await get(PATH, headers)).status, short() - before]).toEqual([status, 0])
  })

  it('is not open to a role that the contract does not name, nor to a key that was revoked on the same connection', async () => {
    const { service } = city
    const issue = (role: 'firm' | 'regulator') =>
      service.ledger.write('test', tx => service.keys.issue(tx, role, city.providers[0], 'test'))
    const [firm, regulator] = [await issue('firm'), await issue('regulator')]
    expect((await get(PATH, { authorization: `Bearer ${firm.key}` })).status).toBe(403)
    const ask = () => city.get(PATH).set('Authorization', `Bearer ${regulator.key}`)
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200])
    await change({ type: 'key.revoked', subject: regulator.id, payload: { id: regulator.id } })
    expect((await ask()).status).toBe(401)
  })

  it('forgets what it knows when an area ends', async () => {
    const area = { code: '330299', name: '试验区', nameEn: 'Trial', parent: '3302', validFrom: null }
    const define = (validUntil: string | null) =>
      change({ type: 'area.defined', subject: 'area:330299', payload: { ...area, validUntil } })
    await define(null)
    const path = `/v1/eligible-providers?service=${SERVICE}&area=330299`
    await get(path)
    const before = short()
    expect([(await get(path)).status, short() - before]).toEqual([200, 1])
    await define('2020-01-01')
    expect((await get(path)).status).toBe(422)
  })

  it('does not learn an answer that began before an area ended and left after it', async () => {
    const area = { code: '330298', name: '撤销区', nameEn: 'Dissolved', parent: '3302', validFrom: null }
    const define = (validUntil: string | null) =>
      change({ type: 'area.defined', subject: 'area:330298', payload: { ...area, validUntil } })
    await define(null)
    const path = `/v1/eligible-providers?service=${SERVICE}&area=330298`
    const answer = holdAnswer(path)
    const first = get(path)
    await answer.made
    await define('2020-01-01')
    answer.letGo()
    expect((await first).status).toBe(200)
    const before = short()
    expect([(await get(path)).status, short() - before]).toEqual([422, 0])
  })

  /** Holds the next answer to a path back when it is made. */
  function holdAnswer(path: string) {
    const { server } = city.service
    const [made, leave] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const hold = ({ url }: IncomingMessage, res: ServerResponse) => {
      if (url !== path) return
      server.off('request', hold)
      const end = res.end.bind(res) as (...parts: unknown[]) => void
      res.end = (...parts: unknown[]) => {
        made.resolve()
        void leave.promise.then(() => end(...parts))
        return res
      }
    }
    server.prependListener('request', hold)
    return { made: made.promise, letGo: () => leave.resolve() }
  }

  it('leaves a caller over its quota to the whole pipeline, and shares the count with it', async () => {
    const left = (answer: Answer) => Number(/r=(\d+)/.exec(answer.headers.ratelimit!)?.[1])
    const first = left(await get(PATH))
    expect(left(await wholeWay(PATH))).toBe(first - 1)
    expect(left(await get(PATH))).toBe(first - 2)
  })

  it('is open to a question however it is spelled', async () => {
    const spellings = [
      `/v1/eligible-providers?area=${AREA}&service=${SERVICE}`,
      `${PATH}&`,
      `${PATH}&limit=20`,
      PATH.replace('05-001', '05%2D001').replace('service', '%73ervice'),
      ...Array.from({ length: 100 }, (_, i) => PATH.replace('?', `?${'&'.repeat(i)}`)),
    ]
    const { body } = await get(PATH)
    const before = [short(), city.service.dispatch.cache.questions]
    for (const path of spellings) expect((await get(path)).body).toBe(body)
    expect([short(), city.service.dispatch.cache.questions]).toEqual([before[0]! + spellings.length, before[1]])
    const refused = ['&limit=0', '&limit=20&limit=20', '&state=%zz', `&service=${SERVICE}`]
    for (const more of refused) expect([more, (await get(PATH + more)).status]).toEqual([more, 400])
  })

  it('is not taken by other methods, nor by a path that only begins like it', async () => {
    const before = short()
    expect((await city.call('post', PATH, 'dispatcher')).status).toBe(405)
    expect((await get('/v1/eligible-providers')).status).toBe(400)
    expect((await get(`${PATH}&colour=red`)).status).toBe(400)
    expect(short()).toBe(before)
  })
})

describe('Registry-Version and Min-Version', () => {
  it('every answer bears the version that it is at least as new as; a write the one of its own entries', async () => {
    const seq = () => city.service.ledger.committedSeq
    const read = await city.get('/v1/areas')
    expect(read.headers['registry-version']).toBe(String(seq()))
    const written = await city.post(`/v1/providers/${city.providers[0]}/suspensions`, 'registrar', { reason: '核查' })
    expect(written.headers['registry-version']).toBe(String(seq()))
    expect((await city.get('/v1/nothing')).headers['registry-version']).toBe(String(seq()))
    await city.post(`/v1/providers/${city.providers[0]}/reinstatements`, 'registrar', { reason: '整改' })
  })

  const demanding = (version: string) =>
    get(PATH, { authorization: `Bearer ${city.keys.dispatcher}`, 'min-version': version })

  it('a version that is there is answered on the short way', async () => {
    await get(PATH)
    const before = short()
    const version = String(city.service.ledger.committedSeq)
    expect([(await demanding(version)).status, short() - before]).toEqual([200, 1])
  })

  it('a version that comes while the request waits is answered with it', async () => {
    const version = city.service.ledger.committedSeq + 1
    const waiting = demanding(String(version))
    await city.register()
    const { status, body } = await waiting
    expect([status, JSON.parse(body).registryVersion]).toEqual([200, version])
  })

  it('a version that does not come is 503 with Retry-After, never an older answer', async () => {
    const { status, headers, body } = await demanding(String(city.service.ledger.committedSeq + 1_000))
    expect([status, headers['retry-after'], JSON.parse(body).code]).toEqual([503, '1', 'version-not-reached'])
  })

  it('what is no version is refused', async () => {
    const { status, body } = await demanding('soon')
    expect([status, JSON.parse(body).code]).toEqual([400, 'header-invalid'])
  })
})
