import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadContract } from '../../src/api/contract.ts'
import { docsDocument } from '../../src/api/docs-document.ts'
import { City } from '../support/city.ts'

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

const contract = loadContract()

describe('the page /docs', () => {
  it.each([
    ['the reader’s language', '/docs', 'en-GB,en;q=0.9', 'lang="en"'],
    ['Chinese to whom says nothing', '/docs', '', 'lang="zh-CN"'],
    ['the language of the switch', '/docs?lang=zh', 'en', 'lang="zh-CN"'],
    ['no language that it does not have', '/docs?lang=fr', 'en', 'lang="en"'],
  ])('is in %s', async (_, path, accepted, lang) => {
    const { text, status } = await city.get(path).set('Accept-Language', accepted)
    expect([status, text.includes(`<html ${lang}>`)]).toEqual([200, true])
    expect(text).toContain('name="viewport"')
  })

  it('leads to the other language', async () => {
    expect((await city.get('/docs?lang=zh')).text).toContain('href="/docs?lang=en"')
    expect((await city.get('/docs?lang=en')).text).toContain('href="/docs?lang=zh"')
  })

  it('is answered with 304 to whom has the document', async () => {
    const { headers } = await city.get('/docs/zh.json')
    expect((await city.get('/docs/zh.json').set('If-None-Match', headers.etag!)).status).toBe(304)
    expect((await city.get('/docs/en.json')).headers.etag).not.toBe(headers.etag)
  })
})

describe('the document of the page', () => {
  const [chinese, english] = [docsDocument(contract, 'zh'), docsDocument(contract, 'en')]

  it('is in one language', () => {
    expect(JSON.stringify([chinese, english])).not.toContain('"x-zh"')
    expect([chinese.info.title, english.info.title]).toEqual(['信桥', 'Xinqiao'])
    expect(chinese.paths['/v1/appeals'].post.summary).toBe('提出异议申诉')
    expect(english.paths['/v1/appeals'].post.summary).toBe('File an appeal')
    for (const { summary } of contract.operations.map(({ path, method }) => english.paths[path][method]))
      expect(summary).not.toMatch(/\p{Script=Han}/u)
  })

  it('counts the operations of each tag', () => {
    const counts = english.tags.map((tag: { description: string }) => Number.parseInt(tag.description, 10))
    expect(counts.reduce((sum: number, count: number) => sum + count)).toBe(contract.operations.length)
    expect(chinese.tags.at(-1)).toMatchObject({ name: '密钥', description: expect.stringMatching(/^3 个操作。/) })
  })

  it('says who may do it, and which errors are its own', () => {
    const { description } = chinese.paths['/v1/appeals/{id}/examinations'].post
    expect(description).toMatch(/^\*\*可用角色：\*\* 监管角色\n/)
    expect(description).toContain('](/problems/appeal-not-found)')
    expect(english.paths['/v1/me'].get.description).toMatch(/^\*\*Roles:\*\* public\n/)
  })

  it('leaves the contract as it was', () => expect(contract.bundled.tags[0]).toHaveProperty('x-zh'))
})

/** As Swagger UI holds operations: enough of Immutable for the search. */
class Held {
  readonly members: Record<string, unknown>
  constructor(members: Record<string, unknown>) {
    this.members = members
  }
  get = (name: string) => this.members[name]
  getIn = ([, name]: string[]) => this.members[name!]
  set = (name: string, value: unknown) => new Held({ ...this.members, [name]: value })
}
class List extends Array {
  get size() {
    return this.length
  }
}

describe('the search box', () => {
  const script = readFileSync(new URL('../../src/api/browser/docs.js', import.meta.url), 'utf8')
  const element = { before() {}, append() {}, addEventListener() {} }
  const document = {
    documentElement: { lang: 'en' },
    createElement: () => ({ ...element }),
    querySelector: () => element,
  }
  // biome-ignore lint/suspicious/noExplicitAny: what the page gives Swagger UI
  let config: any
  const SwaggerUIBundle = (given: object) => {
    config = given
  }
  runInNewContext(script, { document, SwaggerUIBundle })
  const { opsFilter } = config.plugins[0]().fn
  const english = docsDocument(contract, 'en')
  const operations = contract.operations.map(({ id, path, method }) => {
    const { tags, 'x-search': words } = english.paths[path][method]
    return { tag: tags[0], held: new Held({ id, 'x-search': words }) }
  })
  const tags = List.from([...Map.groupBy(operations, ({ tag }) => tag)], ([name, all]) => {
    return new Held({ name, operations: List.from(all, ({ held }) => held) })
  })
  const found = (phrase: string): unknown[] =>
    opsFilter(tags, phrase).flatMap((tag: Held) => (tag.get('operations') as Held[]).map(held => held.get('id')))

  it('begins with everything collapsed', () => expect(config).toMatchObject({ docExpansion: 'none', filter: true }))

  it.each([
    ['an operation by its words in English', 'file APPEAL', 'fileAppeal'],
    ['and in Chinese', '提出异议申诉', 'fileAppeal'],
    ['by its path', '/v1/eligible-providers', 'listEligibleProviders'],
    ['by its id', 'decideeligibility', 'decideEligibility'],
  ])('finds %s', (_, phrase, id) => expect(found(phrase)).toContain(id))

  it('finds by role, and nothing by words that are nowhere', () => {
    expect(found('admin keys')).toEqual(['listKeys', 'issueKey', 'revokeKey'])
    expect(found('没有的词')).toEqual([])
  })
})
