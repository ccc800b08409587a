import { defineErrors } from '../../store/domain-error.ts'

/** Errors of appeals and of replies to reviews. */
export const appealError = defineErrors({
  'appeal-not-found': {
    status: 404,
    zh: { title: '没有这件申诉', detail: '{id}' },
    en: { title: 'No such appeal', detail: '{id}' },
  },
  'evidence-not-found': {
    status: 404,
    zh: { title: '没有这条评价依据', detail: '{id} 不是本机构评价依据的编号' },
    en: { title: 'No such evidence', detail: '{id} is not the number of a piece of evidence about this firm' },
  },
  'evidence-unknown': {
    status: 422,
    zh: { title: '没有这条评价依据', detail: '{id} 不是本机构评价依据的编号' },
    en: { title: 'No such evidence', detail: '{id} is not the number of a piece of evidence about this firm' },
  },
  'appeal-kind': {
    status: 422,
    zh: { title: '此类依据不可申诉', detail: '可申诉：服务结果、评价、投诉、检查与惩戒' },
    en: { title: 'Not contestable', detail: 'Outcomes of orders, reviews, complaints, inspections and sanctions are' },
  },
  'appeal-retracted': {
    status: 409,
    zh: { title: '依据已撤回', detail: '已撤回的依据不再计入，无需申诉' },
    en: { title: 'The evidence was retracted', detail: 'It does not count any more' },
  },
  'appeal-open': {
    status: 409,
    zh: { title: '申诉处理中', detail: '同一依据已有一件申诉尚未裁定' },
    en: { title: 'Contested already', detail: 'An appeal against this evidence is not decided yet' },
  },
  'appeal-exhausted': {
    status: 409,
    zh: { title: '申诉次数已满', detail: '同一依据最多申诉 {most} 次' },
    en: { title: 'No further appeal', detail: 'A piece of evidence can be contested {most} times' },
  },
  'appeal-needs-new-grounds': {
    status: 409,
    zh: { title: '再次申诉须有新理由', detail: '请以 newGrounds 说明新的事实或证据' },
    en: { title: 'A second appeal needs new grounds', detail: 'Say as newGrounds which facts are new' },
  },
  'appeal-grounds-known': {
    status: 409,
    zh: { title: '理由与前次相同', detail: '再次申诉须有新的事实或证据' },
    en: { title: 'These grounds are known', detail: 'A second appeal needs new facts' },
  },
  'appeal-first': {
    status: 422,
    zh: { title: '首次申诉无新理由可言', detail: '请将理由写入 grounds' },
    en: { title: 'A first appeal has no new grounds', detail: 'Give them as grounds' },
  },
  'appeal-late': {
    status: 409,
    zh: { title: '已过申诉期限', detail: '期限见 /v1/clocks：appeal.filing' },
    en: { title: 'Too late to appeal', detail: 'The time is in /v1/clocks: appeal.filing' },
  },
  'appeal-under-review': {
    status: 409,
    zh: { title: '申诉已受理', detail: '{id}' },
    en: { title: 'Under review already', detail: '{id}' },
  },
  'appeal-not-under-review': {
    status: 409,
    zh: { title: '申诉尚未受理', detail: '{id} 受理审查后方可裁定' },
    en: { title: 'Not under review yet', detail: '{id} is examined before it is decided' },
  },
  'appeal-decided': {
    status: 409,
    zh: { title: '申诉已裁定', detail: '{id} 为 {state}' },
    en: { title: 'Decided already', detail: '{id} is {state}' },
  },
  'appeal-withdrawn': {
    status: 409,
    zh: { title: '申诉已撤回', detail: '{id}' },
    en: { title: 'The appeal was withdrawn', detail: '{id}' },
  },
  'appeal-own-record': {
    status: 403,
    zh: { title: '须由他人裁定', detail: '记录依据者不得裁定对该依据的申诉' },
    en: { title: 'Somebody else must decide', detail: 'Who recorded the evidence may not decide about it' },
  },
  'reply-kind': {
    status: 409,
    zh: { title: '只能回复评价', detail: '{id} 不是评价' },
    en: { title: 'Only reviews can be replied to', detail: '{id} is a {kind}' },
  },
  'reply-retracted': {
    status: 409,
    zh: { title: '评价已撤回', detail: '{id} 不再公示，无需回复' },
    en: { title: 'The review was retracted', detail: '{id} is not shown as counting any more' },
  },
})
