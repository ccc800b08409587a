import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { importRegister } from '../../src/registry/import/import-register.ts'
import { type ImportReport, reportCsv } from '../../src/registry/import/report.ts'
import { openLedger } from '../../src/service.ts'
import type { Store } from '../../src/store/store.ts'
import { databases } from '../store/databases.ts'
import { City } from '../support/city.ts'
import { FOUNDED } from '../support/founded.ts'

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url))
const FIRMS = fixture('firms-gb18030.csv')
const VOLUNTEERS = fixture('volunteers-utf8-bom.csv')
const HEADER =
  '统一社会信用代码,单位名称,类型,联系电话,注册地址,所属区划,服务类别,服务区域,成立日期,经营期限至,登记状态'
const row = (
  change: { uscc?: string; name?: string; status?: string; area?: string; founded?: string; phone?: string } = {},
) => {
  const {
    uscc = '913302007645281201',
    name = '宁波示例家政有限公司',
    status = '存续',
    area = '海曙区',
    founded = '2009/11/14',
  } = change
  return `${uscc},${name},家政企业,${change.phone ?? '0574-87000000'},"宁波市
海曙区1号",${area},保洁清洗、家政服务,全市,${founded},,${status}`
}
const file = (...rows: string[]) => Buffer.from([HEADER, ...rows].join('\n'))
const codes = (report: ImportReport) => new Set(report.rows.flatMap(r => r.faults.map(f => f.code)))

describe.each(databases)('a register on $name', ({ openFounded }) => {
  let store: Store
  let ledger: Ledger
  beforeAll(async () => {
    store = await openFounded()
    ledger = (await openLedger(store, { now: () => FOUNDED })).ledger
  })
  afterAll(() => store.close())
  const run = async (bytes: Uint8Array, options: { dryRun?: boolean; overrides?: Map<string, string> } = {}) =>
    (await importRegister(ledger, bytes, { actor: 'test', ...options })).report
  const provider = async (uscc: string) => {
    const { providers } = store.tables
    const rows = await store.read(db => db.select().from(providers))
    return rows.find(p => p.uscc === uscc)
  }

  it('reports on a dry run what it will do, and writes nothing', async () => {
    const before = await ledger.head()
    const dry = await run(FIRMS, { dryRun: true })
    expect(await ledger.head()).toEqual(before)
    const real = await run(FIRMS)
    expect(real.counts).toEqual(dry.counts)
    expect(real.file.encoding).toBe('gb18030')
    expect(codes(real)).toEqual(
      new Set([
        'uscc-form',
        'uscc-check',
        'name-missing',
        'name-too-long',
        'area-unknown',
        'category-unknown',
        'date',
        'uscc-repeated',
      ]),
    )
    expect(real.counts).toMatchObject({ rejected: 13, repeated: 2 })
  })

  it('changes nothing the second time', async () => {
    const before = await ledger.head()
    const { counts } = await run(FIRMS)
    expect(counts).toMatchObject({ created: 0, updated: 0, rejected: 13, repeated: 2 })
    expect(await ledger.head()).toEqual(before)
  })

  it('reads UTF-8 with a byte order mark', async () => {
    const { file, counts } = await run(VOLUNTEERS)
    expect(file.encoding).toBe('utf-8-bom')
    expect(counts.created).toBeGreaterThan(30)
  })

  it('reads full-width and lower-case codes, quoted line breaks, 全市 and every form of a date', async () => {
    const full = '９１３３０２００７６４５２８１２０１'
    expect((await run(file('', row({ uscc: full }), '', ''))).counts).toMatchObject({ created: 1, rejected: 0 })
    const held = await provider('913302007645281201')
    expect(held).toMatchObject({ founded: '2009-11-14', area: '330203', areas: '["3302"]', offerings: '["01","05"]' })
    expect(held!.address).toContain('海曙区1号')
    for (const founded of ['2009-11-14', '20091114', '2009年11月14日']) {
      const { counts } = await run(file(row({ founded })))
      expect([founded, counts.unchanged]).toEqual([founded, 1])
    }
  })

  it('updates what changed, and leaves another name under the same code to a person', async () => {
    expect((await run(file(row({ phone: '0574-87111111' })))).counts.updated).toBe(1)
    const conflict = await run(file(row({ name: '宁波别家服务有限公司' })))
    expect(conflict.counts.conflicts).toBe(1)
    expect((await provider('913302007645281201'))!.name).toBe('宁波示例家政有限公司')
  })

  it('takes the registration status over: 注销, 吊销, 歇业, 迁出, and 存续 again', async () => {
    const words = { 注销: 'deregistered', 吊销: 'revoked', 歇业: 'dormant', 迁出: 'moved-out', 存续: 'operating' }
    for (const [status, registration] of Object.entries(words)) {
      await run(file(row({ status, phone: '0574-87111111' })))
      expect(await provider('913302007645281201')).toMatchObject({ registration, standing: 'active' })
    }
  })

  it('takes a wrong check character only with a reason', async () => {
    const uscc = '91350200776049653B'
    const bytes = file(row({ uscc, name: '厦门示例服务有限公司' }))
    expect(codes(await run(bytes))).toEqual(new Set(['uscc-check']))
    const { counts } = await run(bytes, { overrides: new Map([[uscc, '登记机关确认原码如此']]) })
    expect(counts.created).toBe(1)
    expect(await provider(uscc)).toMatchObject({ usccStatus: 'overridden' })
  })

  it('takes a leading = for text, and no spreadsheet computes the report', async () => {
    const report = await run(file(row({ uscc: '=1+1', name: '=cmd|calc' })))
    expect(report.rows[0]!.faults[0]).toMatchObject({ value: '=1+1', code: 'uscc-form' })
    expect(reportCsv(report)).toContain("'=1+1")
  })
})

describe('POST /v1/provider-imports', () => {
  it('is the same engine with the same report', async () => {
    const city = await City.open()
    try {
      const { status, body } = await city
        .call('post', '/v1/provider-imports', 'registrar')
        .set('Content-Type', 'text/csv')
        .send(FIRMS)
      expect(status).toBe(200)
      expect(body.counts).toMatchObject({ rejected: 13, repeated: 2 })
      expect(await city.differences()).toEqual([])
    } finally {
      await city.close()
    }
  })
})
