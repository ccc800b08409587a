import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { loadContract } from '../../src/api/contract.ts'
import { PROBLEMS } from '../../src/api/problems.ts'
import { type Catalogue, DomainError, defineErrors } from '../../src/store/domain-error.ts'

const SRC = fileURLToPath(new URL('../../src', import.meta.url))
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'))
const text = <const D extends string>(detail: D) => ({ title: 'title', detail, meaning: '', action: '' }) as const

describe('the codes of an operation', () => {
  const { operations, bundled } = loadContract()

  it('are codes of the catalogue', () => {
    const unknown = operations.flatMap(({ id, problems }) =>
      [...problems].filter(code => !PROBLEMS.has(code)).map(code => `${id} ${code}`),
    )
    expect(unknown).toEqual([])
  })

  it.each(operations.map(operation => [operation.id, operation] as const))(
    '%s: have its documented statuses',
    (_, operation) => {
      const statuses = new Set([...operation.problems].map(code => PROBLEMS.get(code)!.status))
      const documented = [...operation.responses.keys()].filter(status => status >= 400)
      expect([...statuses].sort()).toEqual(documented.sort())
    },
  )

  it('are all in the document that is served, those that follow from its form too', () => {
    const { get } = bundled.paths['/v1/providers/{id}']
    expect(get['x-problems']).toEqual(expect.arrayContaining(['provider-not-found', 'query-unknown', 'quota-exceeded']))
  })
})

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

  it('uses one Chinese word for one thing', () => {
    const others = /裁定|凭证|账本|禁入|停派|\/v1\//
    const found = [...PROBLEMS].filter(([, { zh }]) => others.test(Object.values(zh).join(' ')))
    expect(found.map(([code]) => code)).toEqual([])
  })

  it('is the only source of errors', () => {
    const makers = files.filter(file => /new DomainError\(/.test(readFileSync(`${SRC}/${file}`, 'utf8')))
    expect(makers).toEqual(['store/domain-error.ts'])
  })

  it('has texts in both languages for every code', () => {
    for (const [code, { zh, en }] of PROBLEMS)
      for (const part of ['title', 'meaning', 'action'] as const) {
        expect([code, part, zh[part]]).toEqual([code, part, expect.stringMatching(/\p{Script=Han}/u)])
        expect([code, part, en[part]]).toEqual([code, part, expect.stringMatching(/[a-z]/)])
      }
  })

  it('does not compile with an unknown code or without a parameter of its detail', () => {
    const error = defineErrors({
      plain: { status: 404, zh: text(''), en: text('') },
      'with-id': { status: 409, zh: text('{id}'), en: text('{id} {state}') },
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
