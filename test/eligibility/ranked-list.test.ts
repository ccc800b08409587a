import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IndexedProvider } from '../../src/eligibility/indexed.ts'
import { type ListKey, type Placed, RankedList, rotation } from '../../src/eligibility/ranked-list.ts'

const QUESTION = { service: '05-001', area: '330203', date: '2026-11-24', probationOpenOrders: 3, conditions: [] }
const IDS = Array.from({ length: 12 }, (_, i) => `p${i}`)

/** Few scores, so that equals are many. */
const placed = fc.option(
  fc.record({ state: fc.constantFrom('full' as const, 'probation' as const), assured: fc.integer({ min: 0, max: 3 }) }),
)
const changes = fc.array(fc.tuple(fc.constantFrom(...IDS), placed), { maxLength: 30 })
const cut = fc.record({
  state: fc.option(fc.constantFrom('full' as const, 'probation' as const), { nil: undefined }),
  limit: fc.integer({ min: 1, max: 5 }),
})

type Score = { state: 'full' | 'probation'; assured: number }
const keyOf = (id: string, { state, assured }: Score): ListKey => [
  state === 'full' ? 0 : 1,
  -assured,
  rotation(QUESTION, id),
  id,
]
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const compareKeys = (a: ListKey, b: ListKey) =>
  a[0] - b[0] || a[1] - b[1] || compareText(a[2], b[2]) || compareText(a[3], b[3])

describe('a ranked list', () => {
  it('is, after any changes and page by page, what sorting everybody by state, score, rotation and id gives', () => {
    fc.assert(
      fc.property(changes, changes, cut, (first, later, { state, limit }) => {
        const scores = new Map<string, Score | null>(first)
        const providers = new Map(IDS.map(id => [id, { id } as IndexedProvider]))
        const place = ({ id }: IndexedProvider): Placed | null => {
          const score = scores.get(id)
          return score ? { ...score, grade: 'B', point: score.assured, reasons: [] } : null
        }
        const list = new RankedList(QUESTION, place, providers.values())
        list.page({ after: null, limit: 3 })
        for (const [id, score] of later) {
          scores.set(id, score)
          const { version } = list
          const was = list.size
          list.update(providers.get(id)!)
          if (list.size !== was) expect(list.version).toBeGreaterThan(version)
        }
        const expected = [...scores]
          .flatMap(([id, score]) => (score && (!state || score.state === state) ? [keyOf(id, score)] : []))
          .sort(compareKeys)
        const found: ListKey[] = []
        for (let after: ListKey | null = null, more = true; more; ) {
          const page = list.page({ state, after, limit })
          found.push(...page.items.map(item => item.key))
          after = found.at(-1) ?? null
          more = page.more
        }
        expect(found).toEqual(expected)
      }),
      { numRuns: 400 },
    )
  })

  it('goes on behind a key whose provider has left', () => {
    const scores = new Map(IDS.map(id => [id, 1]))
    const providers = IDS.map(id => ({ id }) as IndexedProvider)
    const place = ({ id }: IndexedProvider): Placed | null =>
      scores.has(id) ? { state: 'full', assured: 1, grade: 'B', point: 1, reasons: [] } : null
    const list = new RankedList(QUESTION, place, providers)
    const all = list.page({ after: null, limit: 100 }).items
    const third = all[2]!
    scores.delete(third.provider.id)
    list.update(third.provider)
    const rest = list.page({ after: third.key, limit: 100 }).items
    expect(rest.map(item => item.provider.id)).toEqual(all.slice(3).map(item => item.provider.id))
  })
})
