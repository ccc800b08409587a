/** Impact runs: a million pieces of evidence replayed with two versions, from the ledger in a file to the result. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Random } from '../src/demo/random.ts'
import { dayToDate } from '../src/ledger/clock.ts'
import { readParameters } from '../src/ratings/rules/check-parameters.ts'
import { createMethodology, loadMethodology } from '../src/ratings/rules/methodology.ts'
import { runImpact } from '../src/ratings/versions/impact.ts'
import { insertRows } from '../src/store/insert-rows.ts'
import { openStore } from '../src/store/open.ts'
import { openReading } from '../src/store/reading.ts'
import type { Tables } from '../src/store/tables.ts'
import type { Bench } from './harness/bench.ts'
import { absolute } from './harness/measure.ts'

const FIRST_DAY = 1_500
const DAYS = 3 * 365
const BATCH = 5_000

export const impact: Bench = {
  name: 'impact',
  async run({ rounds, pick }) {
    const pieces = pick(1_000_000, 2_000)
    const folder = mkdtempSync(join(tmpdir(), 'xinqiao-impact-'))
    await fill(folder, pieces, pick(10_000, 40))
    const parameters = structuredClone(readParameters())
    parameters.version = '1.1.0'
    parameters.admission.unverifiedWeight = 64
    parameters.grades.cuts[5] = 700_000
    const question = {
      base: loadMethodology(),
      draft: createMethodology(parameters),
      seq: pieces,
      day: FIRST_DAY + DAYS,
    }
    const reading = await openReading({ dataDir: folder })
    const seconds: number[] = []
    let most = 0
    let cpu = 0
    // One run says as much as seven: it is long, and compares with nothing.
    for (let round = 0; round < Math.min(2, rounds); round += 1) {
      const started = performance.now()
      const before = process.cpuUsage()
      await runImpact(reading.read, reading.tables, question, () => {
        most = Math.max(most, process.memoryUsage.rss())
      })
      seconds.push((performance.now() - started) / 1_000)
      const { user, system } = process.cpuUsage(before)
      cpu = (user + system) / 1_000_000
    }
    await reading.close()
    rmSync(folder, { recursive: true, force: true })
    const notes = [
      `${cpu.toFixed(1)} s of CPU`,
      `at most ${Math.round(most / 2 ** 20)} MiB resident in the whole process`,
    ]
    const measurement = `impact run, ${pieces} pieces, both versions`
    return [absolute({ name: 'impact', measurement, unit: 's', target: { most: 120 }, notes }, seconds)]
  },
}

/** A ledger of evidence alone: what an impact run reads. Its hashes are no hashes, for nobody asks for them here. */
async function fill(folder: string, pieces: number, providers: number): Promise<void> {
  const store = await openStore({ dataDir: folder })
  const random = new Random(7)
  for (let from = 1; from <= pieces; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, pieces - from + 1) }, (_, i) =>
      entry(random, from + i, pieces, providers),
    )
    await store.write(db => insertRows(db, { table: store.tables.ledger, key: ['seq'], replaced: [] }, rows))
  }
  await store.close()
}

function entry(random: Random, seq: number, pieces: number, providers: number): Tables['ledger']['$inferInsert'] {
  const day = FIRST_DAY + Math.floor((seq * DAYS) / (pieces + 1))
  const n = random.between(0, providers - 1)
  const provider = `018c020f-3400-7079-aae3-${String(n).padStart(12, '0')}`
  const customer = `c${random.between(1, 200_000)}`
  const at = { provider, day, customer }
  // Every firm has a quality of its own, from poor to excellent.
  const quality = 500 + (n % 50) * 10
  const good = random.chance(quality)
  const kind = random.between(0, 99)
  const [type, payload] =
    kind < 48
      ? ['evidence.order', { ...at, completed: good, answeredWithin300s: random.chance(900) }]
      : kind < 97
        ? ['evidence.review', { ...at, stars: good ? 5 : random.between(1, 4), verified: kind < 90 }]
        : kind < 99
          ? ['evidence.complaint', { ...at, upheld: !good }]
          : ['evidence.inspection', { provider, day, score: good ? 85 : 60 }]
  const place = { seq, at: `${dayToDate(day)}T12:00:00.000+08:00`, day, actor: 'bench', sealed: null }
  return {
    ...place,
    type: String(type),
    subject: provider,
    payload: JSON.stringify(payload),
    prev: '',
    hash: String(seq),
  }
}
