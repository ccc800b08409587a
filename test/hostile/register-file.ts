/** Small register files, whole and broken, as bytes. */

import { TEXTS } from './oddities.ts'
import type { Random } from './random.ts'

const HEADS = [
  '统一社会信用代码',
  '单位名称',
  '类型',
  '联系电话',
  '注册地址',
  '所属区划',
  '服务类别',
  '服务区域',
  '成立日期',
  '登记状态',
]
const ROW = [
  '91330200MA2AGUP49W',
  '宁波随机家政有限公司',
  '家政企业',
  '0574-87000001',
  '宁波市海曙区一号',
  '海曙区',
  '家政服务',
  '海曙区',
  '2020-01-01',
  '存续',
]

export function registerFile(random: Random): Uint8Array {
  const rows = Array.from({ length: random.below(4) }, () =>
    ROW.map(cell => (random.chance(0.2) ? random.pick(TEXTS) : cell)),
  )
  const heads = HEADS.map(head => (random.chance(0.05) ? random.pick(TEXTS) : head))
  const delimiter = random.pick([',', ';', '\t'])
  const text = [heads, ...rows].map(row => row.join(delimiter)).join(random.pick(['\n', '\r\n']))
  const bytes = Buffer.from(text)
  for (let flips = random.pick([0, 0, 1, 5]); flips > 0 && bytes.length > 0; flips--)
    bytes[random.below(bytes.length)] = random.below(256)
  return bytes.length > 0 ? bytes : Buffer.from('\n')
}
