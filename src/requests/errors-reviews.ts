import { defineErrors } from '../store/domain-error.ts'

/** Errors of reviews and of figures about requests. */
export const reviewError = defineErrors({
  'review-no-provider': {
    status: 409,
    zh: { title: '没有可评价的机构', detail: '{id} 由部门办理' },
    en: { title: 'No provider to review', detail: '{id} was answered by a department' },
  },
  'review-customer-mismatch': {
    status: 409,
    zh: { title: '不是本人的求助件', detail: '评价人与求助人不一致' },
    en: { title: "Another customer's request", detail: 'The reviewer is not the customer of the request' },
  },
  'review-exists': {
    status: 409,
    zh: { title: '已经评价', detail: '每件求助只有一条核实评价' },
    en: { title: 'Reviewed already', detail: 'A request has one verified review' },
  },
  'review-target': {
    status: 422,
    zh: { title: '评价对象不明', detail: 'request 与 provider 须且只须给出一个' },
    en: { title: 'What is reviewed?', detail: 'Give exactly one of request and provider' },
  },
  'request-not-closed': {
    status: 409,
    zh: { title: '求助件尚未办结', detail: '{id} 办结后方可评价' },
    en: { title: 'Not closed yet', detail: '{id} can be reviewed when it is closed' },
  },
  'months-out-of-range': {
    status: 422,
    zh: { title: '月份范围有误', detail: '起始月份不得晚于截止月份，至多 {most} 个月' },
    en: { title: 'Months out of range', detail: 'From the first to the last, at most {most} months' },
  },
})
