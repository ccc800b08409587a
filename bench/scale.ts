/** A hundred cities' firms: the same query, the memory of the indexes, and the time to be ready. */
import { rmSync } from 'node:fs'
import { cpuPerRequest, portOf } from './edge.ts'
import type { Bench } from './harness/bench.ts'
import { type City, cityOf, copyOf, LIST } from './harness/city.ts'
import { once, requestBytes } from './harness/load.ts'
import { absolute, compare, interleave } from './harness/measure.ts'
import { Child } from './harness/process.ts'

const CITY = 10_000
const HUNDRED_CITIES = 1_000_000
/** Items and areas that are asked for so that indexes and lists are all there: two of the larger categories. */
const WARM_LISTS = 40

const started = (city: City) => Child.start('servers/service.ts', { folder: city.folder })

export const million: Bench = {
  name: 'million',
  async run({ rounds, pick }) {
    const [large, small] = [await cityOf(pick(HUNDRED_CITIES, 120)), await cityOf(pick(CITY, 60))]
    const servers = [await started(large), await started(small)] as const
    const count = pick(20_000, 50)
    const cpu = async (server: Child, city: City) => {
      const port = await portOf(server)
      const request = requestBytes('GET', LIST, city.keys.dispatcher)
      await once(port, request)
      return () => cpuPerRequest(server, port, request, count)
    }
    const values = await interleave(rounds, await cpu(servers[0], large), await cpu(servers[1], small))
    for (const server of servers) await server.stop()
    const measurement = `eligible-providers, CPU per request at ${large.size} providers / at ${small.size}`
    return [compare({ name: 'million', measurement, unit: 'µs', target: { most: 1.2 } }, values)]
  },
}

export const memory: Bench = {
  name: 'memory',
  async run({ pick }) {
    const city = await cityOf(pick(HUNDRED_CITIES, 120))
    const server = await started(city)
    const port = await portOf(server)
    for (let n = 1; n <= WARM_LISTS; n++) {
      const service = `0${5 + (n % 2)}-${String(1 + (n % 10)).padStart(3, '0')}`
      const area = ['330203', '330205', '330212', '330281'][n % 4]
      const path = `/v1/eligible-providers?service=${service}&area=${area}&limit=200`
      const { status } = await once(port, requestBytes('GET', path, city.keys.dispatcher))
      if (status !== 200) throw new Error(`${path}: ${status}`)
    }
    const { rss, heapUsed } = await server.ask<{ rss: number; heapUsed: number }>('memory')
    await server.stop()
    const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`
    const notes = [
      `resident ${mib(rss)}, of it ${mib(heapUsed)} JavaScript heap; JSON of the firms ${mib(city.jsonBytes)}`,
    ]
    const measurement = `resident memory of the service at ${city.size} providers / their JSON in bytes`
    const values = { candidate: [rss / 2 ** 20], baseline: [city.jsonBytes / 2 ** 20] }
    return [compare({ name: 'memory', measurement, unit: 'MiB', target: { most: 4 }, notes }, values)]
  },
}

export const startUp: Bench = {
  name: 'start-up',
  async run({ rounds, pick }) {
    const results = []
    const settings: [size: number, seconds: number, times: number][] = [
      [pick(CITY, 60), 2, rounds],
      [pick(HUNDRED_CITIES, 120), 20, pick(3, 1)],
    ]
    for (const [size, most, times] of settings) {
      const city = await copyOf(size)
      const values: number[] = []
      for (let i = 0; i < times; i++) {
        const from = performance.now()
        const server = await started(city)
        await portOf(server)
        values.push((performance.now() - from) / 1000)
        await server.stop()
      }
      rmSync(city.folder, { recursive: true, force: true })
      const measurement = `from the start of the process to listening, ${size} providers`
      results.push(absolute({ name: `start-up-${size}`, measurement, unit: 's', target: { most } }, values))
    }
    return results
  },
}
