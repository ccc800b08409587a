import type { Messages } from './messages.ts'

export const DUTY_MESSAGES: Messages = {
  'department-known': { 'zh-CN': ['部门已登记', '{id}'], en: ['The department is recorded already', '{id}'] },
  'department-unknown': { 'zh-CN': ['没有这个部门', '{id}'], en: ['Unknown department', '{id}'] },
  'duty-not-found': { 'zh-CN': ['没有这项职能', '{id}'], en: ['No such duty', '{id}'] },
  'legal-basis-missing': {
    'zh-CN': ['缺少依据', '每项职能须有法律或文件依据'],
    en: ['No legal basis', 'Every duty rests on a law or a document'],
  },
  'assists-wrong': {
    'zh-CN': ['协办关系有误', '协办职能须指向另一部门当前的主办职能，主办职能不得指向'],
    en: ['Wrong lead duty', 'An assisting duty names a lead duty of another department; a lead duty names none'],
  },
  'duty-ends-before-it-begins': {
    'zh-CN': ['有效期颠倒', '{validFrom} 至 {validUntil}'],
    en: ['Ends before it begins', '{validFrom} to {validUntil}'],
  },
  'day-past': {
    'zh-CN': ['日期已过', '职能的变更只对将来生效，最早 {earliest}'],
    en: ['The day has passed', 'Duties change for the time to come, {earliest} at the earliest'],
  },
  'duty-ended': { 'zh-CN': ['职能已终止', '{id} 于 {day} 终止'], en: ['The duty has ended', '{id} ended on {day}'] },
  'duty-held-already': {
    'zh-CN': ['职能已在该部门', '{on} 由 {to} 主管'],
    en: ['Held already', 'On {on} the duty is with {to}'],
  },
  'transfer-known': {
    'zh-CN': ['该日或其后已有划转', '{on} 划转至 {to}'],
    en: ['A transfer of that day or later exists', 'On {on} to {to}'],
  },
}
