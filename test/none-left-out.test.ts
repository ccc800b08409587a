import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** Every way in which vitest leaves a case out, or all others. */
const LEFT_OUT =
  /\b(?:it|test|describe|suite|bench)(?:\.\w+)*\.(?:skip|skipIf|runIf|todo|only|fails)\b|\b(?:xit|xdescribe)\(|\.skip\(/

/** A case that one database cannot have stands in a `describe` of the other; a count of tests with "1 skipped" hides what is missing. */
it('no test file leaves a case out', () => {
  const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.ts'))
  const lines = files
    .filter(path => path !== 'none-left-out.test.ts')
    .flatMap(path =>
      readFileSync(join('test', path), 'utf8')
        .split('\n')
        .map((text, n) => ({ at: `${path}:${n + 1}`, text })),
    )
  expect(lines.filter(({ text }) => LEFT_OUT.test(text))).toEqual([])
})
