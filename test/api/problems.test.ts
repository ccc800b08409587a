import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadContract } from '../../src/api/contract.ts'
import { PROBLEMS } from '../../src/api/problems.ts'
import { type Catalogue, DomainError, defineErrors } from '../../src/store/domain-error.ts'
import { City } from '../support/city.ts'

const SRC = fileURLToPath(new URL('../../src', import.meta.url))
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'))
const text = <const D extends string>(detail: D) => ({ title: 'title', detail, meaning: '', action: '' }) as const

describe('the codes of an operation', () => {
  const { operations, bundled } = loadContract()

  it('are codes of the catalogue', () => {
    const unknown = operations.flatMap(({ id, problems }) =>
      [...problems].filter(code => !PROBLEMS.has(code)).map(code => `${id} ${code}`),
    )
    expect(unknown).toEqual([])
  })

  it.each(operations.map(operation => [operation.id, operation] as const))(
    '%s: have its documented statuses',
    (_, operation) => {
      const statuses = new Set([...operation.problems].map(code => PROBLEMS.get(code)!.status))
      const documented = [...operation.responses.keys()].filter(status => status >= 400)
      expect([...statuses].sort()).toEqual(documented.sort())
    },
  )

  it('are all in the document that is served, those that follow from its form too', () => {
    const { get } = bundled.paths['/v1/providers/{id}']
    expect(get['x-problems']).toEqual(expect.arrayContaining(['provider-not-found', 'query-unknown', 'quota-exceeded']))
  })
})

describe('the catalogue of errors', () => {
  it('holds every code of every room', async () => {
    const rooms = files.filter(file => /(^|\/)errors(-[^/]+)?\.ts$/.test(file))
    expect(rooms.length).toBeGreaterThan(15)
    const found: string[] = []
    for (const file of rooms) {
      const makers: { catalogue: Catalogue }[] = Object.values(await import(pathToFileURL(`${SRC}/${file}`).href))
      found.push(...makers.flatMap(({ catalogue }) => Object.keys(catalogue)))
    }
    expect(found.sort()).toEqual([...PROBLEMS.keys()].sort())
  })

  it('uses one Chinese word for one thing', () => {
    const others = /裁定|凭证|账本|禁入|停派|\/v1\//
    const found = [...PROBLEMS].filter(([, { zh }]) => others.test(Object.values(zh).join(' ')))
    expect(found.map(([code]) => code)).toEqual([])
  })

  it('is the only source of errors', () => {
    const makers = files.filter(file => /new DomainError\(/.test(readFileSync(`${SRC}/${file}`, 'utf8')))
    expect(makers).toEqual(['store/domain-error.ts'])
  })

  it('has texts in both languages for every code', () => {
    for (const [code, { zh, en }] of PROBLEMS)
      for (const part of ['title', 'meaning', 'action'] as const) {
        expect([code, part, zh[part]]).toEqual([code, part, expect.stringMatching(/\p{Script=Han}/u)])
        expect([code, part, en[part]]).toEqual([code, part, expect.stringMatching(/[a-z]/)])
      }
  })

  it('does not compile with an unknown code or without a parameter of its detail', () => {
    const error = defineErrors({
      plain: { status: 404, zh: text(''), en: text('') },
      'with-id': { status: 409, zh: text('{id}'), en: text('{id} {state}') },
    })
    expect(error('plain').status).toBe(404)
    expect(error('with-id', { id: 1, state: 'open' })).toBeInstanceOf(DomainError)
    expect(error.at('with-id', '#/a', { id: 1, state: '' }).errors).toEqual([{ pointer: '#/a', code: 'with-id' }])
    // @ts-expect-error: the catalogue has no such code
    expect(() => error('other').status).toThrow()
    // @ts-expect-error: the English detail needs `state`
    error('with-id', { id: 1 })
    // @ts-expect-error: the details need parameters
    error('with-id')
  })
})

describe('the type of a problem', () => {
  let city: City
  beforeAll(async () => {
    city = await City.open()
  })
  afterAll(() => city.close())

  it('resolves: as JSON with both languages', async () => {
    const { type } = (await city.get('/v1/nothing')).body
    expect(type).toBe('/problems/route-not-found')
    const { status, body, headers } = await city.get(type)
    expect([status, body.code, body.status]).toEqual([200, 'route-not-found', 404])
    expect([body.zh.title, body.en.title]).toEqual(['没有该路径', 'Path not found'])
    expect(headers.vary).toContain('Accept')
  })

  it('resolves: as a page, in the language of the reader first', async () => {
    const browser = city.get('/problems/route-not-found').set('Accept', 'text/html,application/xhtml+xml,*/*;q=0.8')
    const { status, text, headers } = await browser.set('Accept-Language', 'en')
    expect(status).toBe(200)
    expect(headers['content-type']).toMatch(/^text\/html/)
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(text.indexOf('Path not found')).toBeGreaterThan(0)
    expect(text.indexOf('Path not found', text.indexOf('<body>'))).toBeLessThan(text.indexOf('没有该路径'))
  })

  it('is listed, in pages and as a page', async () => {
    const first = (await city.get('/problems?limit=200')).body
    const second = (await city.get(`/problems?limit=200&cursor=${first.next}`)).body
    const codes = [...first.items, ...second.items].map((item: { code: string }) => item.code)
    expect(codes).toEqual([...PROBLEMS.keys()].sort())
    const { text } = await city.get('/problems').set('Accept', 'text/html')
    for (const code of codes) expect(text).toContain(`href="/problems/${code}"`)
  })

  it('that nobody has defined is not found', async () => {
    const { status, body } = await city.get('/problems/no-such-code')
    expect([status, body.code]).toEqual([404, 'problem-not-found'])
    const page = await city.get('/problems/no-such-code').set('Accept', 'text/html')
    expect([page.status, page.body.code]).toEqual([404, 'problem-not-found'])
  })
})
