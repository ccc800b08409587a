/** Accepted requests stay fast under more load than can be served. */
import { rmSync } from 'node:fs'
import { portOf } from './edge.ts'
import type { Bench } from './harness/bench.ts'
import { copyOf } from './harness/city.ts'
import { Connection, percentile, requestBytes } from './harness/load.ts'
import { compare, interleave } from './harness/measure.ts'
import { Child } from './harness/process.ts'

/** Clients that keep one process busy without a pause; three times as many are three times the saturating load. */
const SATURATING = 64
const LIST = '/v1/providers?q=%E5%AE%B6%E6%94%BF&limit=20'

interface Seen {
  /** p99 of the accepted, ms. */
  p99: number
  accepted: number
  refused: number
}

/** Searches from so many clients, each sending its next as soon as it has an answer; 503 is an answer too. */
async function press(port: number, connections: number, count: number, request: Buffer): Promise<Seen> {
  const latencies: number[] = []
  let sent = 0
  let refused = 0
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(port)))
  await Promise.all(
    open.map(async connection => {
      while (sent < count) {
        sent++
        const at = performance.now()
        const { status } = await connection.send(request)
        if (status === 200) latencies.push(performance.now() - at)
        else if (status === 503) refused++
        else throw new Error(`answered ${status}`)
      }
      connection.close()
    }),
  )
  return { p99: percentile(Float64Array.from(latencies), 0.99), accepted: latencies.length, refused }
}

export const overload: Bench = {
  name: 'overload',
  async run({ rounds, pick }) {
    const city = await copyOf(pick(10_000, 60))
    const service = await Child.start('servers/service.ts', { folder: city.folder })
    const port = await portOf(service)
    const request = requestBytes('GET', LIST, city.keys.dispatcher)
    let refused = 0
    let answered = 0
    const at = (clients: number) => async () => {
      const seen = await press(port, clients, pick(1_500, 60), request)
      if (clients > SATURATING) {
        refused += seen.refused
        answered += seen.accepted + seen.refused
      }
      return seen.p99
    }
    const values = await interleave(rounds, at(3 * SATURATING), at(SATURATING))
    await service.stop()
    rmSync(city.folder, { recursive: true, force: true })
    const share = ((refused / Math.max(1, answered)) * 100).toFixed(0)
    return [
      compare(
        {
          name: 'overload',
          measurement: `p99 of accepted searches at three times the saturating load (${3 * SATURATING} clients) / at saturation (${SATURATING})`,
          unit: 'ms',
          target: { most: 3 },
          notes: [`${share} % of what came at three times the saturating load was refused with 503`],
        },
        values,
      ),
    ]
  },
}
