/** Errors that no other test has a reason to provoke. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import * as XLSX from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Bodies } from '../../src/api/bodies.ts'
import { loadContract, operationOf } from '../../src/api/contract.ts'
import { timestamp } from '../../src/ledger/clock.ts'
import { readParameters } from '../../src/ratings/rules/check-parameters.ts'
import { readOverrides } from '../../src/registry/import/overrides.ts'
import { MAX_REWORKS } from '../../src/requests/rules-life.ts'
import { checkRework, isEscalated } from '../../src/requests/rules-request.ts'
import { eq } from '../../src/store/drizzle.ts'
import { AREA, City, SERVICE } from '../support/city.ts'
import { RawClient } from '../support/socket.ts'

const DAY = 86_400_000
const REQUEST = { channel: 'phone', customer: 'c-1', service: SERVICE, area: AREA }

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

const codeOf = async (sent: PromiseLike<{ status: number; body: { code?: string } }>) => {
  const { status, body } = await sent
  return `${status} ${body.code}`
}
const caught = async (work: () => unknown) => {
  try {
    await work()
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
  return undefined
}

describe('the form of a request', () => {
  it('has each query parameter once', async () => {
    expect(await codeOf(city.get('/v1/areas?limit=1&limit=2'))).toBe('400 query-repeated')
  })

  it('has a body where the operation needs one', async () => {
    expect(await codeOf(city.call('post', '/v1/requests', 'dispatcher'))).toBe('400 body-missing')
  })

  it('arrives whole', async () => {
    const operation = operationOf(loadContract(), 'receiveRequest')
    const read = Promise.withResolvers<unknown>()
    const begun = Promise.withResolvers<void>()
    const server = createServer((req, res) => {
      begun.resolve()
      new Bodies().read(operation, req, res).then(read.resolve, read.reject)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const client = await RawClient.open((server.address() as AddressInfo).port)
    client.send(['POST / HTTP/1.1', 'Host: x', 'Content-Type: application/json', 'Content-Length: 100'], '{"a":')
    await begun.promise
    client.close()
    expect(await caught(() => read.promise)).toBe('body-incomplete')
    server.close()
  })

  it('has its headers in time', async () => {
    const { server } = city.service
    const late = Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' })
    server.once('connection', (socket: Socket) => server.emit('clientError', late, socket))
    const client = await RawClient.open((server.address() as AddressInfo).port)
    const { status, body } = await client.answer()
    expect([status, JSON.parse(body).code]).toEqual([408, 'headers-too-slow'])
    client.close()
  })

  it('asks for something', async () => {
    expect(await codeOf(city.get('/v1/responsibilities'))).toBe('422 question-missing')
  })
})

describe('keys and providers', () => {
  it('bind a firm to its own provider only', async () => {
    const [, other] = city.providers
    expect(await codeOf(city.get(`/v1/providers/${other}/evidence`, 'firm'))).toBe('403 not-your-provider')
  })

  it('bind no other role to a provider', async () => {
    const body = { role: 'regulator', name: 'bound', provider: city.providers[0] }
    expect(await codeOf(city.post('/v1/keys', 'admin', body))).toBe('422 provider-refused')
  })

  it('keep the code that a provider has', async () => {
    const change = city.call('patch', `/v1/providers/${city.providers[0]}`, 'registrar')
    expect(await codeOf(change.send({ uscc: '91350200776049653A' }))).toBe('409 uscc-fixed')
  })

  it('have a name of some characters', async () => {
    const change = city.call('patch', `/v1/providers/${city.providers[0]}`, 'registrar')
    expect(await codeOf(change.send({ name: "'甲" }))).toBe('422 name-too-short')
  })

  it('are shown as documented, or not at all', async () => {
    const { ledger } = city.service
    const { providers } = ledger.store.tables
    const [id] = [await city.register()]
    await ledger.store.write(
      async db => void (await db.update(providers).set({ kind: 'robot' }).where(eq(providers.id, id))),
    )
    expect(await codeOf(city.get(`/v1/providers/${id}`, 'regulator'))).toBe('500 response-invalid')
  })
})

describe('a file of the register', () => {
  it('is not locked by a password', async () => {
    const file = XLSX.CFB.utils.cfb_new()
    XLSX.CFB.utils.cfb_add(file, '/EncryptionInfo', Buffer.alloc(64))
    XLSX.CFB.utils.cfb_add(file, '/EncryptedPackage', Buffer.alloc(64))
    const bytes = XLSX.CFB.write(file, { type: 'buffer' }) as Buffer
    const sent = city.call('post', '/v1/provider-imports', 'registrar').set('Content-Type', 'text/csv')
    expect(await codeOf(sent.send(bytes))).toBe('422 import-workbook-locked')
  })

  it('gives a reason for every code that it overrides', async () => {
    const text = '统一社会信用代码,理由\n913302007645281201,\n'
    expect(await caught(() => readOverrides(Buffer.from(text)))).toBe('import-overrides')
  })
})

describe('the life of a request', () => {
  const begin = async (...moves: [name: string, body: object][]) => {
    const { body } = await city.post('/v1/requests', 'dispatcher', REQUEST)
    for (const [name, sent] of moves)
      expect((await city.post(`/v1/requests/${body.id}/${name}`, 'dispatcher', sent)).status).toBe(201)
    return `/v1/requests/${body.id}`
  }
  const ASSIGNED: [string, object] = ['assignments', { department: 'water' }]
  const ANSWERED: [string, object] = ['answers', {}]
  const COMPLETED: [string, object] = ['completions', { outcome: 'completed' }]
  const SATISFIED: [string, object] = ['follow-ups', { satisfied: true }]

  it.each([
    ['completed before its answer', [ASSIGNED], COMPLETED, 'request-not-answered'],
    ['followed up before its outcome', [ASSIGNED, ANSWERED], SATISFIED, 'request-not-completed'],
    ['reworked before its follow-up', [ASSIGNED, ANSWERED, COMPLETED], ['reworks', {}], 'request-not-followed-up'],
    ['completed twice', [ASSIGNED, ANSWERED, COMPLETED], COMPLETED, 'request-already-completed'],
    ['followed up twice', [ASSIGNED, ANSWERED, COMPLETED, SATISFIED], SATISFIED, 'request-already-followed-up'],
  ] as const)('is not %s', async (_, before, [name, body], code) => {
    const path = await begin(...before.map(([move, sent]): [string, object] => [move, sent]))
    const sent = name === 'reworks' ? { supervisor: '督办科' } : body
    const role = name === 'reworks' ? 'registrar' : 'dispatcher'
    expect(await codeOf(city.post(`${path}/${name}`, role, sent))).toBe(`409 ${code}`)
  })

  it('has one visit', async () => {
    const path = await begin(['assignments', { provider: await city.register() }], ANSWERED, ['visits', {}])
    expect(await codeOf(city.post(`${path}/visits`, 'dispatcher', {}))).toBe('409 request-already-visited')
  })

  it('is not done again for a customer who is satisfied', async () => {
    const path = await begin(ASSIGNED, ANSWERED, COMPLETED, SATISFIED)
    const sent = city.post(`${path}/reworks`, 'registrar', { supervisor: '督办科' })
    expect(await codeOf(sent)).toBe('409 rework-not-needed')
  })

  it('is done again so many times and no more, even if it were not escalated then', async () => {
    const facts = { id: 'r', state: 'followed-up', provider: null, department: 'water', satisfied: 0, resolved: null }
    expect(isEscalated(MAX_REWORKS, false)).toBe(true)
    expect(await caught(() => checkRework({ ...facts, reworks: MAX_REWORKS }))).toBe('reworks-exhausted')
  })

  it('begins as a wish by other channels than one-touch', async () => {
    const wish = { channel: 'one-touch', subscriber: 'yjt-1', kind: 'wish' }
    expect(await codeOf(city.post('/v1/requests', 'dispatcher', wish))).toBe('422 wish-by-one-touch')
  })

  it('goes to a department that has the duty', async () => {
    const path = await begin(ASSIGNED)
    const transfer = { department: 'ecology', duty: 'one-touch-watch-haishu' }
    const code = await codeOf(city.post(`${path}/transfers`, 'dispatcher', transfer))
    expect(code).toBe('422 duty-not-held')
  })

  it('goes to a department that serves its area', async () => {
    const department = {
      id: 'yinzhou-water',
      name: '鄞州区水利局',
      nameEn: 'Yinzhou Water',
      phone: '0574-87170001',
      hours: '工作日 09:00-17:00',
      area: '330212',
    }
    expect((await city.post('/v1/departments', 'registrar', department)).status).toBe(201)
    const path = await begin()
    const assigned = city.post(`${path}/assignments`, 'dispatcher', { department: 'yinzhou-water' })
    expect(await codeOf(assigned)).toBe('422 department-not-in-area')
  })
})

describe('the ledger', () => {
  const append = (draft: { type: string; subject: string; payload: object }) =>
    city.service.ledger.write('test', tx => tx.append({ ...draft, payload: { ...draft.payload } }))

  it('takes no evidence of a day to come', async () => {
    const [provider] = city.providers
    const { day } = await city.service.ledger.head()
    const payload = { provider, day: day + 1, score: 90 }
    expect(await caught(() => append({ type: 'evidence.inspection', subject: provider, payload }))).toBe(
      'fact-day-out-of-range',
    )
  })

  it('is rated by one founding methodology, which comes before all evidence', async () => {
    const founding = {
      type: 'methodology.activated',
      subject: 'hk-credit',
      payload: { version: '1.0.0', parameters: readParameters() },
    }
    expect(await caught(() => append(founding))).toBe('methodology-active')
    const late = await City.open()
    const { ledger } = late.service
    const { methodologies } = ledger.store.tables
    const [provider] = late.providers
    await ledger.write('test', tx => {
      const payload = { provider, day: tx.day, score: 90 }
      return tx.append({ type: 'evidence.inspection', subject: provider, payload })
    })
    await ledger.store.write(async db => void (await db.delete(methodologies)))
    expect(await caught(() => ledger.write('test', tx => tx.append(founding)))).toBe('methodology-late')
    await late.close()
  })

  it('is not retracted from in one sweep over more firms than a person can judge', async () => {
    const { ledger, keys } = city.service
    const { id } = await ledger.write('test', tx => keys.issue(tx, 'dispatcher', null, 'sweeping'))
    const begin = city.clock.ms
    for (let i = 0; i <= 100; i++) {
      const provider = await city.register()
      await ledger.write(`key:${id}`, tx => {
        const payload = { provider, day: tx.day, customer: `c-${i}`, stars: 5, verified: false }
        return tx.append({ type: 'evidence.review', subject: provider, payload })
      })
    }
    const asked = { key: id, from: timestamp(begin - DAY), to: timestamp(begin + DAY) }
    expect(await codeOf(city.post('/v1/retractions', 'regulator', asked))).toBe('422 retraction-too-large')
  })
})
