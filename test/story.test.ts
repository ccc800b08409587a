import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { City } from './support/city.ts'
import { type Story, Telling } from './support/story.ts'
import { document } from './support/story-document.ts'

const read = (file: string) => readFileSync(new URL(`../docs/${file}`, import.meta.url), 'utf8')
/** The words alone: the formatter pads tables and breaks lists as it likes. */
const words = (text: string) => text.replace(/-{2,}/g, '--').split(/[\s|]+/)

let city: City
let story: Story
beforeAll(async () => {
  city = await City.open()
  story = await new Telling(city).tell()
}, 300_000)
afterAll(() => city.close())

it("a firm's story in the documents is what the service answers", () => {
  expect(words(read('a-firms-story.md'))).toEqual(words(document(story.answers)))
  expect(words(read('a-firms-story.svg'))).toEqual(words(story.svg))
})

it('leaves a ledger that rebuilds to the same rows', async () => {
  expect(await city.differences()).toEqual([])
})
