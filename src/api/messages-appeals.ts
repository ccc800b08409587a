import type { Messages } from './messages.ts'

export const APPEALS_MESSAGES: Messages = {
  'appeal-not-found': { 'zh-CN': ['没有这件申诉', '{id}'], en: ['No such appeal', '{id}'] },
  'evidence-unknown': {
    'zh-CN': ['没有这条评价依据', '{id} 不是评价依据的编号'],
    en: ['No such evidence', '{id} is not the number of a piece of evidence'],
  },
  'appeal-kind': {
    'zh-CN': ['此类依据不可申诉', '可申诉：服务结果、评价、投诉、检查与惩戒'],
    en: ['Not contestable', 'Outcomes of orders, reviews, complaints, inspections and sanctions are'],
  },
  'appeal-retracted': {
    'zh-CN': ['依据已撤回', '已撤回的依据不再计入，无需申诉'],
    en: ['The evidence was retracted', 'It does not count any more'],
  },
  'appeal-open': {
    'zh-CN': ['申诉处理中', '同一依据已有一件申诉尚未裁定'],
    en: ['Contested already', 'An appeal against this evidence is not decided yet'],
  },
  'appeal-exhausted': {
    'zh-CN': ['申诉次数已满', '同一依据最多申诉 {most} 次'],
    en: ['No further appeal', 'A piece of evidence can be contested {most} times'],
  },
  'appeal-needs-new-grounds': {
    'zh-CN': ['再次申诉须有新理由', '请以 newGrounds 说明新的事实或证据'],
    en: ['A second appeal needs new grounds', 'Say as newGrounds which facts are new'],
  },
  'appeal-grounds-known': {
    'zh-CN': ['理由与前次相同', '再次申诉须有新的事实或证据'],
    en: ['These grounds are known', 'A second appeal needs new facts'],
  },
  'appeal-first': {
    'zh-CN': ['首次申诉无新理由可言', '请将理由写入 grounds'],
    en: ['A first appeal has no new grounds', 'Give them as grounds'],
  },
  'appeal-late': {
    'zh-CN': ['已过申诉期限', '期限见 /v1/clocks：appeal.filing'],
    en: ['Too late to appeal', 'The time is in /v1/clocks: appeal.filing'],
  },
  'appeal-under-review': { 'zh-CN': ['申诉已受理', '{id}'], en: ['Under review already', '{id}'] },
  'appeal-not-under-review': {
    'zh-CN': ['申诉尚未受理', '{id} 受理审查后方可裁定'],
    en: ['Not under review yet', '{id} is examined before it is decided'],
  },
  'appeal-decided': { 'zh-CN': ['申诉已裁定', '{id} 为 {state}'], en: ['Decided already', '{id} is {state}'] },
  'appeal-withdrawn': { 'zh-CN': ['申诉已撤回', '{id}'], en: ['The appeal was withdrawn', '{id}'] },
  'appeal-own-record': {
    'zh-CN': ['须由他人裁定', '记录依据者不得裁定对该依据的申诉'],
    en: ['Somebody else must decide', 'Who recorded the evidence may not decide about it'],
  },
  'reply-kind': {
    'zh-CN': ['只能回复评价', '{id} 不是评价'],
    en: ['Only reviews can be replied to', '{id} is a {kind}'],
  },
  'reply-retracted': {
    'zh-CN': ['评价已撤回', '{id} 不再公示，无需回复'],
    en: ['The review was retracted', '{id} is not shown as counting any more'],
  },
}
