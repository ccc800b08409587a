import type { Messages } from './messages.ts'

export const ELIGIBILITY_MESSAGES: Messages = {
  'application-not-found': { 'zh-CN': ['没有这份准入申请', '{id}'], en: ['No such application', '{id}'] },
  'application-open': {
    'zh-CN': ['已有待审的准入申请', '{id}'],
    en: ['An application is waiting for a decision already', '{id}'],
  },
  'application-decided': {
    'zh-CN': ['该申请已有决定', '{id} 的结果为 {status}'],
    en: ['The application was decided already', '{id}: {status}'],
  },
  'provider-already-admitted': { 'zh-CN': ['机构已准入', '{id}'], en: ['The provider is admitted already', '{id}'] },
  'provider-not-admitted': {
    'zh-CN': ['机构未准入', '{id} 当前为 {admission}'],
    en: ['The provider is not admitted', '{id} is {admission}'],
  },
  'admission-reasons': {
    'zh-CN': ['须说明理由', '不予准入、撤销准入，或有检查项未通过而仍准入，都须说明理由'],
    en: ['A reason is needed', 'To refuse, to revoke, and to admit in spite of a failed check'],
  },
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
