import { defineErrors } from '../../store/domain-error.ts'

/** Errors of the safeguards of evidence. */
export const safeguardError = defineErrors({
  'record-rate': {
    status: 409,
    zh: {
      title: '同一密钥记录过多',
      detail: '同一密钥每日对同一机构至多记录 {most} 条评价、投诉或检查',
      meaning: '依据防护规则限制单一密钥对一家机构的影响。',
      action: '请次日再记录，或由其他经办系统记录。',
    },
    en: {
      title: 'Too many records by one key',
      detail: 'One key records at most {most} reviews, complaints and inspections about a provider on one day',
      meaning: 'The safeguards of evidence limit the effect of a single key on a provider.',
      action: 'Record it tomorrow, or from another system of the centre.',
    },
  },
})
