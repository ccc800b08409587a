import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { PROBLEMS } from '../../src/api/problems.ts'
import { type Catalogue, DomainError, defineErrors } from '../../src/store/domain-error.ts'

const SRC = fileURLToPath(new URL('../../src', import.meta.url))
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'))
const words = { title: 'title', detail: '' }

describe('the catalogue of errors', () => {
  it('holds every code of every room', async () => {
    const rooms = files.filter(file => /(^|\/)errors(-[^/]+)?\.ts$/.test(file))
    expect(rooms.length).toBeGreaterThan(15)
    const found: string[] = []
    for (const file of rooms) {
      const makers: { catalogue: Catalogue }[] = Object.values(await import(pathToFileURL(`${SRC}/${file}`).href))
      found.push(...makers.flatMap(({ catalogue }) => Object.keys(catalogue)))
    }
    expect(found.sort()).toEqual([...PROBLEMS.keys()].sort())
  })

  it('is the only source of errors', () => {
    const makers = files.filter(file => /new DomainError\(/.test(readFileSync(`${SRC}/${file}`, 'utf8')))
    expect(makers).toEqual(['store/domain-error.ts'])
  })

  it('has texts in both languages for every code', () => {
    for (const { zh, en } of PROBLEMS.values()) {
      expect(zh.title).toMatch(/\p{Script=Han}/u)
      expect(en.title).toMatch(/[a-z]/)
    }
  })

  it('does not compile with an unknown code or without a parameter of its detail', () => {
    const error = defineErrors({
      plain: { status: 404, zh: words, en: words },
      'with-id': { status: 409, zh: { title: '', detail: '{id}' }, en: { title: '', detail: '{id} {state}' } },
    })
    expect(error('plain').status).toBe(404)
    expect(error('with-id', { id: 1, state: 'open' })).toBeInstanceOf(DomainError)
    expect(error.at('with-id', '#/a', { id: 1, state: '' }).errors).toEqual([{ pointer: '#/a', code: 'with-id' }])
    // @ts-expect-error: the catalogue has no such code
    expect(() => error('other').status).toThrow()
    // @ts-expect-error: the English detail needs `state`
    error('with-id', { id: 1 })
    // @ts-expect-error: the details need parameters
    error('with-id')
  })
})
