/** Cities to measure on: a few hundred providers through the ledger, with real ratings, and the rest copied from them row by row. */
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { DEFAULT_QUOTAS } from '../../src/api/quota.ts'
import { planProviders } from '../../src/demo/plan-providers.ts'
import { Random } from '../../src/demo/random.ts'
import { type DemoData, readDemoData } from '../../src/demo/settings.ts'
import { foundCity } from '../../src/founding/found-city.ts'
import { businessDay } from '../../src/ledger/clock.ts'
import type { Draft } from '../../src/ledger/ledger.ts'
import { SAFEGUARDS } from '../../src/ratings/evidence/entries-safeguards.ts'
import { NO_SAFEGUARDS } from '../../src/ratings/evidence/rules-safeguards.ts'
import { toProvider } from '../../src/registry/rows.ts'
import { openLedger, openService } from '../../src/service.ts'
import { openStore } from '../../src/store/open.ts'

export const SERVICE = '05-001'
export const AREA = '330203'
export const LIST = `/v1/eligible-providers?service=${SERVICE}&area=${AREA}&limit=20`

/** Providers that come through the ledger; half of them have evidence. */
const TEMPLATES = 400
const PIECES = 30
/** The beginning of a UUIDv7 that is newer than any that a city is made with. */
const BEHIND_ALL = '0fffffff-ffff-7fff-bfff-'
const SEED = 20_261_125
const DAY_MS = 86_400_000
const CACHE = fileURLToPath(new URL('../../var/bench/', import.meta.url))

export interface City {
  folder: string
  size: number
  /** Keys by role. */
  keys: Record<'dispatcher' | 'registrar' | 'regulator', string>
  /** Ids of the providers that came through the ledger. */
  templates: string[]
  /** Bytes of all providers as GET /v1/providers/{id} shows them. */
  jsonBytes: number
}

/** The city of that size, made at the first use and kept until the tables or this file change. */
export async function cityOf(size: number): Promise<City> {
  const folder = join(CACHE, `city-${size}-${fingerprint()}`)
  const file = join(folder, 'city.json')
  if (!existsSync(file)) {
    for (const old of existsSync(CACHE) ? readdirSync(CACHE) : [])
      if (old.startsWith(`city-${size}-`)) rmSync(join(CACHE, old), { recursive: true, force: true })
    mkdirSync(CACHE, { recursive: true })
    const making = mkdtempSync(join(CACHE, 'making-'))
    await writeFile(join(making, 'city.json'), JSON.stringify(await makeCity(making, size)))
    renameSync(making, folder)
  }
  return { ...JSON.parse(readFileSync(file, 'utf8')), folder }
}

/** A copy that may be written to; the caller removes its folder. */
export async function copyOf(size: number): Promise<City> {
  const city = await cityOf(size)
  const folder = mkdtempSync(join(CACHE, 'copy-'))
  cpSync(city.folder, folder, { recursive: true })
  return { ...city, folder }
}

function fingerprint(): string {
  const hash = createHash('sha256')
  const add = (path: string) => hash.update(readFileSync(new URL(`../../${path}`, import.meta.url)))
  for (const file of readdirSync(new URL('../../migrations/', import.meta.url)).sort()) add(`migrations/${file}`)
  add('bench/harness/city.ts')
  // A city is rated up to its day: another day's Mondays would be work that a start does not usually have.
  hash.update(String(businessDay(Date.now())))
  return hash.digest('hex').slice(0, 12)
}

async function makeCity(folder: string, size: number): Promise<Omit<City, 'folder'>> {
  const data = readDemoData({ firms: Math.min(size, TEMPLATES), volunteers: 0 })
  const random = new Random(SEED)
  const { templates, keys } = await makeTemplates(folder, data, random)
  const jsonBytes = copyTemplates(join(folder, 'xinqiao.sqlite'), data, random, size)
  return { size, keys, templates, jsonBytes }
}

async function makeTemplates(folder: string, data: DemoData, random: Random) {
  // Recorded ten days ago, so that a Monday has rated it since.
  let ms = Date.now() - 10 * DAY_MS
  const store = await openStore({ dataDir: folder })
  const opened = await openLedger(store, { now: () => ms })
  const { ledger } = opened
  await foundCity(opened)
  // Measurements send moves as fast as they can.
  await ledger.write('bench', tx =>
    tx.append({ type: 'safeguards.set', subject: SAFEGUARDS, payload: { ...NO_SAFEGUARDS } }),
  )
  const providers = planProviders(data, random, ms)
  await ledger.write('bench', async tx => {
    for (const { id, profile: _, ...facts } of providers)
      await tx.append({
        type: 'provider.registered',
        subject: id,
        payload: { provider: id, ...facts, usccStatus: 'valid', validUntil: null },
      })
    for (const [i, { id }] of providers.entries())
      if (i % 2 === 0) for (const draft of evidence(random, id, tx.day)) await tx.append(draft)
  })
  ms = Date.now()
  await opened.ratings.ensureEvaluated(ledger, businessDay(ms))
  await store.close()
  return { templates: providers.map(p => p.id), keys: await issueKeys(folder) }
}

/** Orders, most of them reviewed, of the last year; good enough for a grade more often than not. */
export function evidence(random: Random, provider: string, today: number, pieces = PIECES): Draft[] {
  const draft = (kind: string, facts: object): Draft => ({
    type: `evidence.${kind}`,
    subject: provider,
    payload: { provider, day: today - random.between(0, 300), customer: `c-${random.between(1, 1_000_000)}`, ...facts },
  })
  return Array.from({ length: pieces }, (_, i) =>
    i % 2 === 0
      ? draft('order', { completed: random.chance(970), answeredWithin300s: random.chance(930) })
      : draft('review', { stars: random.chance(850) ? 5 : random.between(1, 5), verified: true }),
  )
}

async function issueKeys(folder: string): Promise<City['keys']> {
  const store = await openStore({ dataDir: folder })
  const config = { port: 0, host: '127.0.0.1', checkResponses: false, log: 'silent' as const, quotas: DEFAULT_QUOTAS }
  const service = await openService({ store, config })
  const keys = {} as City['keys']
  for (const role of ['dispatcher', 'registrar', 'regulator'] as const)
    keys[role] = await service.ledger.write('bench', async tx => (await service.keys.issue(tx, role, null, role)).key)
  await service.close()
  return keys
}

type Row = Record<string, string | number | null>

/** Fills the city up with providers that bear a template's row but other ids, names, areas, offerings and sums. @returns JSON bytes of all */
function copyTemplates(file: string, data: DemoData, random: Random, size: number): number {
  const db = new Database(file)
  // Nobody else has the file yet: what a crash would leave is made anew.
  for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'cache_size = -1000000']) db.pragma(pragma)
  const all = (table: string, order: string) => db.prepare(`select * from ${table} order by ${order}`).all() as Row[]
  const templates = all('providers', 'id')
  const ratings = new Map(all('ratings', 'provider').map(row => [row.provider, row]))
  const put = Object.fromEntries(
    ['providers', 'ratings', 'offerings', 'served_areas'].map(table => [table, inserter(db, table)]),
  )
  let bytes = 0
  for (const row of templates) bytes += shownBytes(row)
  db.exec('begin')
  for (let n = templates.length; n < size; n++) {
    const row = copyOfRow(templates[n % templates.length]!, n, data, random)
    put.providers!(row)
    bytes += shownBytes(row)
    for (const service of JSON.parse(row.offerings as string)) put.offerings!({ provider: row.id!, service })
    for (const area of JSON.parse(row.areas as string)) put.served_areas!({ provider: row.id!, area })
    const rating = ratings.get(templates[n % templates.length]!.id!)
    if (rating) put.ratings!({ ...rating, provider: row.id!, fold: stirred(rating.fold as string, random) })
  }
  db.exec('commit')
  db.pragma('journal_mode = WAL')
  db.close()
  return bytes
}

/** An insert of every column that the table has, so that a column of later does not break it. */
function inserter(db: Database.Database, table: string): (row: Row) => void {
  const columns = (db.pragma(`table_info(${table})`) as { name: string }[]).map(column => column.name)
  const insert = db.prepare(`insert into ${table} (${columns}) values (${columns.map(c => `@${c}`)})`)
  return row => void insert.run(row)
}

function copyOfRow(template: Row, n: number, data: DemoData, random: Random): Row {
  const offerings = new Set<string>()
  for (let i = random.between(1, 3); i > 0; i--) {
    const category = random.pick(data.categories)
    if (random.chance(500)) offerings.add(category.code)
    else for (let k = random.between(2, 6); k > 0; k--) offerings.add(random.pick(category.items))
  }
  const areas = random.chance(330) ? ['3302'] : [random.pick(data.districts).code, random.pick(data.districts).code]
  const { name, uscc } = template as { name: string; uscc: string }
  return {
    ...template,
    // Behind each other in the tables, as ids made one after another are.
    id: `${BEHIND_ALL}${n.toString(16).padStart(12, '0')}`,
    name: `${name.slice(0, 6)}${n}${name.slice(-4)}`,
    name_key: `${name.slice(0, 6)}${n}${name.slice(-4)}`,
    uscc: `${uscc.slice(0, 8)}${String(n).padStart(10, '0')}`,
    areas: JSON.stringify([...new Set(areas)].sort()),
    offerings: JSON.stringify([...offerings].filter(c => c.length === 2 || !offerings.has(c.slice(0, 2))).sort()),
  }
}

function shownBytes({ name_key: nameKey, uscc_status: usccStatus, valid_until: validUntil, ...row }: Row): number {
  const { registered_day: registeredDay, ...rest } = row
  return Buffer.byteLength(
    JSON.stringify(toProvider({ ...rest, nameKey, usccStatus, validUntil, registeredDay } as never)),
  )
}

/** A fold whose sums differ a little from the template's: equal scores would be the exception, as they are in life. */
function stirred(fold: string, random: Random): string {
  const copy = JSON.parse(fold) as { evidence: { sums: number[] } }
  copy.evidence.sums = copy.evidence.sums.map(sum =>
    sum > 10_000 ? sum - random.between(0, Math.min(sum >> 6, 1e9) + 999) : sum,
  )
  return JSON.stringify(copy)
}
