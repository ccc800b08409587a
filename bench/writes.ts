/** Durable writes: many that wait together share a commit, beside the same with a commit each. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { placeholders } from '../src/ledger/append.ts'
import { openStore } from '../src/store/open.ts'
import { prepared } from '../src/store/prepared.ts'
import type { Writer } from '../src/store/store.ts'
import type { Tables } from '../src/store/tables.ts'
import { portOf } from './edge.ts'
import type { Bench } from './harness/bench.ts'
import { AREA, type City, copyOf, SERVICE } from './harness/city.ts'
import { drive, requestBytes } from './harness/load.ts'
import { compare, interleave } from './harness/measure.ts'
import { Child } from './harness/process.ts'

const CLIENTS = 64
/** Writes that wait together in front of the store. */
const WAITING = 256

export const receive = (city: City) =>
  requestBytes(
    'POST',
    '/v1/requests',
    city.keys.dispatcher,
    JSON.stringify({ channel: 'phone', customer: 'c-1', service: SERVICE, area: AREA }),
  )

export const httpWrites: Bench = {
  name: 'http-writes',
  async run({ rounds, pick }) {
    const size = pick(10_000, 60)
    const [city, other] = [await copyOf(size), await copyOf(size)]
    const together = await Child.start('servers/service.ts', { folder: city.folder })
    const alone = await Child.start('servers/service.ts', { folder: other.folder, maxBatch: 1 })
    const rate = (child: Child, of: City, count: number) => async () => {
      const request = receive(of)
      const port = await portOf(child)
      const { seconds } = await drive({ port, connections: CLIENTS, count, request: () => request, status: 201 })
      return count / seconds
    }
    const values = await interleave(rounds, rate(together, city, pick(10_000, 64)), rate(alone, other, pick(3_000, 64)))
    await Promise.all([together.stop(), alone.stop()])
    for (const { folder } of [city, other]) rmSync(folder, { recursive: true, force: true })
    const measurement = `acknowledged durable writes over HTTP, ${CLIENTS} clients / one commit per write`
    return [compare({ name: 'http-writes', measurement, unit: 'writes/s', target: { least: 4 } }, values)]
  },
}

/** The smallest write, prepared once as those on the service's common ways are. */
async function insertSecret(db: Writer, { secrets }: Tables, name: string): Promise<void> {
  const insert = prepared(db, 'bench_write', d => d.insert(secrets).values(placeholders(['name', 'value']) as never))
  await insert.execute({ name, value: 'x' })
}

/** Writes per second of a fresh store with so many in one commit. */
async function storeRate(count: number, maxBatch?: number): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'xinqiao-bench-'))
  const store = await openStore({ dataDir, maxBatch })
  let next = 0
  const client = async () => {
    while (next < count) {
      const name = `w-${next++}`
      await store.write(db => insertSecret(db, store.tables, name))
    }
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: Math.min(WAITING, count) }, client))
  const rate = (count / (performance.now() - started)) * 1000
  await store.close()
  rmSync(dataDir, { recursive: true, force: true })
  return rate
}

export const storeWrites: Bench = {
  name: 'store-writes',
  async run({ rounds, pick }) {
    const values = await interleave(
      rounds,
      () => storeRate(pick(40_000, 100)),
      () => storeRate(pick(2_000, 20), 1),
    )
    const measurement = `durable writes through the store alone, ${WAITING} waiting / one commit per write`
    return [compare({ name: 'store-writes', measurement, unit: 'writes/s', target: { least: 15 } }, values)]
  },
}
