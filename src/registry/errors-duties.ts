import { defineErrors } from '../store/domain-error.ts'

/** Errors of departments and their duties. */
export const dutyError = defineErrors({
  'department-not-found': {
    status: 404,
    zh: { title: '没有这个部门', detail: '{id}' },
    en: { title: 'No such department', detail: '{id}' },
  },
  'department-unknown': {
    status: 422,
    zh: { title: '没有这个部门', detail: '{id}' },
    en: { title: 'No such department', detail: '{id}' },
  },
  'department-known': {
    status: 409,
    zh: { title: '部门已登记', detail: '{id}' },
    en: { title: 'The department is recorded already', detail: '{id}' },
  },
  'question-missing': {
    status: 422,
    zh: { title: '缺少问题', detail: '请给出 q 或 service' },
    en: { title: 'No question', detail: 'Give q or service' },
  },
  'duty-not-found': {
    status: 404,
    zh: { title: '没有这项职能', detail: '{id}' },
    en: { title: 'No such duty', detail: '{id}' },
  },
  'legal-basis-missing': {
    status: 422,
    zh: { title: '缺少依据', detail: '每项职能须有法律或文件依据' },
    en: { title: 'No legal basis', detail: 'Every duty rests on a law or a document' },
  },
  'assists-wrong': {
    status: 422,
    zh: { title: '协办关系有误', detail: '协办职能须指向另一部门当前的主办职能，主办职能不得指向' },
    en: {
      title: 'Wrong lead duty',
      detail: 'An assisting duty names a lead duty of another department; a lead duty names none',
    },
  },
  'duty-ends-before-it-begins': {
    status: 422,
    zh: { title: '有效期颠倒', detail: '{validFrom} 至 {validUntil}' },
    en: { title: 'Ends before it begins', detail: '{validFrom} to {validUntil}' },
  },
  'day-past': {
    status: 422,
    zh: { title: '日期已过', detail: '职能的变更只对将来生效，最早 {earliest}' },
    en: { title: 'The day has passed', detail: 'Duties change for the time to come, {earliest} at the earliest' },
  },
  'duty-ended': {
    status: 409,
    zh: { title: '职能已终止', detail: '{id} 于 {day} 终止' },
    en: { title: 'The duty has ended', detail: '{id} ended on {day}' },
  },
  'duty-held-already': {
    status: 409,
    zh: { title: '职能已在该部门', detail: '{on} 由 {to} 主管' },
    en: { title: 'Held already', detail: 'On {on} the duty is with {to}' },
  },
  'transfer-known': {
    status: 409,
    zh: { title: '该日或其后已有划转', detail: '{on} 划转至 {to}' },
    en: { title: 'A transfer of that day or later exists', detail: 'On {on} to {to}' },
  },
})
