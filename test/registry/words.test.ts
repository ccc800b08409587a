import { describe, expect, it } from 'vitest'
import { registerWords } from '../../src/registry/import/register-words.ts'
import { AreaReader } from '../../src/registry/rules-area-words.ts'
import { readDate } from '../../src/registry/rules-dates.ts'

const area = (code: string, name: string, validUntil: string | null = null, successor: string | null = null) => ({
  code,
  name,
  validUntil,
  successor,
})
const reader = new AreaReader(
  [
    area('33', '浙江省'),
    area('3302', '宁波市'),
    area('330203', '海曙区'),
    area('330204', '江东区', '2016-11-30', '330212'),
    area('330212', '鄞州区'),
    area('330213', '奉化区'),
    area('330282', '慈溪市'),
    area('330283', '奉化市', '2016-11-30', '330213'),
    area('330299', '旧区', '2010-01-01', '330204'),
    area('330298', '无继区', '2010-01-01'),
  ],
  '2026-11-24',
)

describe('an area', () => {
  it.each([
    ['海曙区', '330203'],
    ['海曙', '330203'],
    [' 海 曙 区 ', '330203'],
    ['宁波市海曙区', '330203'],
    ['浙江省宁波市海曙区', '330203'],
    ['浙江宁波海曙', '330203'],
    ['浙江省/宁波市/海曙区', '330203'],
    ['330203', '330203'],
    ['３３０２０３', '330203'],
    ['330203000000', '330203'],
    ['330203012000', '330203'],
    ['330203012', '330203'],
    ['3302', '3302'],
    ['330200', '3302'],
    ['330200000000', '3302'],
    ['全市', '3302'],
    ['宁波市', '3302'],
    ['宁波全市', '3302'],
    ['慈溪', '330282'],
    ['奉化', '330213'],
  ])('%s is %s', (word, code) => expect(reader.area(word)).toMatchObject({ code, before: null }))

  it.each([
    ['江东区', '330212', '江东区'],
    ['宁波市江东区', '330212', '江东区'],
    ['330204', '330212', '江东区'],
    ['330204000000', '330212', '江东区'],
    ['奉化市', '330213', '奉化市'],
    ['旧区', '330212', '旧区'],
  ])('of before, %s, is its successor', (word, code, before) =>
    expect(reader.area(word)).toMatchObject({ code, before }),
  )

  it.each(['', '杭州市西湖区', '浙江省', '33', '330106', '330298', '无继区', '火星', '3302033', '海曙区鄞州区'])(
    '“%s” is none of the city',
    word => expect(reader.area(word)).toBeNull(),
  )

  it('that is unknown gets the nearest ones named', () => {
    expect(reader.nearest('海暑区')).toEqual(['海曙区'])
    expect(reader.nearest('火星')).toContain('慈溪市')
    expect(reader.nearest('火星')).not.toContain('江东区')
  })

  it('in a list is one of several, each once', () => {
    expect(reader.list('鄞州区、宁波市海曙区;330203 慈溪')).toMatchObject({
      codes: ['330203', '330212', '330282'],
      unknown: [],
    })
    expect(reader.list('海曙区，火星')).toMatchObject({ unknown: ['火星'] })
  })
})

describe('a date', () => {
  it.each([
    '2015-05-06',
    '2015-5-6',
    '2015/5/6',
    '2015.05.06',
    '2015年5月6日',
    '2015 年 5 月 6 日',
    '20150506',
    '2015-05-06 00:00:00',
    '2015-05-06 00:00:00.000',
    '2015-05-06T00:00:00+08:00',
    '2015/5/6 0:00',
    '2015-05-06 23:59:59',
  ])('%s is 2015-05-06', text => expect(readDate(text)).toEqual({ date: '2015-05-06', serial: false }))

  it('is a number of days, as spreadsheets count', () => {
    expect(readDate('42130')).toEqual({ date: '2015-05-06', serial: true })
    expect(readDate('99999')).toEqual({ date: '2173-10-13', serial: true })
  })

  it.each([
    '',
    '2015-02-30',
    '1899-12-31',
    '2200-01-01',
    '二〇一〇年',
    '2015-05',
    '15/5/6',
    '5/6/2015',
    '2015-05-06 25:00',
    '201505060',
  ])('“%s” is none', text => expect(readDate(text)).toBeNull())
})

describe('data/registers.yaml', () => {
  it('gives no word two meanings', () => {
    const { kinds, statuses, columns } = registerWords()
    expect(kinds.meanings.size).toBeGreaterThan(20)
    expect(statuses.meanings.get('吊销未注销')).toBe('revoked')
    expect(statuses.meanings.get('吊销已注销')).toBe('deregistered')
    expect(columns.titles.get('统一社会信用代码/注册号')).toBe('uscc')
  })
})
