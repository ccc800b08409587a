import type { Messages } from './messages.ts'

export const CREDENTIALS_MESSAGES: Messages = {
  'credential-not-found': { 'zh-CN': ['没有这份凭证', '{id}'], en: ['No such credential', '{id}'] },
  'credential-ends-before-it-begins': {
    'zh-CN': ['有效期止日早于起日', '{validFrom} 起，{validUntil} 止'],
    en: ['The credential ends before it begins', 'From {validFrom} until {validUntil}'],
  },
  'credential-standard': {
    'zh-CN': ['标准与凭证类型不符', '符合性证书必须写明标准版本，其他凭证不得写'],
    en: ['Standard and type do not fit', 'A certificate of conformance names an edition, nothing else does'],
  },
  'standard-unknown': { 'zh-CN': ['没有这项标准', '{id}'], en: ['No such edition of a standard', '{id}'] },
  'credential-known': {
    'zh-CN': ['该凭证已登记', '编号 {number} 的有效期有重叠'],
    en: ['The credential is recorded already', 'Number {number}, with overlapping terms'],
  },
  'certificate-not-begun': {
    'zh-CN': ['证书尚未生效', '{validFrom} 起有效；生效当日起方可登记为评价依据'],
    en: ['The certificate has not begun', 'Valid from {validFrom}; it can be recorded from that day on'],
  },
  'credential-revoked': {
    'zh-CN': ['该凭证已被撤销', '自 {day} 起'],
    en: ['The credential is revoked already', 'As of {day}'],
  },
}
