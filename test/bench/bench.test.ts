import { describe, expect, it } from 'vitest'
import { BENCHES } from '../../bench/all.ts'
import { scaleOf } from '../../bench/harness/bench.ts'
import { absolute, compare, interleave, summarise } from '../../bench/harness/measure.ts'
import { table } from '../../bench/harness/report.ts'

describe('the measurements', () => {
  it.each(BENCHES.map(bench => [bench.name, bench] as const))('%s runs at a tiny size', async (_, bench) => {
    const results = await bench.run(scaleOf(true))
    expect(results.length).toBeGreaterThan(0)
    for (const { figure } of results) expect(figure.median).toBeGreaterThan(0)
    expect(table(results).split('\n')).toHaveLength(results.length + 2)
  })
})

describe('what rounds say together', () => {
  const naming = { name: 'x', measurement: 'x', unit: 'µs', target: { most: 1.6 } }

  it('takes median and quartiles', () => {
    expect(summarise([5, 1, 3, 2, 4])).toEqual({ median: 3, low: 2, high: 4 })
  })

  it('compares pair by pair, so that a slow moment hits both sides', () => {
    const { figure, reached, noisy } = compare(naming, { candidate: [15, 150, 15], baseline: [10, 100, 10] })
    expect([figure.median, reached, noisy]).toEqual([1.5, true, false])
  })

  it('says when it cannot tell', () => {
    expect(absolute(naming, [1, 1.2, 1.4, 1.8, 2]).noisy).toBe(true)
    expect(absolute(naming, [1.7, 1.71, 1.72]).noisy).toBe(false)
  })

  it('takes turns, and leaves the first pair out', async () => {
    const order: string[] = []
    const note = (name: string) => async () => order.push(name)
    const { candidate, baseline } = await interleave(2, note('c'), note('b'))
    expect(order.join('')).toBe('cbcbbc')
    expect([candidate, baseline]).toEqual([
      [3, 6],
      [4, 5],
    ])
  })
})
