import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Random } from '../../src/demo/random.ts'
import { type ProviderRow, toProvider } from '../../src/registry/rows.ts'
import { nameKey } from '../../src/registry/rules-name.ts'
import { type Place, searchProviders } from '../../src/registry/search.ts'
import type { Search } from '../../src/registry/search-conditions.ts'
import { openLedger } from '../../src/service.ts'
import { sql, sqliteDriver } from '../../src/store/drizzle.ts'
import { SQLITE_FILE } from '../../src/store/sqlite-copy.ts'
import type { Reader, Store } from '../../src/store/store.ts'
import { databases } from '../store/databases.ts'
import { FOUNDED } from '../support/founded.ts'

const COUNT = 240
/** Looked at for one answer: few, so that most searches need several. */
const MOST = 20
const WORDS = ['宁', '波', '甬', '江', '安', '家', '政', 'A', '𠮷']
const AREAS = ['330203', '330205', '3302', '330212']
const OFFERINGS = ['05', '05-001', '05-002', '06', '06-001']

function aProvider(n: number, random: Random) {
  const some = <T>(all: T[], most: number) => [
    ...new Set(Array.from({ length: random.between(1, most) }, () => random.pick(all))),
  ]
  const name = Array.from({ length: random.between(1, 6) }, () => random.pick(WORDS)).join('')
  const facts = { kind: random.chance(20) ? 'volunteer' : 'firm', name, uscc: `test-${n}`, usccStatus: 'overridden' }
  const place = {
    phone: null,
    address: null,
    area: '330203',
    areas: some(AREAS, 2).sort(),
    offerings: some(OFFERINGS, 3).sort(),
  }
  return { ...facts, ...place, founded: null, validUntil: null }
}

/** Some providers, a few of which have left. */
async function populate(store: Store): Promise<ProviderRow[]> {
  const { ledger } = await openLedger(store, { now: () => FOUNDED })
  const random = new Random(25)
  await ledger.write('test', async tx => {
    for (let n = 0; n < COUNT; n++) {
      const provider = ledger.newId()
      await tx.append({
        type: 'provider.registered',
        subject: provider,
        payload: { provider, ...aProvider(n, random) },
      })
      if (random.chance(5)) await tx.append({ type: 'provider.withdrawn', subject: provider, payload: { provider } })
    }
  })
  return store.read(db => db.select().from(store.tables.providers).orderBy(store.tables.providers.id))
}

/** Every word stands in the name, wherever; the city is a word of its own. */
function isNamed({ nameKey: name }: ProviderRow, q: string, withPlaces: boolean): boolean {
  const parts = q.split(' ').flatMap(word => word.split(/^((?:宁波)+)/))
  const words = parts.filter(word => word && (withPlaces || !word.startsWith('宁波')))
  return words.length > 0 && words.every(word => name.includes(nameKey(word.replace(/^(宁波)+$/, '宁波'))))
}

/** What the documents say of the conditions, one provider at a time. */
function meets(
  row: ProviderRow,
  { q, service, area, kind, standing }: Search,
  grade?: ReadonlySet<string>,
  withPlaces = true,
): boolean {
  const { areas, offerings } = toProvider(row)
  const offers = (code: string) =>
    offerings.some(o => o === code || o === code.slice(0, 2) || (code.length === 2 && o.startsWith(`${code}-`)))
  return (
    (q === undefined || isNamed(row, q, withPlaces)) &&
    (service === undefined || offers(service)) &&
    (area === undefined || areas.some(served => area.startsWith(served))) &&
    (kind === undefined || row.kind === kind) &&
    (standing === undefined || row.standing === standing) &&
    (grade === undefined || grade.has(row.id))
  )
}

/** Ids of those who meet all; where nobody does, of those who do but for places. */
function expected(all: ProviderRow[], search: Search): string[] {
  const strict = all.filter(row => meets(row, search))
  const found = strict.length > 0 || !search.q ? strict : all.filter(row => meets(row, search, undefined, false))
  return found.map(row => row.id)
}

const searches = fc.record(
  {
    q: fc.oneof(
      fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }).map(words => words.join('')),
      fc.array(fc.constantFrom(...WORDS, '宁波', '家政'), { minLength: 2, maxLength: 3 }).map(words => words.join(' ')),
      fc.constant(' '),
    ),
    service: fc.constantFrom('05', '05-001', '06-001', '06'),
    area: fc.constantFrom('330203', '330212', '3302'),
    kind: fc.constantFrom('firm', 'volunteer'),
    standing: fc.constantFrom('active', 'withdrawn'),
  },
  { requiredKeys: [] },
)

describe.each(databases)('a search over $name', ({ openFounded }) => {
  let store: Store
  let all: ProviderRow[]
  beforeAll(async () => {
    store = await openFounded()
    all = await populate(store)
  })
  afterAll(() => store.close())

  async function pages(search: Search, limit: number, most = MOST): Promise<ProviderRow[][]> {
    const found: ProviderRow[][] = []
    for (let after: Place | null = null, first = true; first || after !== null; first = false) {
      const page: Awaited<ReturnType<typeof searchProviders>> = await store.read(db =>
        searchProviders({ db, tables: store.tables, limit, most }, search, after),
      )
      expect(page.rows.length).toBeLessThanOrEqual(limit)
      if (page.next && after?.rank === -1 && page.next.stage === after.stage) expect(page.next.id > after.id).toBe(true)
      found.push(page.rows)
      after = page.next
    }
    return found
  }

  it('finds page by page exactly those who meet all conditions, once each, though it looks at few for each page', async () => {
    await fc.assert(
      fc.asyncProperty(searches, fc.integer({ min: 1, max: 40 }), async (search, limit) => {
        const found = (await pages(search, limit)).flat().map(row => row.id)
        expect(search.q === undefined ? found : found.sort()).toEqual(expected(all, search))
      }),
      { numRuns: 60, examples: [[{ q: '宁波 宁', area: '3302' }, 1]] },
    )
  })

  it('gives the same order on pages of any length: exact names, then names that begin so, then the others', async () => {
    await fc.assert(
      fc.asyncProperty(searches, fc.integer({ min: 1, max: 40 }), async (search, limit) => {
        const paged = (await pages(search, limit, COUNT)).flat().map(row => row.id)
        const whole = (await pages(search, COUNT, COUNT)).flat()
        expect(paged).toEqual(whole.map(row => row.id))
        if (search.q === undefined) return
        const key = nameKey(search.q)
        const tier = ({ nameKey: name }: ProviderRow) => (name === key ? 0 : name.startsWith(key) ? 2 : 3)
        const tiers = whole.map(tier).filter(n => n !== 3)
        expect(tiers).toEqual([...tiers].sort())
      }),
      { numRuns: 60 },
    )
  })

  it('finds those of a grade, decided by its condition or apart', async () => {
    const { providers } = store.tables
    const decided = new Set(all.filter((_, i) => i % 3 === 0).map(row => row.id))
    const apart = new Set(all.filter((_, i) => i % 5 === 0).map(row => row.id))
    const besides = all.filter((_, i) => i % 10 === 0).map(row => row.id)
    const condition = sql`${providers.id} in ${[...decided]}`
    const has = new Set([...decided].filter(id => !apart.has(id)).concat(besides))
    for (const search of [{}, { q: '宁' }, { kind: 'firm', area: '330203' }]) {
      const found = (await pages({ ...search, graded: { condition, apart, besides } }, 7)).flat().map(row => row.id)
      expect(found.sort()).toEqual(all.filter(row => meets(row, search, has)).map(row => row.id))
    }
  })

  it('needs few pages where a condition is rare', async () => {
    const left = all.filter(row => row.standing === 'withdrawn').length
    expect(left).toBeLessThan(MOST)
    expect((await pages({ q: '宁', standing: 'withdrawn' }, 40)).length).toBe(1)
  })

  it.each<Search>([
    {},
    { q: '宁' },
    { q: '宁波' },
    { q: '宁', standing: 'withdrawn' },
    { q: '宁波甬江', kind: 'volunteer', service: '05', area: '330203' },
    { service: '05-001' },
    { service: '05' },
    { area: '330203' },
    { kind: 'firm' },
    { registration: 'active' },
    { q: '91330200764528120X' },
    { q: '家政 宁波' },
    { q: '寧波' },
    { q: '0574-87000000' },
    { q: '913302' },
  ])('reads %j from indexes, in their order', async search => {
    // PostgreSQL plans anew with every look at its statistics.
    if (store.dialect !== 'sqlite') return
    const statements: string[] = []
    const verbose = (statement: unknown) => statements.push(String(statement))
    const client = new Database(join(store.reopen!.dataDir!, SQLITE_FILE), { verbose })
    const db = sqliteDriver().drizzle({ client }) as unknown as Reader
    const later: Place = { stage: search.q === undefined ? 0 : 1, found: 0, rank: -1, name: '', id: all[9]!.id }
    for (const after of [null, later]) await searchProviders({ db, tables: store.tables, limit: 50 }, search, after)
    const unbounded = /^SCAN (?!some$|providers USING COVERING INDEX)|TEMP B-TREE/
    for (const statement of statements.splice(0)) {
      const plan = client.prepare(`explain query plan ${statement}`).all() as { detail: string }[]
      expect([statement, plan.filter(({ detail }) => unbounded.test(detail))]).toEqual([statement, []])
    }
    client.close()
  })
})
