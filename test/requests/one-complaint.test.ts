import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { lifeTable } from '../../scripts/life-table.ts'
import { City } from '../support/city.ts'
import { retell } from '../support/retell.ts'

const document = (name: string) => new URL(`../../docs/${name}.md`, import.meta.url)
const read = (name: string) => readFileSync(document(name), 'utf8')

it.each(['one-complaint', 'everyday-moves'])('happens as docs/%s.md tells it, word for word', async name => {
  const city = await City.open()
  try {
    const story = read(name)
    const told = await retell(story, city)
    // XINQIAO_RETELL=1 writes down what the service answers now.
    if (process.env.XINQIAO_RETELL) writeFileSync(document(name), told)
    else expect(told).toBe(story)
    expect(await city.differences()).toEqual([])
  } finally {
    await city.close()
  }
})

it('has in docs/requests.md the table that drives the machine', () => {
  expect(read('requests')).toContain(lifeTable())
})
