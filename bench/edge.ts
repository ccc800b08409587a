/** Eligible providers: CPU per request beside bare node:http, throughput beside the ordinary way. */
import { rmSync } from 'node:fs'
import type { Bench } from './harness/bench.ts'
import { cityOf, copyOf, LIST } from './harness/city.ts'
import { drive, once, requestBytes } from './harness/load.ts'
import { compare, interleave } from './harness/measure.ts'
import { Child } from './harness/process.ts'

const CONNECTIONS = 32

/** CPU microseconds per request of a server. */
export async function cpuPerRequest(child: Child, port: number, request: Buffer, count: number): Promise<number> {
  const before = await child.cpu()
  await drive({ port, connections: CONNECTIONS, count, request: () => request, status: 200 })
  return ((await child.cpu()) - before) / count
}

export const portOf = async (child: Child) => (await child.ask<{ port: number }>('port')).port

export const edge: Bench = {
  name: 'edge',
  async run({ rounds, pick }) {
    const city = await cityOf(pick(10_000, 60))
    const request = requestBytes('GET', LIST, city.keys.dispatcher)
    const service = await Child.start('servers/service.ts', { folder: city.folder })
    const port = await portOf(service)
    const { head, body } = await once(port, request)
    const bare = await Child.start('baselines/bare.ts', { body, headers: headersOf(head) })
    const barePort = await portOf(bare)
    const count = pick(20_000, 50)
    const values = await interleave(
      rounds,
      () => cpuPerRequest(service, port, request, count),
      () => cpuPerRequest(bare, barePort, request, count),
    )
    await Promise.all([service.stop(), bare.stop()])
    const items = JSON.parse(body).items.length
    return [
      compare(
        {
          name: 'edge',
          measurement: `eligible-providers, ${items} of ${city.size}, CPU per request / bare node:http sending the same bytes`,
          unit: 'µs',
          target: { most: 1.6 },
        },
        values,
      ),
    ]
  },
}

/** Bytes that the service sent, less the headers that node:http sets itself. */
function headersOf(head: string): Record<string, string> {
  const lines = head.split('\r\n').slice(1)
  const pairs = lines.map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const)
  return Object.fromEntries(pairs.filter(([name]) => !/^(date|connection|keep-alive)$/i.test(name)))
}

export const throughput: Bench = {
  name: 'throughput',
  async run({ rounds, pick }) {
    const city = await copyOf(pick(10_000, 60))
    const request = requestBytes('GET', LIST, city.keys.dispatcher)
    const service = await Child.start('servers/service.ts', { folder: city.folder })
    const port = await portOf(service)
    const expected = (await once(port, request)).body
    // The baseline adds its table to the copy while the service is not writing.
    const ordinary = await Child.start('baselines/ordinary.ts', { folder: city.folder })
    const ordinaryPort = await portOf(ordinary)
    const same = (await once(ordinaryPort, request)).body === expected
    if (!same) throw new Error('the ordinary baseline gives another answer')
    const rate = async (at: number, count: number) =>
      count / (await drive({ port: at, connections: CONNECTIONS, count, request: () => request, status: 200 })).seconds
    const values = await interleave(
      rounds,
      () => rate(port, pick(20_000, 50)),
      () => rate(ordinaryPort, pick(500, 20)),
    )
    await Promise.all([service.stop(), ordinary.stop()])
    rmSync(city.folder, { recursive: true, force: true })
    return [
      compare(
        {
          name: 'throughput',
          measurement: 'eligible-providers, throughput / Express 5 + better-sqlite3 + drizzle written the ordinary way',
          unit: 'requests/s',
          target: { least: 6 },
        },
        values,
      ),
    ]
  },
}
