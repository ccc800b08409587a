import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const PLACE = /`((?:src|test|scripts|bench|cities|data|schemas|migrations|deploy|docs|clients)\/[\w./-]+\w\/?)`/g

/** A reader who follows a path of the documents finds something there. Decisions tell of their day and are left as they are. */
it('the documents name files that are there', () => {
  const documents = [
    'README.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    ...readdirSync('docs').map(file => join('docs', file)),
  ]
  const missing = documents
    .filter(file => file.endsWith('.md'))
    .flatMap(file => [...readFileSync(file, 'utf8').matchAll(PLACE)].map(([, path]) => `${file}: ${path}`))
    // NN stands for a number.
    .filter(line => !line.includes('NN') && !existsSync(line.split(': ')[1]!))
  expect(missing).toEqual([])
})
