/** Small register files, whole and broken, as bytes. */

import { TEXTS } from './oddities.ts'
import type { Random } from './random.ts'

const HEADS = ['统一社会信用代码', '企业名称', '住所', '区划', '服务项目', '电话', '成立日期', '登记状态']
const ROW = [
  '91330200MA2AGUP49W',
  '宁波随机家政有限公司',
  '宁波市海曙区一号',
  '330203',
  '05-001',
  '0574-87000001',
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
