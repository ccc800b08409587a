import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { loadContract } from '../../src/api/contract.ts'
import { handlers } from '../../src/handlers.ts'
import { City } from '../support/city.ts'

const contract = loadContract()
const examples = contract.operations.flatMap(operation => {
  const example = operation.document.requestBody?.content?.['application/json']?.example
  return example === undefined ? [] : [[operation.id, operation, example] as const]
})

let city: City
beforeAll(async () => {
  city = await City.open()
  // A list with something in it.
  await city.call('put', '/v1/gates/31', 'registrar').send({ validFrom: '2027-01-01', conditions: [] })
})
afterAll(() => city.close())

describe('the contract', () => {
  it('is the document that openapi.yaml says', () => {
    const text = readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8')
    expect(contract.document).toEqual(parse(text))
  })

  it('has a handler for every operation and an operation for every handler', () => {
    expect(contract.operations.map(operation => operation.id).sort()).toEqual(Object.keys(handlers).sort())
  })

  it('states an answer to a success and to a bad request for every operation', () => {
    for (const { id, responses } of contract.operations) {
      const statuses = [...responses.keys()]
      expect([id, statuses.some(status => status < 300)]).toEqual([id, true])
    }
  })

  it.each(examples)('has an example of %s that its schema accepts', (_, operation, example) => {
    expect(operation.body!(example), JSON.stringify(operation.body!.errors)).toBe(true)
  })

  it.each(examples)('has an example of %s that the service understands', async (_, operation, example) => {
    const role = operation.roles.find(role => role !== 'public')
    const path = operation.path.replace('{id}', city.providers[0])
    const { status, body } = await city.call(operation.method as 'post', path, role as 'admin').send(example)
    expect([operation.id, body.code, [400, 401, 403, 415, 500].includes(status)]).toEqual([
      operation.id,
      body.code,
      false,
    ])
  })

  it('is served in one piece', async () => {
    const { body } = await city.get('/openapi.json')
    expect(Object.keys(body.paths).length).toBeGreaterThan(30)
    expect(JSON.stringify(body)).not.toMatch(/"\$ref":"\.\//)
  })

  it('serves of the reference what its page asks for, and nothing else of the package', async () => {
    for (const file of [
      'swagger-ui.css',
      'swagger-ui-bundle.js',
      'docs.js',
      'docs.css',
      'zh.json',
      'en.json',
      'favicon-32x32.png',
    ])
      expect([file, (await city.get(`/docs/${file}`)).status]).toEqual([file, 200])
    for (const file of [
      'package.json',
      'swagger-ui-bundle.js.map',
      'index.html',
      'README.md',
      '..%2fpackage.json',
      'LICENSE',
    ])
      expect([file, (await city.get(`/docs/${file}`)).status]).toEqual([file, 404])
  })

  it('can be browsed without the internet', async () => {
    const { text, status } = await city.get('/docs').redirects(1)
    expect(status).toBe(200)
    expect(text).not.toMatch(/(src|href)="(https?:)?\/\//)
  })

  it('answers HEAD as GET, and health without a key', async () => {
    expect((await city.get('/healthz')).status).toBe(200)
    expect((await city.get('/readyz')).body.status).toBe('ready')
  })
})

describe('every public list', () => {
  const lists = contract.operations.filter(
    o => o.method === 'get' && o.roles.includes('public') && !o.path.includes('{'),
  )

  it.each(lists.map(list => list.path))('%s answers, page by page where it has pages', async path => {
    const query = path.endsWith('responsibilities') ? '?q=噪声&limit=2' : path.startsWith('/v1') ? '' : ''
    const first = await city.get(encodeURI(path + query))
    expect(first.status).toBe(200)
    if (!('next' in (first.body ?? {}))) return
    const seen = new Set<string>()
    for (let next: string | null = ''; next !== null; ) {
      const at = `${path}${query ? `${encodeURI(query)}&` : '?'}${query ? '' : 'limit=100'}${next ? `&cursor=${encodeURIComponent(next)}` : ''}`
      const { body, status } = await city.get(at)
      expect(status).toBe(200)
      for (const item of body.items) {
        expect(seen.has(JSON.stringify(item))).toBe(false)
        seen.add(JSON.stringify(item))
      }
      next = body.next
    }
    expect(seen.size).toBeGreaterThan(0)
  })

  it('finds a provider by two characters of its name', async () => {
    const { body } = await city.get(`/v1/providers?q=${encodeURIComponent('测试')}`)
    expect(body.items).toHaveLength(2)
  })
})
