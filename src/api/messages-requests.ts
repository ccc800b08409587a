import type { Messages } from './messages.ts'

export const REQUESTS_MESSAGES: Messages = {
  'request-not-found': { 'zh-CN': ['没有这件求助', '{id}'], en: ['No such request', '{id}'] },
  'request-not-assigned': { 'zh-CN': ['求助件尚未派单', '{id}'], en: ['Not assigned yet', '{id}'] },
  'request-already-assigned': {
    'zh-CN': ['求助件已派单', '{id} 当前为 {state}'],
    en: ['Assigned already', '{id} is {state}'],
  },
  'request-not-answered': { 'zh-CN': ['机构尚未应答', '{id}'], en: ['Not answered yet', '{id}'] },
  'request-already-answered': {
    'zh-CN': ['机构已应答', '{id} 当前为 {state}'],
    en: ['Answered already', '{id} is {state}'],
  },
  'request-not-completed': { 'zh-CN': ['服务尚未完成', '{id}'], en: ['Not completed yet', '{id}'] },
  'request-already-completed': {
    'zh-CN': ['服务已有结果', '{id} 当前为 {state}'],
    en: ['Completed or failed already', '{id} is {state}'],
  },
  'request-already-followed-up': { 'zh-CN': ['已经回访', '{id}'], en: ['Followed up already', '{id}'] },
  'request-closed': { 'zh-CN': ['求助件已办结', '{id}'], en: ['The request is closed', '{id}'] },
  'request-not-closed': {
    'zh-CN': ['求助件尚未办结', '{id} 办结后方可评价'],
    en: ['Not closed yet', '{id} can be reviewed when it is closed'],
  },
  'gate-refused': {
    'zh-CN': ['准入判定未通过', '机构 {provider} 现不可派，见 reasons'],
    en: ['Refused by the gate', 'Provider {provider} may not be sent, see reasons'],
  },
  'review-customer-mismatch': {
    'zh-CN': ['不是本人的求助件', '评价人与求助人不一致'],
    en: ["Another customer's request", 'The reviewer is not the customer of the request'],
  },
  'review-exists': {
    'zh-CN': ['已经评价', '每件求助只有一条核实评价'],
    en: ['Reviewed already', 'A request has one verified review'],
  },
  'review-target': {
    'zh-CN': ['评价对象不明', 'request 与 provider 须且只须给出一个'],
    en: ['What is reviewed?', 'Give exactly one of request and provider'],
  },
}
