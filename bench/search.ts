/** Searches for a name, a number and a code among a million providers, beside the search for a whole code in the same minutes. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { Random } from '../src/demo/random.ts'
import { nameGrams, nameKey } from '../src/registry/rules-name.ts'
import { searchProviders } from '../src/registry/search.ts'
import { openStore } from '../src/store/open.ts'
import type { Store } from '../src/store/store.ts'
import type { Bench } from './harness/bench.ts'
import { compare, interleave } from './harness/measure.ts'

const FOLDER = fileURLToPath(new URL('../var/bench/', import.meta.url))
const SEED = 20_261_126
const PAGE = 50
const PLACES = ['宁波', '宁波市', '宁波海曙', '宁波市鄞州区', '余姚市', '慈溪']
const BRAND = [
  ...'安心乐家康宁和美佳好顺达鑫盛源泰华丰永利德信诚亿嘉瑞祥福兴隆腾飞宏图百汇金银海天地山水云月星辰甬江东南西北',
]
const TRADES = [
  '家政',
  '保洁',
  '搬家',
  '管道疏通',
  '开锁',
  '家电维修',
  '月嫂',
  '养老',
  '装修',
  '物业',
  '绿化',
  '水电维修',
]
const FORMS = ['服务有限公司', '有限公司', '有限责任公司', '服务部', '经营部']

interface Firm {
  id: string
  name: string
  uscc: string
  phone: string
  brand: string
  trade: string
}

/** A kind of question, as it is asked for a firm, and how many times as long as a whole code it may take. */
const KINDS: Record<string, { ask: (firm: Firm) => string; most: number }> = {
  'whole-name': { ask: ({ name }) => name, most: 100 },
  'words-in-any-order': { ask: ({ brand, trade }) => `${trade} ${brand}`, most: 100 },
  'core-with-another-place-and-form': { ask: ({ brand, trade }) => `浙江象山${brand}${trade}集团公司`, most: 100 },
  'traditional-characters': { ask: ({ brand }) => `寧波 ${brand}`, most: 100 },
  'telephone-number': { ask: ({ phone }) => phone.replace('-', ' '), most: 5 },
  'beginning-of-a-code': { ask: ({ uscc }) => uscc.slice(0, 15), most: 5 },
  'what-a-tenth-have': { ask: ({ trade }) => trade, most: 100 },
}

export const searching: Bench = {
  name: 'search',
  async run({ rounds, pick }) {
    const size = pick(1_000_000, 200)
    const asked = pick(40, 5)
    mkdirSync(FOLDER, { recursive: true })
    const folder = mkdtempSync(join(FOLDER, 'search-'))
    await (await openStore({ dataDir: folder })).close()
    const firms = fill(join(folder, 'xinqiao.sqlite'), size, asked)
    const store = await openStore({ dataDir: folder })
    const results = []
    for (const [kind, { ask, most }] of Object.entries(KINDS)) {
      const values = await interleave(
        rounds,
        () => msPerSearch(store, firms.map(ask)),
        () =>
          msPerSearch(
            store,
            firms.map(({ uscc }) => uscc),
          ),
      )
      const measurement = `search among ${size}: ${kind.replaceAll('-', ' ')}, a page of ${PAGE} / a whole code`
      results.push(compare({ name: `search-${kind}`, measurement, unit: 'ms', target: { most } }, values))
    }
    await store.close()
    rmSync(folder, { recursive: true, force: true })
    return results
  },
}

/** Each search must find somebody: one that finds nobody would be fast. */
async function msPerSearch(store: Store, questions: readonly string[]): Promise<number> {
  const from = performance.now()
  for (const q of questions) {
    const { rows } = await store.read(db => searchProviders({ db, tables: store.tables, limit: PAGE }, { q }, null))
    if (rows.length === 0) throw new Error(`${q} finds nobody`)
  }
  return (performance.now() - from) / questions.length
}

function firmOf(n: number, random: Random): Firm {
  const brand = Array.from({ length: random.between(2, 3) }, () => random.pick(BRAND)).join('')
  const trade = random.pick(TRADES)
  const digits = String(n).padStart(10, '0')
  return {
    id: `0fffffff-ffff-7fff-bfff-${n.toString(16).padStart(12, '0')}`,
    name: `${random.pick(PLACES)}${brand}${trade}${random.pick(FORMS)}`,
    uscc: `91330203${digits}`,
    phone: `0574-8${String(random.between(0, 9_999_999)).padStart(7, '0')}`,
    brand,
    trade,
  }
}

/** Rows that a search reads, without a ledger. @returns firms to ask for, from all over the table */
function fill(file: string, size: number, asked: number): Firm[] {
  const db = new Database(file)
  for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'cache_size = -1000000']) db.pragma(pragma)
  // Filled first and sorted once: a million names have some twelve million pairs.
  const index = db.prepare(`select sql from sqlite_schema where name = 'name_grams_gram'`).pluck().get() as string
  db.exec('drop index name_grams_gram')
  const provider =
    db.prepare(`insert into providers (id, kind, name, name_key, uscc, uscc_status, phone, area, areas, offerings, registration,
    standing, registered_day, admission, phone_by_centre, areas_by_centre, offerings_by_centre, version) values (@id, 'firm', @name, @key, @uscc,
    'valid', @phone, '330203', '["330203"]', '["05"]', 'active', 'active', 0, 'taken-over', 0, 0, 0, 1)`)
  const gram = db.prepare('insert into name_grams (provider, gram) values (?, ?)')
  const phone = db.prepare(`insert into provider_match_keys (provider, kind, value) values (?, 'phone', ?)`)
  const random = new Random(SEED)
  const firms: Firm[] = []
  db.exec('begin')
  for (let n = 0; n < size; n++) {
    const firm = firmOf(n, random)
    const key = nameKey(firm.name)
    provider.run({ id: firm.id, name: firm.name, key, uscc: firm.uscc, phone: firm.phone })
    for (const pair of nameGrams(key)) gram.run(firm.id, pair)
    phone.run(firm.id, firm.phone.replace('-', ''))
    if (n % Math.floor(size / asked) === 0) firms.push(firm)
  }
  db.exec('commit')
  db.exec(index)
  db.pragma('journal_mode = WAL')
  db.close()
  return firms.slice(0, asked)
}
