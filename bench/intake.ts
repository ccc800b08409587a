/** Bulk intake of evidence beside a bare loop, its fold beside reading it, its rebuild beside itself. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Random } from '../src/demo/random.ts'
import { dayToDate } from '../src/ledger/clock.ts'
import type { Ledger } from '../src/ledger/ledger.ts'
import { rebuild } from '../src/ledger/rebuild.ts'
import { importEvidence, LINES_PER_WRITE } from '../src/ratings/evidence/import-evidence.ts'
import { methodologyActivation } from '../src/ratings/versions/methodology-entries.ts'
import { openLedger } from '../src/service.ts'
import { openStore } from '../src/store/open.ts'
import { SQLITE_FILE } from '../src/store/sqlite-copy.ts'
import type { Store } from '../src/store/store.ts'
import type { Bench } from './harness/bench.ts'
import { compare, interleave } from './harness/measure.ts'

/** Providers of a full and of a quick run. */
const PROVIDERS = 10_000
const FEW_PROVIDERS = 50
const CUSTOMERS = 200_000
const SEED = 81_890
/** When the intake takes place: a Tuesday noon. */
const NOW = Date.parse('2026-11-24T12:00:00+08:00')
const TODAY = 2_519

/** Lines of evidence as an older system hands them over, by day. */
export async function* lines(count: number, providers = PROVIDERS): AsyncGenerator<string> {
  const random = new Random(SEED)
  for (let i = 0; i < count; i++) {
    const facts = random.chance(550)
      ? { kind: 'order', completed: random.chance(960), answeredWithin300s: random.chance(900) }
      : { kind: 'review', stars: random.chance(800) ? 5 : random.between(1, 5), verified: true }
    const day = dayToDate(TODAY - 400 + Math.floor((i * 400) / count))
    yield JSON.stringify({
      provider: providerId(random.between(0, providers - 1)),
      customer: `c-${random.between(1, CUSTOMERS)}`,
      day,
      ...facts,
    })
  }
}

const providerId = (n: number) => `018c020f-3400-7079-aae3-${n.toString(16).padStart(12, '0')}`

interface Taken {
  folder: string
  store: Store
  ledger: Ledger
  /** Of the intake alone; `all` with the registration of its providers, which a rebuild replays too. */
  seconds: number
  all: number
}

/** `building`: as the commands open it that make a database which nobody uses before it is complete. */
async function emptyLedger(building = false) {
  const folder = mkdtempSync(join(tmpdir(), 'xinqiao-bench-'))
  const store = await openStore({ dataDir: folder, building })
  return { folder, store, ...(await openLedger(store, { now: () => NOW })) }
}

/** Takes so many pieces into a fresh database, and how long that took. */
export async function take(count: number): Promise<Taken> {
  const providers = count < PROVIDERS ? FEW_PROVIDERS : PROVIDERS
  const began = performance.now()
  const { folder, store, ledger, ratings } = await emptyLedger()
  await ledger.write('bench', async tx => {
    await tx.append(methodologyActivation(ratings.methodology))
    for (let n = 0; n < providers; n++) {
      const provider = providerId(n)
      const facts = { kind: 'firm', name: `机构${n}`, uscc: `bench-${n}`, usccStatus: 'overridden', phone: null }
      const place = { address: null, area: '330203', areas: ['330203'], offerings: ['05'], founded: null }
      const payload = { provider, ...facts, ...place, validUntil: null }
      await tx.append({ type: 'provider.registered', subject: provider, payload })
    }
  })
  const registering = (performance.now() - began) / 1000
  const made: string[] = []
  for await (const line of lines(count, providers)) made.push(line)
  const started = performance.now()
  await importEvidence(ledger, stream(made), { actor: 'bench', source: 'bench', onFault: refuse })
  const seconds = (performance.now() - started) / 1000
  return { folder, store, ledger, seconds, all: registering + seconds }
}

async function* stream(made: readonly string[]) {
  yield* made
}

function refuse(fault: object): never {
  throw new Error(`refused: ${JSON.stringify(fault)}`)
}

async function drop({ store, folder }: Pick<Taken, 'store' | 'folder'>): Promise<void> {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
}

/** The same ledger bytes, inserted by the shortest loop, in transactions of the same size, durable; rows per second. */
function bareRate(source: string, count: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'xinqiao-bench-'))
  const from = new Database(join(source, SQLITE_FILE), { readonly: true })
  const rows = from
    .prepare(`select * from ledger where type like 'evidence.%' order by seq limit ${count}`)
    .raw()
    .all() as unknown[][]
  const { sql } = from.prepare(`select sql from sqlite_schema where name = 'ledger'`).get() as { sql: string }
  from.close()
  const db = new Database(join(folder, 'bare.sqlite'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(sql)
  const insert = db.prepare(`insert into ledger values (${rows[0]!.map(() => '?').join(',')})`)
  const started = performance.now()
  for (let i = 0; i < rows.length; i += LINES_PER_WRITE) {
    db.exec('begin immediate')
    for (const row of rows.slice(i, i + LINES_PER_WRITE)) insert.run(row)
    db.exec('commit')
  }
  const rate = (rows.length / (performance.now() - started)) * 1000
  db.close()
  rmSync(folder, { recursive: true, force: true })
  return rate
}

export const intake: Bench = {
  name: 'intake',
  async run({ pick }) {
    const count = pick(200_000, 300)
    const kept = await take(pick(200_000, 300))
    const candidate = async () => {
      const taken = await take(count)
      await drop(taken)
      return count / taken.seconds
    }
    const values = await interleave(pick(3, 1), candidate, async () => bareRate(kept.folder, count), false)
    await drop(kept)
    const measurement = `bulk intake of ${count} pieces of evidence / a bare better-sqlite3 loop inserting the same ledger bytes`
    return [compare({ name: 'intake', measurement, unit: 'pieces/s', target: { least: 0.4 } }, values)]
  },
}

export const rebuilding: Bench = {
  name: 'rebuild',
  async run({ pick }) {
    const count = pick(1_000_000, 300)
    const rounds = pick(2, 1)
    const values = { candidate: [] as number[], baseline: [] as number[] }
    for (let round = 0; round < rounds; round++) {
      const taken = await take(count)
      const target = await emptyLedger(true)
      const started = performance.now()
      await rebuild(taken.ledger, target.ledger)
      values.candidate.push((performance.now() - started) / 1000)
      values.baseline.push(taken.all)
      await drop(target)
      await drop(taken)
    }
    const measurement = `rebuild from a ledger of ${count} pieces of evidence / their bulk intake`
    return [compare({ name: 'rebuild', measurement, unit: 's', target: { most: 1 } }, values)]
  },
}
