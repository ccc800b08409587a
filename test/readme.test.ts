import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AREA, City, SERVICE } from './support/city.ts'

const root = new URL('../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const readme = read('README.md')
const tourText = read('docs/first-tour.md')
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(new URL('docs', root)).map(file => `docs/${file}`),
].filter(file => file.endsWith('.md'))

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

describe('the documents', () => {
  it.each(documents)('%s links to files that exist', document => {
    for (const [, target] of read(document).matchAll(/\]\((?!https?:)([^)#]+)/g))
      expect(existsSync(new URL(target!, new URL(document, root))), target).toBe(true)
  })

  it.each(documents)('%s names scripts that exist', document => {
    const { scripts } = JSON.parse(read('package.json'))
    for (const [, name] of read(document).matchAll(/npm run ([\w:]+)/g)) expect(Object.keys(scripts)).toContain(name)
  })
})

describe('the first tour', () => {
  // In the order of the page; the example provider is one of this test's city.
  const commands = [...tourText.matchAll(/^curl [\s\S]*?(?=\n```|\ncurl )/gm)].map(([text]) => text)

  it('has its five commands', () => expect(commands).toHaveLength(5))

  it('works as it is written', async () => {
    for (const text of [readme, tourText]) expect(text).toContain(`service=${SERVICE}&area=${AREA}`)
    for (const text of commands) {
      // No id stands in a command: it would be another one tomorrow.
      expect(text).not.toMatch(/[0-9a-f]{8}-/)
      const command = text.replaceAll(`'"$PROVIDER"'`, city.providers[0]).replaceAll('$PROVIDER', city.providers[0])
      const path = /http:\/\/127\.0\.0\.1:8189([^'"\s]+)/.exec(command)![1]!
      const role = (/\$([A-Z]+)/.exec(command)?.[1]?.toLowerCase() ?? undefined) as 'dispatcher' | undefined
      const body = /-d '([^']+)'/.exec(command)?.[1]
      const { status } = await (body ? city.post(path, role!, JSON.parse(body)) : city.get(path, role))
      expect([text, status]).toEqual([text, body ? 201 : 200])
    }
  })
})
