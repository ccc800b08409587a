import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeText } from '../../src/registry/files/encodings.ts'
import { importRegister } from '../../src/registry/import/import-register.ts'
import { subjectCheckCharacter, usccCheckCharacter } from '../../src/registry/rules-uscc.ts'
import { City } from '../support/city.ts'

const ROWS = 20_000
const AREAS = ['海曙区', '330205', '宁波市鄞州区', '江东区', '330282000000', '奉化市']
const DAYS = ['2015-05-06', '2015/5/6 0:00', '2015.5.6', '42130', '20150506', '2015年5月6日']
const TERMS = ['长期', '2035-05-05', '--', '', '无固定期限', '2035-05-05 00:00:00']
const STATUSES = ['存续（在营、开业、在册）', '存续', '在营（开业）企业', '注销', '吊销，未注销', '歇业']

/** A register as a province hands it over: every seventh firm has no telephone, some cells are quoted, and there are titles and a total. */
function register(): Buffer {
  const of = (words: readonly string[], n: number) => words[n % words.length]!
  const rows = Array.from({ length: ROWS }, (_, n) => {
    const subject = `MB${String(n).padStart(6, '0')}`
    const body = `91330203${subject}${subjectCheckCharacter(subject)}`
    const name = n % 11 === 0 ? `"宁波试样${n}（东）家政,有限公司"` : `宁波试样${n}家政有限公司`
    const phone = n % 7 === 0 ? '' : `0574-${87_000_000 + n}`
    return [
      ...[n + 1, body + usccCheckCharacter(body), name, of(['有限责任公司(自然人独资)', '个体工商户'], n), phone],
      ...[`海曙区${n}号`, of(AREAS, n), of(['保洁清洗;家政服务', '母婴护理'], n), of(['全市', '海曙、鄞州'], n)],
      ...[of(DAYS, n), of(TERMS, n), of(STATUSES, n)],
    ].join(',')
  })
  const header =
    '序号,统一社会信用代码,企业名称,类型,联系电话,住所,所属区划,服务类别,服务区域,成立日期,营业期限至,登记状态'
  return encodeText(['2026年家政企业名录', header, ...rows, `合计,${ROWS}`, ''].join('\r\n'), 'gb18030')
}

let city: City
beforeAll(async () => {
  city = await City.open()
})
afterAll(() => city.close())

describe('a whole register of 20,000 rows', () => {
  it('loses no row, and changes nothing the second time', async () => {
    const { ledger } = city.service
    const bytes = register()
    const first = (await importRegister(ledger, bytes, { actor: 'test' })).report
    expect(first.counts).toEqual({ created: ROWS, updated: 0, unchanged: 0, rejected: 0, conflicts: 0, repeated: 0 })
    expect(first.skipped.map(row => row.reason)).toEqual(['title', 'total'])
    const head = await ledger.head()
    const second = (await importRegister(ledger, bytes, { actor: 'test' })).report
    expect(second.counts).toEqual({ created: 0, updated: 0, unchanged: ROWS, rejected: 0, conflicts: 0, repeated: 0 })
    expect(await ledger.head()).toEqual(head)
  }, 300_000)
})
