import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lifeTable } from '../../scripts/life-table.ts'
import { City } from '../support/city.ts'
import { retell } from '../support/retell.ts'

const document = (name: string) => new URL(`../../docs/${name}.md`, import.meta.url)
const read = (name: string) => readFileSync(document(name), 'utf8')

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

it('happens as docs/one-complaint.md tells it, word for word', async () => {
  const story = read('one-complaint')
  const told = await retell(story, city)
  // XINQIAO_RETELL=1 writes down what the service answers now.
  if (process.env.XINQIAO_RETELL) writeFileSync(document('one-complaint'), told)
  else expect(told).toBe(story)
  expect(await city.differences()).toEqual([])
})

it('has in docs/requests.md the table that drives the machine', () => {
  expect(read('requests')).toContain(lifeTable())
})
