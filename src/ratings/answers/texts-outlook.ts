/** Texts of the outlook and of the causes of changes. */
import type { Language } from '../../api/operations.ts'
import type { AheadCause } from '../rules/ahead.ts'
import type { Cause } from '../rules/grade.ts'

type Texts = Record<Language, string>

export type AheadCode =
  | AheadCause
  | 'sanction-repairable'
  | 'sanction-ends'
  | 'credential-expires'
  | 'watch-ends'
  | 'registration-expires'

const AHEAD: Record<AheadCode, Texts> = {
  decay: {
    'zh-CN': '若无新的依据，旧依据衰减，等级或状态在该日变化',
    en: 'Without new evidence the old decays: grade or state change on that day',
  },
  expiry: {
    'zh-CN': '惩戒期满后的首个周一，等级与状态予以更正',
    en: 'First Monday after the end of a sanction: grade and state are corrected',
  },
  confirmed: { 'zh-CN': '升级经第二个周一确认', en: 'A second Monday confirms the rise' },
  ended: { 'zh-CN': '惩戒期满，封顶与禁派即日解除', en: 'A sanction ends: its cap and bar are gone from that day' },
  'sanction-repairable': { 'zh-CN': '自该日起可申请信用修复', en: 'Credit repair is possible from that day' },
  'sanction-ends': { 'zh-CN': '惩戒期满，即日起不再有任何影响', en: 'A sanction ends and has no effect from that day' },
  'credential-expires': {
    'zh-CN': '资质到期，自该日起不再有效',
    en: 'A credential is not valid any more from that day',
  },
  'watch-ends': { 'zh-CN': '预警观察期满', en: 'The watch after an alarm ends' },
  'registration-expires': {
    'zh-CN': '登记期限届满，自该日起不得派单',
    en: 'The registered term is over: not dispatched from that day',
  },
}

/** Something that a sanction or a retracted piece caused: it has no effect any more, and is not named. */
export const LAPSED = 'lapsed'

const CAUSES: Record<Cause | typeof LAPSED | 'weekly' | 'methodology', Texts> = {
  weekly: { 'zh-CN': '每周一例行评级', en: 'Weekly evaluation' },
  sanction: { 'zh-CN': '记入失信惩戒', en: 'A sanction was recorded' },
  alarm: { 'zh-CN': '评价骤降触发预警', en: 'A sudden decline of reviews raised an alarm' },
  link: { 'zh-CN': '认定为前身机构的重新登记', en: 'Linked to a predecessor' },
  expiry: { 'zh-CN': '惩戒期满更正', en: 'Corrected after the end of a sanction' },
  retraction: { 'zh-CN': '依据被撤回后更正', en: 'Corrected after evidence was retracted' },
  repair: { 'zh-CN': '信用修复后更正', en: 'Corrected after a repair' },
  alarmCleared: { 'zh-CN': '检查解除预警后更正', en: 'Corrected after an inspection cleared the alarm' },
  methodology: { 'zh-CN': '新版评级方法启用', en: 'A new version of the methodology came into force' },
  lapsed: { 'zh-CN': '相关依据已失效，不再列明', en: 'It rested on facts that have lapsed and are not named any more' },
}

export const aheadText = (code: AheadCode, language: Language): string => AHEAD[code][language]

/** @param cause as shown; null for a weekly evaluation */
export const causeText = (cause: string | null, language: Language): string =>
  (CAUSES[(cause ?? 'weekly') as Cause] ?? CAUSES.weekly)[language]

/** The way back of a barred provider. */
export const WAY_BACK = {
  sanction: {
    'zh-CN': '因严重失信惩戒禁派。惩戒自 {until} 起不再有任何影响；期满前可依法申请信用修复。复查不改变这一结果',
    en: 'A serious sanction bars. It has no effect from {until}; before that it can be repaired. An inspection does not change this',
  },
  now: {
    'zh-CN': '可申请复查。由监管部门安排检查，今日检查得 {score} 分及以上的，{evaluated} 评定时恢复派单',
    en: 'Ask for an inspection. The regulator orders it; with {score} points or more today, the evaluation of {evaluated} readmits',
  },
  later: {
    'zh-CN':
      '目前单凭检查不足以恢复。旧依据衰减后，自 {from} 起检查得 {score} 分及以上的，其后的周一（{evaluated}）评定时恢复派单；复查由监管部门安排',
    en: 'An inspection alone is not enough yet. As old evidence decays, one of {score} points or more from {from} readmits at the evaluation of {evaluated}; the regulator orders it',
  },
  none: {
    'zh-CN': '一年之内单凭检查不足以恢复。可对有误的依据提出异议；旧依据随时间衰减',
    en: 'Within a year no inspection alone readmits. Contest evidence that is wrong; what is old decays with time',
  },
} satisfies Record<string, Texts>
