import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { loadContract } from '../../src/api/contract.ts'
import { collectExamples, jsonStatuses } from '../support/examples.ts'

const FOLDER = new URL('../../schemas/examples/', import.meta.url)

/** Random bytes that are the same in every run. */
vi.mock('node:crypto', async original => {
  const crypto = await original<typeof import('node:crypto')>()
  let count = 0
  const randomBytes = (size: number) =>
    crypto.createHash('shake256', { outputLength: size }).update(`${++count}`).digest()
  return { ...crypto, randomBytes }
})

async function write(): Promise<void> {
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(FOLDER)
  for (const [name, body] of Object.entries(await collectExamples()))
    writeFileSync(new URL(`${name}.json`, FOLDER), `${JSON.stringify(body, null, 2)}\n`)
}

// node scripts/examples.ts
if (process.env.XINQIAO_EXAMPLES === 'write') await write()

describe('an example of an answer', () => {
  const { operations, bundled } = loadContract()
  const answers = operations.flatMap(operation =>
    jsonStatuses(operation).map(status => [`${operation.id} ${status}`, operation, status] as const),
  )

  it.each(answers)('is there for %s, and as its schema says', (_, { path, method, responses }, status) => {
    const { example } = bundled.paths[path][method].responses[status].content['application/json']
    expect(example).toBeDefined()
    const validate = responses.get(status)!.validator()!
    expect(validate(example), JSON.stringify(validate.errors)).toBe(true)
  })
})
