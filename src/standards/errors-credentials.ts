import { defineErrors } from '../store/domain-error.ts'

/** Errors of credentials. */
export const credentialError = defineErrors({
  'credential-not-found': {
    status: 404,
    zh: { title: '没有这份凭证', detail: '{id}' },
    en: { title: 'No such credential', detail: '{id}' },
  },
  'credential-ends-before-it-begins': {
    status: 422,
    zh: { title: '有效期止日早于起日', detail: '{validFrom} 起，{validUntil} 止' },
    en: { title: 'The credential ends before it begins', detail: 'From {validFrom} until {validUntil}' },
  },
  'credential-standard': {
    status: 422,
    zh: { title: '标准与凭证类型不符', detail: '符合性证书必须写明标准版本，其他凭证不得写' },
    en: {
      title: 'Standard and type do not fit',
      detail: 'A certificate of conformance names an edition, nothing else does',
    },
  },
  'credential-known': {
    status: 409,
    zh: { title: '该凭证已登记', detail: '编号 {number} 的有效期有重叠' },
    en: { title: 'The credential is recorded already', detail: 'Number {number}, with overlapping terms' },
  },
  'certificate-not-begun': {
    status: 422,
    zh: { title: '证书尚未生效', detail: '{validFrom} 起有效；生效当日起方可登记为评价依据' },
    en: {
      title: 'The certificate has not begun',
      detail: 'Valid from {validFrom}; it can be recorded from that day on',
    },
  },
  'credential-revoked': {
    status: 409,
    zh: { title: '该凭证已被撤销', detail: '自 {day} 起' },
    en: { title: 'The credential is revoked already', detail: 'As of {day}' },
  },
})
