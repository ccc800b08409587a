import type { Messages } from './messages.ts'

export const ELIGIBILITY_MESSAGES: Messages = {
  'gate-not-found': { 'zh-CN': ['该服务没有准入条件', '{code}'], en: ['No gate for this service', '{code}'] },
  'gate-past-dated': {
    'zh-CN': ['准入条件不得追溯', '{validFrom} 早于今天 {today}'],
    en: ['A gate cannot begin in the past', '{validFrom} is before today, {today}'],
  },
  'gate-edition-overlaps': {
    'zh-CN': ['与已有版本重叠', '{validFrom} 须晚于最新版本的起日 {last}'],
    en: ['Overlaps another edition', '{validFrom} must come after the newest edition, of {last}'],
  },
  'standard-not-in-force': {
    'zh-CN': ['标准在该日未生效', '{id} 在 {day} 不是现行版本'],
    en: ['The edition is not in force on that day', '{id} is not in force on {day}'],
  },
  'decision-not-found': { 'zh-CN': ['没有这次判定', '{id}'], en: ['No such decision', '{id}'] },
}
