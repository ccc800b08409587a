import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadContract, type Operation } from '../../src/api/contract.ts'
import { PROBLEMS } from '../../src/api/problems.ts'
import { DEFAULT_QUOTAS, type Quotas } from '../../src/api/quota.ts'
import { City } from '../support/city.ts'
import { allCases } from './cases/all.ts'
import { type Answer, NOBODY } from './cases/kit.ts'

/** More requests under way than any class may have. */
const OVERLOAD = 1_000_000

let city: City
/** Its callers have no quota. */
let poor: City
beforeAll(async () => {
  city = await City.open({ threads: 1 })
  const nothing = Object.fromEntries(Object.keys(DEFAULT_QUOTAS).map(role => [role, 0])) as Quotas
  poor = await City.open({ quotas: nothing })
})
afterAll(() => Promise.all([city.close(), poor.close()]))

/** What only a certain request of an operation provokes; the rest is provoked for every operation alike. */
const CASES = allCases(() => city)
/** The operation's path with every parameter filled in: something that may exist, or something that nobody bears. */
function pathOf({ path, document, roles }: Operation, exists: boolean): string {
  const isSlug = document.parameters?.some((p: { $ref?: string }) => p.$ref === '#/components/parameters/slug')
  // A firm that alone may call is asked about itself.
  const known = roles.every(role => role === 'firm') ? city.providers[0] : city.providers[1]
  const id = exists ? known : isSlug ? 'nothing' : NOBODY
  const others: Record<string, string> = {
    version: exists ? '1.0.0' : '9.9.9',
    code: exists ? '07' : '99',
    category: exists ? '05' : '99',
  }
  return path.replace(/\{(\w+)\}/g, (_, name) => seqOf(document, exists) ?? others[name] ?? id)
}

/** A key that stands for another request, and one for the same operation whose answer held words that were erased. */
async function usedKeys({ id }: Operation, role: string) {
  const { ledger } = city.service
  const { idempotency, keys } = ledger.store.tables
  const callers = (await ledger.read(db => db.select().from(keys))).filter(key => key.role === role)
  const rows = callers.flatMap(caller => [
    { key: `${id}-reused`, operation: 'another', request: 'x', answer: '{}', caller: `key:${caller.id}` },
    { key: `${id}-erased`, operation: id, request: '', answer: '', caller: `key:${caller.id}` },
  ])
  await ledger.store.write(
    async db => void (await db.insert(idempotency).values(rows.map(row => ({ ...row, at: city.clock.ms })))),
  )
  return rows.slice(0, 2).map(({ key }) => key)
}

const TESTS = fileURLToPath(new URL('..', import.meta.url))
const testFiles = () => readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'))

const takesKey = ({ document }: Operation) =>
  document.parameters?.some((p: { $ref?: string }) => p.$ref === '#/components/parameters/idempotencyKey')

/** For a path that names a ledger entry: its number. */
function seqOf(document: Operation['document'], exists: boolean): string | null {
  const isSeq = document.parameters?.some((p: { $ref?: string }) => p.$ref === '#/components/parameters/entryNumber')
  return isSeq ? (exists ? '1' : '999999') : null
}

describe('every documented status of every operation', () => {
  const provoked = new Set<string>()
  const { operations } = loadContract()
  const codes = new Set<string>()
  const note = (id: string, { status, body }: Answer) => {
    provoked.add(`${id} ${status}`)
    if (typeof body?.code === 'string') codes.add(body.code)
  }

  it.each(Object.entries(CASES))('%s', async (id, cases) => {
    for (const [status, send] of cases) {
      const answer = (await send()) as Answer
      expect([id, answer.status, answer.body?.code]).toEqual([id, status, answer.body?.code])
      note(id, answer)
    }
  })

  it.each(operations.map(operation => [operation.id, operation] as const))('%s, refused', async (id, operation) => {
    const role = (operation.roles.find(r => r !== 'public' && r !== 'firm') ??
      operation.roles.find(r => r === 'firm')) as 'admin' | undefined
    const call = (where: string, as = role) => city.call(operation.method as 'post', where, as)
    const body = operation.document.requestBody?.content?.['application/json']?.example
    const real = pathOf(operation, true)
    note(id, await call(`${real}?colour=red`))
    note(id, await call(real).set('Authorization', 'Bearer xq_wrong'))
    if (!operation.roles.includes('public'))
      note(id, await call(real, role === 'admin' ? ('dispatcher' as 'admin') : 'admin'))
    if (operation.path.includes('{')) note(id, await call(pathOf(operation, false)).send(body))
    if (!operation.bodyType) return
    note(id, await call(real).set('Content-Type', 'image/png').send('x'))
    const tooLong = `"${'x'.repeat(operation.bodyLimit + 9)}"`
    note(id, await call(real).set('Content-Type', operation.bodyType).send(tooLong))
  })

  const keyed = operations.filter(takesKey)
  it.each(keyed.map(operation => [operation.id, operation] as const))('%s, under a used key', async (id, operation) => {
    const role = operation.roles.find(r => r !== 'firm') ?? 'firm'
    const body = operation.document.requestBody?.content?.['application/json']?.example
    const answers = []
    for (const key of await usedKeys(operation, role)) {
      const send = city.call('post', pathOf(operation, true), role as 'admin').set('Idempotency-Key', key)
      const answer = await send.send(body)
      answers.push(`${answer.status} ${answer.body.code}`)
      note(id, answer)
    }
    expect(answers).toEqual(['422 idempotency-key-reused', '409 answer-erased'])
  })

  it.each(operations.map(operation => [operation.id, operation] as const))(
    '%s, at the limits',
    async (id, operation) => {
      const role = operation.roles.find(r => r !== 'public') ?? 'regulator'
      const send = (where: City) => where.call(operation.method as 'post', pathOf(operation, true), role as 'admin')
      if (operation.load === 'vital') {
        const answer = await send(city).set('Min-Version', '999999999')
        note(id, answer)
        expect(answer.body.code).toBe('version-not-reached')
        return
      }
      city.service.load.inFlight += OVERLOAD
      const shed = await send(city)
      city.service.load.inFlight -= OVERLOAD
      const exceeded = await send(poor)
      for (const answer of [shed, exceeded]) note(id, answer)
      expect([shed.body.code, exceeded.body.code]).toEqual(['overloaded', 'quota-exceeded'])
      expect(shed.headers['retry-after']).toMatch(/^\d+$/)
      expect(exceeded.headers).toMatchObject({
        'retry-after': expect.stringMatching(/^\d+$/),
        ratelimit: expect.stringMatching(/./),
        'ratelimit-policy': expect.stringMatching(/./),
      })
    },
  )

  it('a fault of the service, answered alike for every operation', async () => {
    const { ledger } = city.service
    const { read } = ledger
    ledger.read = () => Promise.reject(new Error('a fault'))
    const answer = await city.get('/v1/catalogue')
    ledger.read = read
    expect([answer.status, answer.body.code, answer.text.includes('a fault')]).toEqual([500, 'internal', false])
    for (const { id } of operations) note(id, answer)
  })

  it('a body that comes too slowly, answered alike for every body: test/api/bodies.test.ts', () => {
    for (const { id, bodyType } of operations) if (bodyType) provoked.add(`${id} 408`)
  })

  it('was provoked', () => {
    const documented = operations.flatMap(({ id, responses }) => [...responses.keys()].map(status => `${id} ${status}`))
    expect(documented.filter(pair => !provoked.has(pair))).toEqual([])
  })

  it('leaves no code of the catalogue that no test provokes', () => {
    const others = testFiles().filter(file => file !== 'api/coverage.test.ts')
    const named = others.map(file => readFileSync(join(TESTS, file), 'utf8')).join('\n')
    const isNamed = (code: string) => new RegExp(`['\\s]${code}['\\s]`).test(named)
    const unprovoked = [...PROBLEMS.keys()].filter(code => !codes.has(code) && !isNamed(code))
    expect(unprovoked).toEqual([])
  })

  it('is all that was seen', () => {
    const documented = new Set(
      operations.flatMap(({ id, responses }) => [...responses.keys()].map(status => `${id} ${status}`)),
    )
    expect([...provoked].filter(pair => !documented.has(pair))).toEqual([])
  })
})
