import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RULE_SETS } from '../../src/ratings/versions/documents.ts'
import { draft } from '../ratings/drafts.ts'
import { City } from '../support/city.ts'

const SOURCES = new URL('../../src/', import.meta.url)
const SCHEMAS = new URL('../../schemas/', import.meta.url)
/** Of the answers alone: where a schema or the service names a clause, whoever reads it looks the clause up. */
const CITED = /hk-credit (?:1\.1, )?(?!1\.[01]\b)(\d+(?:\.\d+)?)(?:(?:,| and) (\d+\.\d+))?/g

function cited(folder: URL, form: RegExp): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => form.test(file))
  return files.flatMap(file => {
    const text = readFileSync(new URL(file, folder), 'utf8')
    return [...text.matchAll(CITED)].flatMap(([, one, two]) => (two ? [one!, two] : [one!]))
  })
}

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

const anchorsOf = (page: string) => new Set([...page.matchAll(/<(?:h[23]|a) id="([\d.]+)"/g)].map(([, id]) => id!))

describe('the documents of a methodology', () => {
  it('are linked from every version, drafts too, each by its own rules', async () => {
    expect(
      (
        await city.post(
          '/v1/methodologies',
          'regulator',
          draft('1.1.7', () => {}, '1.1.0'),
        )
      ).status,
    ).toBe(201)
    for (const [version, rules] of [
      ['1.0.0', '1.0'],
      ['1.1.7', '1.1'],
    ]) {
      const { body } = await city.get(`/v1/methodologies/${version}`)
      expect(body.links.text).toBe(`/methodology/${rules}`)
      const { clause: _, ...paths } = body.links as Record<string, string>
      for (const path of Object.values(paths)) expect([path, (await city.get(path)).status]).toEqual([path, 200])
      const { body: parameters } = await city.get(body.links.parameters)
      expect(parameters).toEqual(body.parameters)
    }
  })

  it('have tables with the hashes that the parameters state', async () => {
    const { body } = await city.get('/v1/methodologies/1.0.0')
    const { body: tables } = await city.get(body.links.tables)
    const hashes = tables.tables.map((t: { name: string; sha256: string }) => [t.name, t.sha256])
    expect(Object.fromEntries(hashes)).toEqual(body.parameters.tables)
  })

  it('have vectors, each at its path and byte for byte as it ships', async () => {
    for (const rules of RULE_SETS) {
      const { body } = await city.get(`/methodology/${rules}/vectors`)
      expect(body.vectors.length).toBeGreaterThanOrEqual(17)
      const { name, href } = body.vectors[0]
      const shipped = new URL(`../../data/methodology/vectors/${rules}/${name}`, import.meta.url)
      expect((await city.get(href)).text).toBe(readFileSync(shipped, 'utf8'))
    }
  })

  it.each(RULE_SETS)('have in %s an anchor for every clause that the contract or the service cites', async rules => {
    const anchors = anchorsOf((await city.get(`/methodology/${rules}`)).text)
    const [latest] = RULE_SETS.slice(-1)
    const citations = [...cited(SCHEMAS, /\.json$/), ...cited(SOURCES, /\.ts$/)]
    expect(citations.length).toBeGreaterThan(50)
    // Clauses that came with the newest text have no place in the ones before it.
    const known = rules === latest ? anchors : anchorsOf((await city.get(`/methodology/${latest}`)).text)
    const missing = new Set(citations.filter(number => !anchors.has(number)))
    expect([...missing].filter(number => rules === latest || !known.has(number))).toEqual([])
    for (const number of ['2.1', '7.4', '8.1', '8.2', '8.3']) expect(anchors).toContain(number)
  })

  it('name in 1.1 the clauses that stay as they were, where one looks for them', async () => {
    const { text } = await city.get('/methodology/1.1')
    const order = [...anchorsOf(text)].map(number => number.split('.').map(Number) as [number, number?])
    expect(order).toEqual([...order].sort(([a, a2 = 0], [b, b2 = 0]) => a - b || a2 - b2))
    expect(text).toContain('href="/methodology/1.0#8.2"')
  })

  it('are answered 304 to whoever has them, and 404 where there is none', async () => {
    const { headers } = await city.get('/methodology/1.0.md')
    expect(headers['content-type']).toContain('text/markdown')
    for (const path of [
      '/methodology/2.0',
      '/methodology/1.0/vectors/tables.json',
      '/methodology/1.0/vectors/..%2ftables.json',
    ])
      expect([path, (await city.get(path)).status]).toEqual([path, 404])
    const again = await city.call('get', '/methodology/1.0.md').set('If-None-Match', headers.etag!)
    expect(again.status).toBe(304)
  })
})
