import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DispatchCache } from '../../src/api/dispatch-cache.ts'

const question = (n: number) => ({ service: '05-001', area: '330203', limit: n })
/** `/N` asks question N, however many slashes follow. */
const read = (url: string) => (/^\/\d+\/*$/.test(url) ? question(Number.parseInt(url.slice(1), 10)) : null)
const cacheOf = (bytes: number, spellings = 10) => new DispatchCache({ bytes, spellings })

describe('what is known of the dispatch query', () => {
  it('is one question, however it is spelled, and few spellings of it', () => {
    const cache = cacheOf(1e6)
    cache.learn('/1', question(1))
    const known = cache.find('/1', read)!
    cache.keep(known, Buffer.alloc(1_000))
    const { bytes } = cache
    for (let i = 1; i < 20_000; i++) expect(cache.find(`/1${'/'.repeat(i % 500)}`, read)).toBe(known)
    expect([cache.questions, cache.spellings, cache.bytes]).toEqual([1, 10, bytes])
  })

  it('is nothing of what the pipeline has not answered', () => {
    const cache = cacheOf(1e6)
    cache.learn('/1', question(1))
    expect([cache.find('/2', read), cache.find('/x', read)]).toEqual([undefined, undefined])
  })

  it('never takes more bytes than it may, and counts them rightly, whatever is asked in whatever order', () => {
    const asked = fc.record({ n: fc.integer({ min: 1, max: 30 }), size: fc.integer({ min: 0, max: 4_000 }) })
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 200 }), all => {
        const cache = cacheOf(20_000)
        const held = new Map<number, { bytes: Buffer; isKept: boolean; key: string }>()
        for (const { n, size } of all) {
          if (!cache.find(`/${n}`, read)) cache.learn(`/${n}`, question(n))
          const known = cache.find(`/${n}`, read)
          if (!known) continue
          cache.keep(known, Buffer.alloc(size))
          cache.release(known)
          held.set(n, known)
          expect(cache.bytes).toBeLessThanOrEqual(20_000)
        }
        const kept = [...held.values()].filter(({ isKept }) => isKept)
        const sum = kept.reduce((all, { bytes, key }) => all + 1_536 + 2 * key.length + bytes.length, 0)
        expect(cache.bytes).toBe(sum)
        for (const { isKept, bytes } of held.values()) if (!isKept) expect(bytes.length).toBe(0)
      }),
    )
  })

  it('goes first where it was not asked for', () => {
    const cache = cacheOf(12_000)
    const ask = (n: number) => {
      if (!cache.find(`/${n}`, read)) cache.learn(`/${n}`, question(n))
      cache.keep(cache.find(`/${n}`, read)!, Buffer.alloc(1_500))
    }
    for (let n = 1; n <= 50; n++) {
      ask(n)
      ask(1)
    }
    expect(cache.find('/1', read)?.bytes.length).toBe(1_500)
    expect(cache.find('/20', read)).toBeUndefined()
  })
})
