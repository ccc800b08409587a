import { defineErrors } from '../../store/domain-error.ts'

/** Errors of a rating at a point in time. */
export const ratingError = defineErrors({
  'as-of-ambiguous': {
    status: 400,
    zh: {
      title: '时点重复',
      detail: '日期时点与台账序号只能填写一个',
      meaning: '同时给出了两种时点。',
      action: '请只保留其中一个。',
    },
    en: {
      title: 'Point in time ambiguous',
      detail: 'Give `asOf` or `asOfSeq`, not both',
      meaning: 'Two points in time were given.',
      action: 'Keep one of them.',
    },
  },
  'as-of-out-of-range': {
    status: 400,
    zh: {
      title: '时点超出范围',
      detail: '{day} 不在允许的范围内：{earliest} 至 {latest}',
      meaning: '所给日期没有评级，或尚未到来。',
      action: '请填写所给范围之内的日期。',
    },
    en: {
      title: 'Point in time out of range',
      detail: '{day} is outside the range allowed: {earliest} to {latest}',
      meaning: 'There is no rating of that day, or it has not come yet.',
      action: 'Give a day within the range that the detail names.',
    },
  },
  'seq-out-of-range': {
    status: 400,
    zh: {
      title: '台账序号超出范围',
      detail: '台账中没有序号 {seq}，当前最大为 {latest}',
      meaning: '所给序号大于台账的最大序号。',
      action: '请填写不大于最大序号的序号。',
    },
    en: {
      title: 'Sequence number out of range',
      detail: 'The ledger has no entry {seq}; the newest is {latest}',
      meaning: 'The number is larger than that of the newest entry.',
      action: 'Give a number of an entry that exists.',
    },
  },
  'moment-too-fine': {
    status: 403,
    zh: {
      title: '时点过细',
      detail: '按台账序号查询仅供该机构、登记部门和监管部门使用，请按日期查询',
      meaning: '按台账序号可以看出单条记录对评分的影响，不对公众开放。',
      action: '请改用日期时点查询。',
    },
    en: {
      title: 'Point in time too fine',
      detail: '`asOfSeq` is for the provider itself, registrars and regulators: use `asOf`, which is by day',
      meaning: 'A rating by ledger entry would show the effect of a single entry, which the public is not told.',
      action: 'Ask for a day with `asOf`.',
    },
  },
})
