/** Waiting time of dispatch while evidence is written as fast as group commit takes it. */
import { rmSync } from 'node:fs'
import { portOf } from './edge.ts'
import type { Bench } from './harness/bench.ts'
import { type City, copyOf, LIST } from './harness/city.ts'
import { drive, percentile, requestBytes } from './harness/load.ts'
import { compare, interleave } from './harness/measure.ts'
import { Child } from './harness/process.ts'

const READERS = 32
const WRITERS = 64

/** The n-th review: the provider and the customer change with n. */
function review(city: City, n: number): Buffer {
  const provider = city.templates[n % city.templates.length]!
  const body = JSON.stringify({ provider, customer: `w-${n}`, stars: 1 + (n % 5) })
  return requestBytes('POST', '/v1/reviews', city.keys.dispatcher, body)
}

export const latency: Bench = {
  name: 'latency',
  async run({ rounds, pick }) {
    const city = await copyOf(pick(10_000, 60))
    const server = await Child.start('servers/service.ts', { folder: city.folder })
    const port = await portOf(server)
    const list = requestBytes('GET', LIST, city.keys.dispatcher)
    const count = pick(10_000, 50)
    const p99 = async () => {
      const { latencies } = await drive({ port, connections: READERS, count, request: () => list, status: 200 })
      return percentile(latencies, 0.99)
    }
    let written = 0
    const whileWriting = async () => {
      let reading = true
      const from = written
      // As many writes as go on while the reads do: the writers stop when the reads are answered.
      const writers = Array.from({ length: WRITERS }, async () => {
        while (reading)
          await drive({ port, connections: 1, count: 10, request: () => review(city, written++), status: [201, 503] })
      })
      const value = await p99()
      reading = false
      await Promise.all(writers)
      if (written - from < WRITERS) throw new Error('nothing was written')
      return value
    }
    const values = await interleave(rounds, whileWriting, p99)
    await server.stop()
    rmSync(city.folder, { recursive: true, force: true })
    const measurement = `p99 of eligible-providers (${READERS} at once) while ${WRITERS} clients write evidence / without writes`
    return [compare({ name: 'latency', measurement, unit: 'ms', target: { most: 3 } }, values)]
  },
}
