/** What the reasons for the weight of one piece of evidence say, from their codes and numbers. */
import type { Language } from '../../api/operations.ts'
import type { Why, WhyCode } from '../rules/pieces.ts'

type Text = (value: number) => string

const FULL_WEIGHT = 256
const ofFull = (value: number) => `${value}/${FULL_WEIGHT}`
/** Ten-thousandths as a percentage with two places. */
const percent = (value: number) => `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}%`

const TEXTS: Record<WhyCode, Record<Language, Text>> = {
  FULL: { 'zh-CN': () => '按完整一条计', en: () => 'Counts as one full piece' },
  VERIFIED: {
    'zh-CN': () => '核实评价：来自本人已办结的求助',
    en: () => "Verified: from the customer's own closed request",
  },
  UNVERIFIED: {
    'zh-CN': v => `未核实评价：权重 ${ofFull(v)}`,
    en: v => `Unverified review: weight ${ofFull(v)}`,
  },
  PAIR_REPEAT: {
    'zh-CN': v => `同一客户近期多次：权重 ${ofFull(v)}`,
    en: v => `A repeat customer of late: weight ${ofFull(v)}`,
  },
  RATER_MISFIT: {
    'zh-CN': v => `该客户的评价常与他人相左：按 ${ofFull(v)} 计`,
    en: v => `This customer's reviews often differ from those of others: factor ${ofFull(v)}`,
  },
  LATE: { 'zh-CN': v => `补录：事后 ${v} 天入账`, en: v => `Late: recorded ${v} days after the fact` },
  NOT_UPHELD: { 'zh-CN': () => '投诉不属实：不计', en: () => 'Complaint not upheld: does not count' },
  DECAYED: { 'zh-CN': v => `随时间衰减：余 ${percent(v)}`, en: v => `Decayed by time: ${percent(v)} left` },
  TOO_OLD: { 'zh-CN': v => `已过 ${v} 天，不再计入`, en: v => `${v} days old: no longer counts` },
  UNVERIFIED_CAPPED: {
    'zh-CN': v => `未核实评价总量封顶：按 ${percent(v)} 计`,
    en: v => `Unverified reviews are capped in all: ${percent(v)} of it counts`,
  },
  ALARM_RAISED: { 'zh-CN': () => '此条触发骤降预警', en: () => 'This piece raised the alarm of a sudden decline' },
  ALARM_DISCOUNTED: {
    'zh-CN': v => `其后有 ${v} 次骤降预警：好评及未核实评价每次折为十分之一`,
    en: v => `${v} later alarm(s): praise and unverified reviews count a tenth each time`,
  },
  IN_FORCE: {
    'zh-CN': v => `惩戒在期：余 ${v} 天，扣分随期限递减`,
    en: v => `In force: ${v} days left; the deduction shrinks with the term`,
  },
  VALID: { 'zh-CN': v => `认证有效：余 ${v} 天`, en: v => `Valid: ${v} days left` },
  EXPIRED: { 'zh-CN': v => `认证已过期 ${v} 天：不计`, en: v => `Expired ${v} days ago: does not count` },
  INHERITED: { 'zh-CN': () => '承自前身机构', en: () => 'Inherited from a predecessor' },
  CONTESTED: { 'zh-CN': () => '申诉中：裁定前照常计入', en: () => 'Contested: counts until the appeal is decided' },
}

/** A reason with its text. */
export const inWords = ({ code, value }: Why, language: Language) => ({
  code,
  value,
  text: TEXTS[code][language](value ?? 0),
})
