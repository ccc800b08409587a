// node scripts/story.ts: plays the firm's story and writes docs/a-firms-story.md and .svg; `npm run format` afterwards.
import { writeFileSync } from 'node:fs'
import { City } from '../test/support/city.ts'
import { Telling } from '../test/support/story.ts'
import { document } from '../test/support/story-document.ts'

const docs = new URL('../docs/', import.meta.url)
const city = await City.open()
const { answers, svg } = await new Telling(city).tell()
await city.close()
writeFileSync(new URL('a-firms-story.md', docs), document(answers))
writeFileSync(new URL('a-firms-story.svg', docs), svg)
