import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as XLSX from '@e965/xlsx'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importFile } from '../../src/commands/import.ts'
import { City } from '../support/city.ts'
import { runCommand } from '../support/command.ts'

const HEADER =
  '统一社会信用代码,单位名称,类型,联系电话,注册地址,所属区划,服务类别,服务区域,成立日期,经营期限至,登记状态,身份证号'
const CODES = ['91350100M000100Y43', '123502001549897397', '91440101MA5CJQ4N59']
const CITIZEN = '11010519491231002X'
const row = (code: string, change: { name?: string; area?: string; status?: string } = {}) =>
  [
    ...[
      code,
      change.name ?? `试样${code.slice(-3)}家政`,
      '企业',
      '0574-1',
      '海曙区1号',
      change.area ?? '海曙区',
      '保洁清洗',
    ],
    ...['全市', '2015-05-06', '长期', change.status ?? '存续', CITIZEN],
  ].join(',')

let city: City
let folder: string
beforeAll(async () => {
  city = await City.open()
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-import-'))
})
afterAll(async () => {
  await city.close()
  rmSync(folder, { recursive: true, force: true })
})
const path = (name: string) => join(folder, name)
const file = (name: string, bytes: Uint8Array | string) => {
  writeFileSync(path(name), bytes)
  return path(name)
}
const importInto = (...args: string[]) => runCommand(importFile, city.folder, ['providers', ...args], city.clock.ms)

describe('npm run import -- providers', () => {
  it('says what it read, what became of it, and why', async () => {
    const text = ['名单', HEADER, row(CODES[0]!), row(CODES[1]!, { area: '海暑区' }), '合计,2', ''].join('\r\n')
    const { status, output } = await importInto(file('a.csv', text), '--report', path('a-report.csv'))
    expect(status).toBe(0)
    expect(output).toContain(
      'utf-8，分隔符 separator 逗号 comma，表头在第 2 行 header in line 2，未使用的列 columns not used: 身份证号',
    )
    expect(output).toMatch(/新增 created {2}1\n.*更新 updated {2}0\n.*\n.*拒绝 rejected {2}1/)
    expect(output).toContain('标题行 title  行 line 1 “名单”')
    expect(output).toContain('合计行 total  行 line 5 “合计 2”')
    expect(output).toContain('行 line 4  所属区划 “海暑区”：不是本市现行区划；请填写：海曙区')
    expect(output).toContain('area-unknown: Not an area of the city today; allowed: 海曙区')
    expect(readFileSync(path('a-report.csv'), 'utf8')).toContain('area-unknown')
  })

  it('sends the rejected rows back in the form that they came in; corrected, they are imported', async () => {
    const text = [HEADER, row(CODES[1]!, { area: '海暑区' }), row(CODES[0]!)].join('\r\n').replaceAll(',', ';')
    const source = file('b.csv', iconv.encode(text, 'gb18030'))
    const { output } = await importInto(source, '--rejects', path('b-rejects.csv'))
    expect(output).toContain(path('b-rejects.csv'))
    const rejects = iconv.decode(readFileSync(path('b-rejects.csv')), 'gb18030')
    expect(rejects.split('\r\n')).toHaveLength(3)
    expect(rejects).toContain('未导入原因 reason')
    expect(rejects).toContain('所属区划：不是本市现行区划；请填写：海曙区')
    expect(rejects).not.toContain('19491231')
    const corrected = file('b-corrected.csv', iconv.encode(rejects.replace('海暑区', '海曙区'), 'gb18030'))
    expect((await importInto(corrected, '--rejects', path('none.csv'))).output).toMatch(/新增 created {2}1\n/)
    expect(existsSync(path('none.csv'))).toBe(false)
  })

  it('does the same with a workbook', async () => {
    const book = XLSX.utils.book_new()
    const lines = [HEADER, row(CODES[2]!, { status: '在了' }), row(CODES[0]!)].map(line => line.split(','))
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(lines), '家政')
    const source = file('c.xlsx', XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }))
    await importInto(source, '--rejects', path('c-rejects.xlsx'))
    const again = XLSX.read(readFileSync(path('c-rejects.xlsx')))
    const cells: string[][] = XLSX.utils.sheet_to_json(again.Sheets.家政!, { header: 1 })
    expect(cells).toHaveLength(2)
    expect(cells[1]!.at(-1)).toContain('登记状态无法识别')
    expect(JSON.stringify(cells)).not.toContain('19491231')
    cells[1]![10] = '存续'
    XLSX.utils.book_append_sheet(again, XLSX.utils.aoa_to_sheet(cells), '更正')
    const corrected = file('c-corrected.xlsx', XLSX.write(again, { type: 'buffer', bookType: 'xlsx' }))
    expect((await importInto(corrected, '--sheet', '更正')).output).toMatch(/新增 created {2}1\n/)
  })

  it('ends with 1, and says so in words, when every row or the whole file is refused', async () => {
    const rows = await importInto(file('d.csv', [HEADER, row('123')].join('\n')))
    expect([rows.status, rows.output]).toEqual([1, expect.stringContaining('未导入任何机构：全部行被拒绝')])
    const whole = await importInto(file('e.csv', 'a,b\n1,2\n'))
    expect([whole.status, whole.output]).toEqual([1, expect.stringContaining('文件被拒绝 nothing was imported')])
    expect(whole.output).toContain('缺少列：统一社会信用代码')
    expect(whole.output).toContain('Columns missing: Line 1 was taken for the header')
  })

  it('writes no control character of the file to the terminal', async () => {
    const { output } = await importInto(
      file('f.csv', [HEADER, row('\u001b[31m\u0007\ufffd', { name: '甲\u202e乙' })].join('\n')),
    )
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
  })

  it('takes a code that breaks a rule with a reason, from a list that is read like a register', async () => {
    const source = file('g.csv', [HEADER, row('91350200776049653B')].join('\n'))
    const reasons = file('reasons.csv', iconv.encode('代码;理由\r\n９1350200776049653b;登记机关确认', 'gb18030'))
    expect((await importInto(source, '--overrides', reasons)).output).toMatch(/新增 created {2}1\n/)
    const broken = file('broken.csv', '代码,理由\n91350200776049653B,\n')
    const { status, output } = await importInto(source, '--overrides', broken)
    expect([status, output]).toEqual([1, expect.stringContaining('例外清单有误：第 2 行')])
  })

  it('reports a code that comes twice, and applies it once', async () => {
    const text = [HEADER, row(CODES[0]!), row(CODES[0]!, { name: '别名家政' })].join('\n')
    const { output } = await importInto(file('h.csv', text))
    expect(output).toMatch(/待人工核实 conflicts {2}0\n.*重复 repeated {2}1\n/)
    expect(output).toContain('文件中第2行已有同一代码')
  })

  it('writes nothing on a dry run', async () => {
    const before = await city.service.ledger.head()
    const { output } = await importInto(file('i.csv', [HEADER, row('91330203MGM8NXWHAB')].join('\n')), '--dry-run')
    expect(output).toMatch(/试运行，未写入.*\n.*\n {2}新增 created {2}1\n/)
    expect(await city.service.ledger.head()).toEqual(before)
  })
})
