import { describe, expect, it, vi } from 'vitest'
import type { IndexedProvider } from '../../src/eligibility/indexed.ts'
import { KeptLists } from '../../src/eligibility/kept-lists.ts'
import { type Placed, RankedList } from '../../src/eligibility/ranked-list.ts'

// Lists keep 8 million places in the service, and two to four here; so many changes are remembered for them too.
vi.hoisted(() => {
  process.env.XINQIAO_TEST_BOUNDS = 'lists-places,lists-log'
})

const AREA = '330203'
const PLACED: Placed = { state: 'full', grade: 'B', point: 1, assured: 1, reasons: [] }
const question = (service: string) => ({
  service,
  area: AREA,
  date: '2026-11-24',
  probationOpenOrders: 3,
  conditions: [],
})

/** `members[service]` providers stand in the list of a service; `made` counts the lists that were made. */
function city(members: Record<string, number>) {
  const made: string[] = []
  const lists = new KeptLists(service => {
    made.push(service)
    const all = Array.from({ length: members[service]! }, (_, i) => ({ id: `${service}-${i}` }) as IndexedProvider)
    return new RankedList(question(service), () => PLACED, all)
  })
  return { lists, made, get: (service: string) => lists.get(service, AREA) }
}

describe('the lists that are kept', () => {
  it('count the places of those that are there, and of none that has gone', () => {
    const { lists, get } = city({ a: 2, b: 2, c: 2, d: 1 })
    for (const service of ['a', 'b', 'c', 'd', 'a', 'c', 'b']) {
      get(service)
      expect(lists.places).toBeGreaterThan(0)
      expect(lists.places).toBeLessThanOrEqual(4)
    }
    lists.drop()
    expect(lists.places).toBe(0)
  })

  it('go when they are too many, the oldest first, and are made again when they are asked for', () => {
    const { get, made } = city({ a: 1, b: 1, c: 1, d: 1, e: 1 })
    for (const service of ['a', 'b', 'c', 'd', 'e', 'e', 'a']) expect(get(service).size).toBe(1)
    expect(made.join('')).toBe('abcdea')
  })

  it('hold one that is larger than all of them may be', () => {
    const { get, lists } = city({ a: 1, b: 9 })
    expect([get('a').size, get('b').size, lists.places]).toEqual([1, 9, 9])
  })
})
