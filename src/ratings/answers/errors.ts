import { defineErrors } from '../../store/domain-error.ts'

/** Errors of a rating at a point in time. */
export const ratingError = defineErrors({
  'as-of-ambiguous': {
    status: 400,
    zh: { title: '时点不明', detail: 'asOf 与 asOfSeq 只能给出一个' },
    en: { title: 'Which moment?', detail: 'Give asOf or asOfSeq, not both' },
  },
  'as-of-out-of-range': {
    status: 400,
    zh: { title: '时点超出范围', detail: '{day} 不在允许的范围内：{earliest} 至 {latest}' },
    en: { title: 'Point in time out of range', detail: '{day} is outside the range allowed: {earliest} to {latest}' },
  },
  'seq-out-of-range': {
    status: 400,
    zh: { title: '台账序号超出范围', detail: '台账中没有这一条' },
    en: { title: 'Sequence number out of range', detail: 'The ledger has no such entry' },
  },
  'moment-too-fine': {
    status: 403,
    zh: { title: '时点过细', detail: 'asOfSeq 仅供该机构、登记员与监管部门使用；请改用 asOf，按日查询' },
    en: {
      title: 'Moment too fine',
      detail: 'asOfSeq is for the provider itself, registrars and regulators; use asOf, which is by day',
    },
  },
})
