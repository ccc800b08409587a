/** Decisions of the gate: a thousand pairs in one call beside a thousand calls. */
import { rmSync } from 'node:fs'
import { portOf } from './edge.ts'
import type { Bench } from './harness/bench.ts'
import { AREA, copyOf, SERVICE } from './harness/city.ts'
import { drive, requestBytes } from './harness/load.ts'
import { compare, interleave } from './harness/measure.ts'
import { Child } from './harness/process.ts'

const PATH = '/v1/eligibility-decisions'

export const decisions: Bench = {
  name: 'decisions',
  async run({ rounds, pick }) {
    const city = await copyOf(pick(10_000, 60))
    const service = await Child.start('servers/service.ts', { folder: city.folder })
    const port = await portOf(service)
    const pairs = pick(1_000, 20)
    const item = (n: number) => ({ provider: city.templates[n % city.templates.length]!, service: SERVICE, area: AREA })
    const ask = (items: object[]) => requestBytes('POST', PATH, city.keys.dispatcher, JSON.stringify({ items }))
    const together = ask(Array.from({ length: pairs }, (_, n) => item(n)))
    const single = Array.from({ length: pairs }, (_, n) => ask([item(n)]))
    const calls = pick(10, 1)
    // One caller that waits for each answer, both ways: what it sees is what is compared.
    const rate = (requests: number, each: number, request: (n: number) => Buffer) => async () => {
      const { seconds } = await drive({ port, connections: 1, count: requests, request, status: 201 })
      return (requests * each) / seconds
    }
    const values = await interleave(
      rounds,
      rate(calls, pairs, () => together),
      rate(pairs, 1, n => single[n]!),
    )
    await service.stop()
    rmSync(city.folder, { recursive: true, force: true })
    return [
      compare(
        {
          name: 'decisions',
          measurement: `decisions, ${pairs} pairs a call / ${pairs} single calls`,
          unit: 'decisions/s',
          target: { least: 20 },
        },
        values,
      ),
    ]
  },
}
