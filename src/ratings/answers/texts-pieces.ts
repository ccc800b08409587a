/** Texts of the reasons for the weight of a piece of evidence, made from codes and numbers. */
import type { Language } from '../../api/operations.ts'
import type { Why, WhyCode } from '../rules/pieces.ts'

type Text = (value: number) => string

const FULL_WEIGHT = 256
/** A weight or factor (of 256) in whole per cent. */
const share = (value: number) => `${Math.round((value * 100) / FULL_WEIGHT)}%`
/** Ten-thousandths as a percentage with two places. */
const percent = (value: number) => `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}%`

const TEXTS: Record<WhyCode, Record<Language, Text>> = {
  FULL: { 'zh-CN': () => '全额计入', en: () => 'Counts in full' },
  VERIFIED: {
    'zh-CN': () => '已核实：评价人为本次求助的客户本人',
    en: () => "Verified: from the customer's own closed request",
  },
  UNVERIFIED: { 'zh-CN': v => `未核实的评价，按 ${share(v)} 计入`, en: v => `Unverified review: counts ${share(v)}` },
  PAIR_REPEAT: {
    'zh-CN': v => `同一客户近期多次出现，按 ${share(v)} 计入`,
    en: v => `Repeat customer within a short time: counts ${share(v)}`,
  },
  RATER_MISFIT: {
    'zh-CN': v => `该客户的评价经常明显偏离其他客户，按 ${share(v)} 计入`,
    en: v => `This customer's reviews often differ from those of others: counts ${share(v)}`,
  },
  SINGLE_PROVIDER: {
    'zh-CN': v => `该客户未向其他机构下过单，按 ${share(v)} 计入`,
    en: v => `The customer has not ordered from another provider: counts ${share(v)}`,
  },
  LATE: { 'zh-CN': v => `补录：事后 ${v} 天登记`, en: v => `Recorded ${v} days after the fact` },
  NOT_UPHELD: { 'zh-CN': () => '投诉不成立，不计入', en: () => 'Complaint not upheld: does not count' },
  DECAYED: { 'zh-CN': v => `随时间减弱，现按 ${percent(v)} 计入`, en: v => `Decayed by time: counts ${percent(v)}` },
  TOO_OLD: { 'zh-CN': v => `已过 ${v} 天，不再计入`, en: v => `${v} days old: no longer counts` },
  UNVERIFIED_CAPPED: {
    'zh-CN': v => `未核实的评价合计超过上限，按 ${percent(v)} 计入`,
    en: v => `Unverified reviews exceed their limit in all: counts ${percent(v)}`,
  },
  REPLACED: {
    'zh-CN': v => `已由同一客户的较新评价（“${v}”）取代，不计入`,
    en: v => `Replaced by a newer review of the same customer (${v}): does not count`,
  },
  ALARM_RAISED: { 'zh-CN': () => '本条触发预警', en: () => 'This piece raised an alarm' },
  ALARM_DISCOUNTED: {
    'zh-CN': v => `其后发生预警，此前的好评和未核实评价按 ${percent(v)} 计入`,
    en: v => `Before an alarm: praise and unverified reviews count ${percent(v)}`,
  },
  IN_FORCE: {
    'zh-CN': v => `惩戒有效期剩余 ${v} 天，扣分逐日减少`,
    en: v => `In force for ${v} more days; the deduction shrinks day by day`,
  },
  VALID: { 'zh-CN': v => `资质证明有效，剩余 ${v} 天`, en: v => `Valid for ${v} more days` },
  EXPIRED: { 'zh-CN': v => `资质证明已过期 ${v} 天，不计入`, en: v => `Expired ${v} days ago: does not count` },
  INHERITED: { 'zh-CN': () => '由前身机构承继', en: () => 'Inherited from a predecessor' },
  CONTESTED: {
    'zh-CN': () => '正在申诉，作出处理决定前照常计入',
    en: () => 'Contested: counts until the appeal is decided',
  },
}

/** A reason with its text. */
export const inWords = ({ code, value }: Why, language: Language) => ({
  code,
  value,
  text: TEXTS[code][language](value ?? 0),
})
