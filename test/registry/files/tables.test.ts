import * as XLSX from '@e965/xlsx'
import { zipSync } from 'fflate'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { readInThread, writeInThread } from '../../../src/registry/files/in-thread.ts'
import { Refusal } from '../../../src/registry/files/refusal.ts'
import { columnWords } from '../../../src/registry/files/rules-columns.ts'
import { readTableFile } from '../../../src/registry/files/table-file.ts'

const WORDS = {
  columns: columnWords<'code' | 'name' | 'day' | 'note'>({
    code: { needed: true, titles: ['代码', '信用代码'] },
    name: { needed: true, titles: ['名称'] },
    day: { titles: ['日期'] },
    note: { titles: ['说明'] },
  }),
  marks: ['code'] as const,
  totals: ['合计'],
  footnotes: ['注:', '填表人'],
}
const read = (text: string | Uint8Array, sheet?: string) =>
  readTableFile(typeof text === 'string' ? Buffer.from(text) : text, WORDS, sheet)
const rows = async (text: string | Uint8Array, sheet?: string) =>
  (await read(text, sheet)).rows.map(row => row.fault?.code ?? row.cells.join('|'))
const refusal = async (bytes: string | Uint8Array, sheet?: string) => {
  const error = await read(bytes, sheet).catch(caught => caught)
  expect(error).toBeInstanceOf(Refusal)
  return (error as Refusal).code
}

describe('the rows of a delimited text', () => {
  it.each([
    ['CRLF', '代码,名称\r\n1,甲\r\n2,乙\r\n'],
    ['LF', '代码,名称\n1,甲\n2,乙\n'],
    ['CR', '代码,名称\r1,甲\r2,乙'],
    ['mixed', '代码,名称\r\n1,甲\n2,乙\r'],
    ['quoted', '"代码","名称"\n"1","甲"\n"2","乙"\n'],
    ['blanks around quotes', '代码,名称\n "1" , "甲" \n2,乙'],
    ['semicolons', '代码;名称\n1;甲\n2;乙'],
    ['tabs', '代码\t名称\n1\t甲\n2\t乙'],
  ])('are the same with %s', async (_, text) => expect(await rows(text)).toEqual(['1|甲', '2|乙']))

  it('keep a line break, a quotation mark and a separator inside quotation marks', async () => {
    expect(await rows('代码,名称\n1,"甲\r\n乙"\n2,"甲""乙"",丙"\n3,丁')).toEqual(['1|甲\n乙', '2|甲"乙",丙', '3|丁'])
  })

  it('are counted by the lines that an editor shows', async () => {
    const { header, rows } = await read('标题\n代码,名称\n1,"甲\n乙"\n\n2,丙\n')
    expect([header.line, ...rows.map(row => row.line)]).toEqual([2, 3, 6])
  })

  it.each([
    ['in a cell', '代码,名称\n1,甲"乙"丙\n2,丁\n3,"戊"', ['quote', '2|丁', '3|戊']],
    ['that opens and never closes', '代码,名称\n1,"甲\n2,丁\n3,戊', ['quote', '2|丁', '3|戊']],
    ['that closes in a later row', '代码,名称,说明\n1,"甲,a\n2,丁,b\n3,戊",c', ['quote', '2|丁|b', 'quote']],
    ['after a closing one', '代码,名称\n1,"甲"乙\n2,丁', ['quote', '2|丁']],
    ['at the end of the file', '代码,名称\n1,甲\n2,"', ['1|甲', 'quote']],
  ])('lose no other row to a stray quotation mark %s', async (_, text, expected) => {
    expect(await rows(text)).toEqual(expected)
  })

  it("read Excel's guards against itself", async () => {
    expect(await rows('代码,名称\n="001",甲\n="0,2",乙\n"=""003""",丙')).toEqual(['001|甲', '0,2|乙', '="003"|丙'])
  })

  it('are filled when they are short, and counted when they are long', async () => {
    const { rows } = await read('代码,名称,说明\n1,甲\n2,乙,丙,,\n3,丁,戊,己\n')
    expect(rows.map(row => row.cells)).toEqual([
      ['1', '甲', ''],
      ['2', '乙', '丙'],
      ['3', '丁', '戊', '己'],
    ])
    expect(rows[2]!.fault).toMatchObject({ code: 'cells', value: '4', allowed: ['3'] })
  })

  it('that are none are named and skipped', async () => {
    const text = '2026年名单\n\n代码,名称\n1,甲\n,\n,,\n代码,名称\n2,乙\n合计,2\n注：截至年底\n填表人：丙,\n'
    const { rows, skipped } = await read(text)
    expect(rows.map(row => row.cells.join('|'))).toEqual(['1|甲', '2|乙'])
    expect(skipped.map(({ line, lines, reason }) => [line, lines, reason])).toEqual([
      [1, 1, 'title'],
      [2, 1, 'blank'],
      [5, 2, 'blank'],
      [7, 1, 'header'],
      [9, 1, 'total'],
      [10, 1, 'footnote'],
      [11, 1, 'footnote'],
    ])
  })

  it('with a code are rows, whatever they begin with', async () => {
    expect(await rows('名称,代码\n合计家政,9133020076\n注册家政,x')).toEqual(['合计家政|9133020076', '注册家政|x'])
  })

  it('say which cell a damaged character is in', async () => {
    const gb = iconv.encode('代码,名称,说明\n1,海曙区山路,好\n2,乙,好', 'gb18030')
    const at = gb.indexOf(iconv.encode('区', 'gb18030'))
    const { rows } = await read(Buffer.concat([gb.subarray(0, at + 1), Buffer.from(','), gb.subarray(at + 2)]))
    expect(rows[0]!.fault).toMatchObject({ code: 'damaged', place: 1 })
    expect(rows[1]!.fault).toBeNull()
  })
})

describe('a header', () => {
  it.each(['代码*,名称（必填）', ' 代码 ：,"名\n称"', '\u200b代码,名称\ufeff', '＊代码,名称(选填)', '代　码,名 称'])(
    'is known with its marks: %s',
    async header => expect(await rows(`${header}\n1,甲`)).toEqual(['1|甲']),
  )

  it('may have columns that are not ours, which are named', async () => {
    expect((await read('序号,代码,名称,法定代表人\n1,2,甲,乙')).header.ignored).toEqual(['序号', '法定代表人'])
  })

  it.each([
    ['import-empty', ''],
    ['import-empty', '\n\n'],
    ['import-header', 'a,b\n1,2\n'],
    ['import-header', '代码,说明\n1,2\n'],
    ['import-columns-repeated', '代码,名称,信用代码\n1,甲,2'],
    ['import-columns-repeated', '代码,名称,名称\n1,甲,2'],
    ['import-encoding', Buffer.from('代码,名称\n1,甲', 'utf16le')],
    ['import-encoding', Buffer.from(Array.from({ length: 400 }, (_, i) => (i * 89) % 256))],
    ['import-workbook', Buffer.from('PK\u0003\u0004 and nothing more')],
    ['import-workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0])],
  ])('that is none refuses the file: %s', async (code, bytes) => expect(await refusal(bytes)).toBe(code))
})

/** A workbook with days as spreadsheets keep them, in two sheets. */
function workbook(bookType: 'xlsx' | 'biff8', { date1904 = false, hidden = false } = {}): Uint8Array {
  const sheet = XLSX.utils.aoa_to_sheet([['名单'], [], ['代码', '名称', '日期', '说明']])
  const serial = date1904 ? 42130 - 1462 : 42130
  const cells: Record<string, XLSX.CellObject> = {
    A4: { t: 's', v: '0001' },
    B4: { t: 's', v: '甲' },
    C4: { t: 'n', v: serial, z: 'yyyy/m/d' },
    D4: { t: 'n', v: 13800000000 },
    A5: { t: 'n', v: Number('913302007645281201') },
    B5: { t: 's', v: '乙' },
    C5: { t: 'n', v: serial + 0.5, z: 'yyyy-mm-dd hh:mm' },
    D5: { t: 'n', v: 0.5, f: '1/2' },
    A7: { t: 'n', v: 3 },
    B7: { t: 's', v: '丙' },
    C7: { t: 'n', v: 42130 },
    D7: { t: 'b', v: true },
  }
  Object.assign(sheet, cells, { '!ref': 'A1:D7' })
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(
    book,
    XLSX.utils.aoa_to_sheet([
      ['代码', '名称'],
      ['9', '别家'],
    ]),
    '说明页',
  )
  XLSX.utils.book_append_sheet(book, sheet, '名单')
  book.Workbook = { WBProps: { date1904 }, Sheets: [{ Hidden: hidden ? 1 : 0 }, { Hidden: 0 }] }
  return new Uint8Array(XLSX.write(book, { type: 'array', bookType }))
}

describe.each(['xlsx', 'biff8'] as const)('a workbook (%s)', bookType => {
  it('has the days, numbers and texts that a person sees', async () => {
    const { file, header, rows } = await read(workbook(bookType), '名单')
    expect(file).toMatchObject({ form: bookType === 'biff8' ? 'xls' : 'xlsx', sheet: '名单' })
    expect([header.line, rows.map(row => row.line)]).toEqual([3, [4, 5, 7]])
    expect(rows.map(row => row.cells)).toEqual([
      ['0001', '甲', '2015-05-06', '13800000000'],
      [expect.stringMatching(/^9\.1330\d+e\+17$/), '乙', '2015-05-06 12:00:00', '0.5'],
      ['3', '丙', '42130', 'TRUE'],
    ])
  })

  it('counts its days from 1904 if it says so', async () => {
    expect((await read(workbook(bookType, { date1904: true }), '名单')).rows[0]!.cells[2]).toBe('2015-05-06')
  })

  it('is read in its first visible sheet, or in the one that is named', async () => {
    expect(await rows(workbook(bookType))).toEqual(['9|别家'])
    expect(await rows(workbook(bookType, { hidden: true }))).toHaveLength(3)
    expect(await rows(workbook(bookType), '2')).toHaveLength(3)
    expect(await refusal(workbook(bookType), '别处')).toBe('import-sheet')
  })

  it('comes out of its thread as it is, and goes back in the same form', async () => {
    const table = await readInThread({ bytes: workbook(bookType), words: WORDS, sheet: '名单' })
    const lines = [table.header.titles, ...table.rows.map(row => row.cells)]
    const again = await read(await writeInThread({ file: table.file, rows: lines }))
    expect(again.file).toEqual(table.file)
    expect(again.rows.map(row => row.cells)).toEqual(table.rows.map(row => row.cells))
  })
})

describe('a table in markup that is named .xls', () => {
  const page = (head: string) =>
    `<html><head>${head}</head><body><table><tr><th>代码</th><th>名称</th><th>日期</th></tr><tr><td>913302007645281201</td><td>甲&amp;乙</td><td>2015-05-06</td></tr><tr><td>0574</td><td>丙<br>丁</td><td>1/2</td></tr></table></body></html>`

  it.each([
    ['a web page in GB18030', () => iconv.encode(page('<meta charset="gb2312">'), 'gb18030')],
    ['a web page in UTF-8', () => Buffer.from(`\ufeff${page('')}`)],
  ])('is read as it stands there: %s', async (_, bytes) => {
    const { file, rows } = await readInThread({ bytes: bytes(), words: WORDS, sheet: undefined })
    expect(file.form).toBe('xls')
    expect(rows.map(row => row.cells)).toEqual([
      ['913302007645281201', '甲&乙', '2015-05-06'],
      ['0574', '丙\n丁', '1/2'],
    ])
  })

  it('is read from the XML of older spreadsheets, with its days', async () => {
    const cell = (text: string, type = 'String', style = '') =>
      `<Cell${style}><Data ss:Type="${type}">${text}</Data></Cell>`
    const xml = `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style></Styles><Worksheet ss:Name="名单"><Table><Row>${cell('代码')}${cell('名称')}${cell('日期')}</Row><Row>${cell('913302007645281201')}${cell('甲')}${cell('2015-05-06T00:00:00.000', 'DateTime', ' ss:StyleID="d"')}</Row></Table></Worksheet></Workbook>`
    expect(await rows(xml)).toEqual(['913302007645281201|甲|2015-05-06'])
  })
})

describe('a hostile workbook', () => {
  const part = (text: string) => Buffer.from(text)
  const book = (sheet: Uint8Array) =>
    zipSync({
      '[Content_Types].xml': part(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
      ),
      '_rels/.rels': part(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
      ),
      'xl/workbook.xml': part(
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
      ),
      'xl/_rels/workbook.xml.rels': part(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      ),
      'xl/worksheets/sheet1.xml': sheet,
    })

  /** The book whose directory says that the sheet unpacks to so many bytes. */
  const claiming = (bytes: number, sheet: Uint8Array) => {
    const packed = Buffer.from(book(sheet))
    const name = packed.lastIndexOf('xl/worksheets/sheet1.xml')
    packed.writeUInt32LE(bytes, name - 22)
    return packed
  }

  it('of too many lines is refused before it is read', async () => {
    expect(await refusal(Buffer.from(`代码,名称\n${'1,"\n'.repeat(500_000)}`))).toBe('import-too-large')
  })

  it('that unpacks to far more than it is is refused before it is unpacked', async () => {
    expect(await refusal(claiming(300 * 1024 * 1024, part('<worksheet/>')))).toBe('import-too-large')
  })

  it('that unpacks to more than it says is not read beyond that', async () => {
    expect(await refusal(claiming(16, Buffer.alloc(4 * 1024 * 1024, ' ')))).toMatch(/^import-(workbook|empty)$/)
  })

  it('that claims every cell of a sheet costs only those that are there', async () => {
    const cell = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`
    const xml = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData><row r="1">${cell('A1', '代码')}${cell('B1', '名称')}</row><row r="1048576">${cell('A1048576', '1')}${cell('B1048576', '甲')}${cell('XFD1048576', '远')}</row></sheetData></worksheet>`
    const { rows } = await read(book(part(xml)))
    expect(rows).toMatchObject([{ line: 1048576, cells: ['1', '甲'], fault: null }])
  })
})
