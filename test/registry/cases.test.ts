import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ImportOptions, importRegister } from '../../src/registry/import/import-register.ts'
import { City } from '../support/city.ts'

/** Files that failed elsewhere: made after public reports of similar systems and a real register. Every name and code is invented. */
const bytesOf = (name: string) => readFileSync(new URL(`cases/${name}`, import.meta.url))

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

const run = async (name: string, options: Partial<ImportOptions> = {}) =>
  (await importRegister(city.service.ledger, bytesOf(name), { actor: 'test', ...options })).report
const post = (name: string) =>
  city.call('post', '/v1/provider-imports', 'registrar').set('Content-Type', 'text/csv').send(bytesOf(name))
const provider = async (uscc: string) => {
  const { providers } = city.service.ledger.store.tables
  return (await city.service.ledger.read(db => db.select().from(providers))).find(row => row.uscc === uscc)
}
const listed = async (uscc: string) => {
  const { body } = await city.get('/v1/eligible-providers?service=05-001&area=330203&limit=200', 'dispatcher')
  const { id } = (await provider(uscc))!
  return body.items.some((item: { provider: { id: string } }) => item.provider.id === id)
}
const counts = (created: number, rejected = 0) => expect.objectContaining({ created, rejected })
const faults = (report: Awaited<ReturnType<typeof run>>) =>
  report.rows.flatMap(row => row.faults.map(fault => [row.line, fault.column, fault.code]))

describe('bytes', () => {
  it('03: one damaged character rejects its row, with line and column', async () => {
    const report = await run('03-one-damaged-character.csv')
    expect(report.counts).toEqual(counts(2, 1))
    expect(faults(report)).toEqual([[3, '注册地址', 'damaged']])
    expect(await provider('91330203MGBHTBG07J')).toBeUndefined()
  })

  it('08: Excel\'s "Unicode text" is UTF-16 with tabs', async () => {
    const report = await run('08-unicode-text-utf16.csv')
    expect(report.counts).toEqual(counts(1))
    expect(report.file).toMatchObject({ form: 'delimited', encoding: 'utf-16le', delimiter: '\t' })
  })

  it('register.xlsx: a workbook is read', async () => {
    const report = await run('register.xlsx')
    expect(report.counts).toEqual(counts(1))
    expect(report.file).toMatchObject({ form: 'xlsx', sheet: 'Sheet', headerLine: 1 })
    expect(await provider('91330203MA2K9XPLJG')).toMatchObject({ founded: '2015-05-06', validUntil: null })
  })
})

describe('form', () => {
  it('04: mixed line ends are ten rows', async () => {
    expect((await run('04-crlf-header-lf-rows.csv')).counts).toEqual(counts(10))
  })

  it('07: a semicolon separates, and the report says so', async () => {
    const report = await run('07-semicolon.csv')
    expect(report.counts).toEqual(counts(2))
    expect(report.file.delimiter).toBe(';')
  })

  it('09: a title above the header is found and named', async () => {
    const report = await run('09-title-row.csv')
    expect(report.counts).toEqual(counts(1))
    expect(report.file.headerLine).toBe(2)
    expect(report.skipped).toEqual([{ line: 1, lines: 1, reason: 'title', text: '2026年度家政服务机构名单' }])
  })

  it('17: a stray quotation mark rejects its row only', async () => {
    const report = await run('17-unescaped-quote.csv')
    expect(report.counts).toEqual(counts(1, 1))
    expect(faults(report)).toEqual([[2, '', 'quote']])
    expect(await provider('91330203MG10FHE112')).toBeDefined()
  })

  it('18: columns that may be empty in every row may be absent', async () => {
    expect((await run('18-no-phone-no-term-column.csv')).counts).toEqual(counts(1))
    expect(await provider('91330203MGLNM2BN8W')).toMatchObject({ phone: null, validUntil: null })
  })
})

describe('headers', () => {
  it('05: two columns that mean the same are refused with both names', async () => {
    const { status, body } = await post('05-two-status-columns.csv')
    expect([status, body.code]).toEqual([422, 'import-columns-repeated'])
    expect(body.detail).toContain('“状态”与“登记状态”')
    expect(await provider('91330203MGA9E3PT11')).toBeUndefined()
  })
})

describe('cells', () => {
  it('06: the words of the national register for the status', async () => {
    expect((await run('06-status-words.csv')).counts).toEqual(counts(4))
    const status = async (uscc: string) => (await provider(uscc))!.registration
    expect(await status('91330203MGB31LTUWK')).toBe('operating')
    expect(await status('91330203MGN6GBMQ98')).toBe('operating')
    expect(await status('91330203MG6DQ0K6HG')).toBe('revoked')
    expect(await status('91330203MGF6PGW6T1')).toBe('dormant')
  })

  it('10: dates with a time of 00:00 and with dots', async () => {
    expect((await run('10-dates-with-time.csv')).counts).toEqual(counts(3))
    for (const uscc of ['91330203MG746QAD7N', '91330203MGHAK1W4CY', '91330203MGRLWH7407'])
      expect((await provider(uscc))!.founded).toBe('2015-05-06')
  })

  it('11: words for a term without an end', async () => {
    expect((await run('11-term-words.csv')).counts).toEqual(counts(5))
    for (const uscc of ['91330203MG13NTWE34', '91330203MGE9YF4P6W', '91330203MG7YUP64X9', '91330203MGKYT46LRN'])
      expect((await provider(uscc))!.validUntil).toBeNull()
    expect((await provider('91330203MGCUDW230N'))!.validUntil).toBe('2035-05-05')
  })

  it('12: areas of before are recorded as their successors, with a note', async () => {
    const report = await run('12-areas-of-before.csv')
    expect(report.counts).toEqual(counts(5))
    const area = async (uscc: string) => (await provider(uscc))!.area
    expect(await area('91330203MG6N9UPL93')).toBe('330212')
    expect(await area('91330203MGQ28U9UB5')).toBe('330213')
    expect(await area('91330203MGTB8NYNF3')).toBe('330212')
    expect(await area('91330203MGD1YPG0LK')).toBe('330213')
    expect(await area('91330203MGP9RCRPTD')).toBe('330203')
    const notes = report.rows.flatMap(row => row.notes.filter(note => note.code === 'area-of-before'))
    expect(notes.map(note => [note.column, note.value, note.allowed])).toContainEqual([
      '所属区划',
      '江东区',
      ['鄞州区'],
    ])
    expect(notes[0]!.reason).toBe('“江东区”已撤销，按现行区划“鄞州区”登记')
  })

  it('16: zero-width characters do not count', async () => {
    expect((await run('16-zero-width.csv')).counts).toEqual(counts(2))
    expect(await provider('91330203MG9UJ2HQ33')).toBeDefined()
  })

  it('19: dates that the contract refuses are refused here too', async () => {
    const report = await run('19-dates-that-the-api-refuses.csv')
    expect(report.counts).toEqual(counts(0, 2))
    expect(faults(report)).toEqual([
      [2, '成立日期', 'date'],
      [3, '成立日期', 'date'],
    ])
    expect(report.rows[0]!.faults[0]!.allowed).toEqual(['1900-01-01', '2026-11-24'])
  })

  it('20: a legal form is a kind', async () => {
    expect((await run('20-kind-is-legal-form.csv')).counts).toEqual(counts(3))
    expect((await provider('91330203MG1JJUREWF'))!.kind).toBe('firm')
    expect((await provider('91330203MG99CHY83U'))!.kind).toBe('firm')
    expect((await provider('91330203MG8JWY271G'))!.kind).toBe('volunteer')
  })

  it('13: an empty cell keeps what is held, unless it is said to clear it', async () => {
    const uscc = '91330203MGYR25BLRP'
    await run('13-a-full.csv')
    expect((await run('13-b-blank-cells.csv')).counts).toMatchObject({ unchanged: 1, updated: 0 })
    expect(await provider(uscc)).toMatchObject({ phone: '0574-87170001', address: '宁波市海曙区样板路1号' })
    expect((await run('13-b-blank-cells.csv', { empty: 'clears' })).counts).toMatchObject({ updated: 1 })
    expect(await provider(uscc)).toMatchObject({ phone: null, address: null, founded: '2015-05-06' })
  })
})

describe('codes', () => {
  it("15: a citizen's identity number is refused, and its digits appear nowhere", async () => {
    const { status, body, text } = await post('15-id-shaped-code.csv')
    expect([status, body.counts.rejected]).toEqual([200, 1])
    expect(body.rows[0].faults[0]).toMatchObject({ column: '统一社会信用代码', code: 'identity-number' })
    const rejects = await city.get(body.rejects.href, 'registrar').buffer(true)
    const { store } = city.service.ledger
    const ledger = await store.read(db => db.select().from(store.tables.ledger))
    const everything = text + String(rejects.body) + JSON.stringify(ledger)
    expect(everything).not.toContain('190001010056')
    expect(rejects.status).toBe(200)
  })

  it('14: a firm that was renamed and deregistered is barred by its code, and its name waits', async () => {
    const uscc = '91330203MGXJX28Q4W'
    await run('14-a-before.csv')
    const report = await run('14-b-renamed-and-zhuxiao.csv')
    expect(report.counts).toMatchObject({ conflicts: 1 })
    expect(report.rows[0]).toMatchObject({
      faults: [{ code: 'uscc-conflict', allowed: ['宁波更名前样例家政有限公司'] }],
    })
    expect(report.rows[0]!.notes.map(note => note.code)).toContain('status-applied')
    expect(await provider(uscc)).toMatchObject({
      name: '宁波更名前样例家政有限公司',
      registration: 'deregistered',
      standing: 'active',
    })
    expect(await listed(uscc)).toBe(false)
  })
})

describe('providers without a code', () => {
  it('21: a volunteer team gets a number of the centre, and the same file again changes nothing', async () => {
    const report = await run('21-no-code.csv')
    expect(report.counts).toEqual(counts(1))
    expect(report.rows[0]!.notes).toMatchObject([{ code: 'number-given', allowed: ['V000001'] }])
    const { body } = await city.get('/v1/providers?q=V000001')
    expect(body.items).toMatchObject([
      { name: '白云街道银发志愿服务队', uscc: null, usccStatus: 'none', number: 'V000001' },
    ])
    expect((await run('21-no-code.csv')).counts).toMatchObject({ created: 0, updated: 0, unchanged: 1, conflicts: 0 })
  })
})

describe('two facts', () => {
  it('01: a suspension outlives whatever the register says, and only a reinstatement ends it', async () => {
    const uscc = '91330203MG92XJN66E'
    await run('01-a-alive.csv')
    const { id } = (await provider(uscc))!
    expect(await listed(uscc)).toBe(true)
    expect((await city.post(`/v1/providers/${id}/suspensions`, 'registrar', { reason: '核查' })).status).toBe(201)
    await run('01-b-zhuxiao.csv')
    expect(await provider(uscc)).toMatchObject({ registration: 'deregistered', standing: 'suspended' })
    await run('01-a-alive.csv')
    expect(await provider(uscc)).toMatchObject({ registration: 'operating', standing: 'suspended' })
    expect(await listed(uscc)).toBe(false)
    expect((await city.get(`/v1/providers/${id}`)).body).toMatchObject({
      registration: 'operating',
      standing: 'suspended',
    })
    expect((await city.post(`/v1/providers/${id}/reinstatements`, 'registrar', { reason: '查清' })).status).toBe(201)
    expect(await listed(uscc)).toBe(true)
  })

  it('are found each by itself', async () => {
    const find = async (query: string) =>
      (await city.get(`/v1/providers?limit=200&${query}`)).body.items.map((item: { uscc: string }) => item.uscc)
    expect(await find('registration=dormant')).toContain('91330203MGF6PGW6T1')
    expect(await find('registration=operating')).not.toContain('91330203MGF6PGW6T1')
    expect(await find('standing=suspended')).toEqual([])
  })
})

describe('all of it', () => {
  it('is replayed to the same rows', async () => {
    expect(await city.differences()).toEqual([])
  })
})
