import { defineErrors } from '../store/domain-error.ts'

/** Errors of reviews and of figures about requests. */
export const reviewError = defineErrors({
  'review-no-provider': {
    status: 409,
    zh: {
      title: '没有可评价的机构',
      detail: '该求助件由部门办理，编号“{id}”',
      meaning: '评价只针对机构。',
      action: '对部门的意见请向中心反映。',
    },
    en: {
      title: 'No provider to review',
      detail: 'Request {id} was answered by a department',
      meaning: 'Reviews are about providers.',
      action: 'Write to the centre about a department.',
    },
  },
  'review-customer-mismatch': {
    status: 409,
    zh: {
      title: '不是本人的求助件',
      detail: '评价人与求助人不一致',
      meaning: '只有求助人本人可以评价其求助件。',
      action: '请核对求助人。',
    },
    en: {
      title: 'Customer mismatch',
      detail: 'The reviewer is not the customer of the request',
      meaning: 'Only the customer of a request reviews it.',
      action: 'Check the customer.',
    },
  },
  'review-exists': {
    status: 409,
    zh: {
      title: '已经评价',
      detail: '每件求助只有一条核实评价',
      meaning: '该求助件此前已经评价。',
      action: '如需更正，请在 replaces 填写原评价的编号，见应答中的 existing。',
    },
    en: {
      title: 'Reviewed already',
      detail: 'A request has one verified review',
      meaning: 'The request was reviewed before.',
      action: 'To correct it, name the earlier review as `replaces`; `existing` has its id.',
    },
  },
  'review-replaces-other': {
    status: 422,
    zh: {
      title: '更正的评价不符',
      detail: '“{id}”不是该求助件的现行评价',
      meaning: '只能更正该求助件的现行评价。',
      action: '请核对原评价的编号。',
    },
    en: {
      title: 'Other review',
      detail: 'The present review of the request is not {id}',
      meaning: 'Only the present review of a request is corrected.',
      action: 'Check the id of the earlier review.',
    },
  },
  'review-corrected-already': {
    status: 409,
    zh: {
      title: '评价已更正过',
      detail: '每条评价只能更正一次',
      meaning: '该求助件的评价此前已经更正。',
      action: '无需处理；对结果有异议的，请向中心反映。',
    },
    en: {
      title: 'Corrected already',
      detail: 'A review is corrected once',
      meaning: 'The review of the request was corrected before.',
      action: 'Nothing needs to be done. Write to the centre about anything else.',
    },
  },
  'review-correction-too-late': {
    status: 409,
    zh: {
      title: '更正期限已过',
      detail: '更正期限至 {last} 止',
      meaning: '评价只能在期限内更正。',
      action: '无需处理。',
    },
    en: {
      title: 'Too late to correct',
      detail: 'The last day to correct the review was {last}',
      meaning: 'A review is corrected within its period.',
      action: 'Nothing needs to be done.',
    },
  },
  'review-retracted': {
    status: 409,
    zh: {
      title: '评价已撤销',
      detail: '评价“{id}”已撤销，不能更正',
      meaning: '已由监管部门撤销的评价不再更正。',
      action: '无需处理。',
    },
    en: {
      title: 'Review retracted',
      detail: 'Review {id} was retracted and is not corrected',
      meaning: 'The authority has taken the review out of the score.',
      action: 'Nothing needs to be done.',
    },
  },
  'review-target': {
    status: 422,
    zh: {
      title: '评价对象不明',
      detail: '求助件与机构须且只须填写一个',
      meaning: '评价须有一个对象。',
      action: '请只填写求助件或只填写机构。',
    },
    en: {
      title: 'Review target missing',
      detail: 'Give exactly one of `request` and `provider`',
      meaning: 'A review has one subject.',
      action: 'Give the request or the provider.',
    },
  },
  'request-not-closed': {
    status: 409,
    zh: {
      title: '求助件尚未办结',
      detail: '办结后方可评价，该求助件{state}，编号“{id}”',
      meaning: '评价在办结之后进行。',
      action: '请在办结后评价。',
    },
    en: {
      title: 'Not closed',
      detail: 'Request {id} can be reviewed when it is closed; it is {state}',
      meaning: 'A review comes after the closure.',
      action: 'Review the request when it is closed.',
    },
  },
  'months-out-of-range': {
    status: 422,
    zh: {
      title: '月份范围有误',
      detail: '起始月份不得晚于截止月份，最多 {most} 个月',
      meaning: '所选月份颠倒，或跨度过大。',
      action: '请改正起止月份。',
    },
    en: {
      title: 'Months out of range',
      detail: 'From the first to the last, at most {most} months',
      meaning: 'The months are in the wrong order, or too many.',
      action: 'Correct the months.',
    },
  },
})
