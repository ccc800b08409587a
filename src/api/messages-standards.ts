import type { Messages } from './messages.ts'

const refused = (zh: string, en: string): Messages[string] => ({
  'zh-CN': [zh, '条款 {number} 的规则，{pointer}：{detail}'],
  en: [en, 'Rule of clause {number}, {pointer}: {detail}'],
})

export const STANDARDS_MESSAGES: Messages = {
  'standard-not-found': { 'zh-CN': ['没有这项标准', '{id}'], en: ['No such standard', '{id}'] },
  'standard-taken': { 'zh-CN': ['该版本已存在', '{id}'], en: ['The edition exists already', '{id}'] },
  'edition-ends-before-it-begins': {
    'zh-CN': ['废止日早于实施日', '{from} 起，{until} 止'],
    en: ['The edition ends before it begins', 'From {from} until {until}'],
  },
  'edition-begins-before-its-predecessor': {
    'zh-CN': ['实施日不晚于被代替版本', '{from} 不晚于 {other}'],
    en: ['It begins no later than the edition that it replaces', '{from} is not after {other}'],
  },
  'edition-overlaps': {
    'zh-CN': ['同一标准的版本有效期重叠', '{id}：{from} 至 {until}'],
    en: ['Editions of one code overlap', '{id}: {from} to {until}'],
  },
  'edition-replaced-already': {
    'zh-CN': ['该版本已被代替', '{id} 已由 {by} 代替'],
    en: ['The edition is replaced already', '{id} by {by}'],
  },
  'edition-in-force': {
    'zh-CN': ['版本已实施，条款不可更改', '{id} 自 {from} 起实施；请发布新版本，现行版本仅可修改废止日'],
    en: ['The edition is in force', '{id} since {from}: only its last day may change; write a new edition'],
  },
  'edition-not-replaced': {
    'zh-CN': ['版本未被代替，无过渡期', '{id}'],
    en: ['Not replaced, so there is no transition', '{id}'],
  },
  'transition-too-early': {
    'zh-CN': ['过渡期应晚于废止日', '{until} 不晚于 {ends}'],
    en: ['The transition must go beyond the last day', '{until} is not after {ends}'],
  },
  'clause-number-twice': { 'zh-CN': ['条款号重复', '{number}'], en: ['A clause number stands twice', '{number}'] },
  'rule-too-large': refused('规则过大', 'The rule is too large'),
  'rule-too-deep': refused('规则嵌套过深', 'The rule is nested too deeply'),
  'rule-too-many-values': refused('规则项过多', 'The rule has too many parts'),
  'rule-form': refused('规则不是模式', 'Not a schema'),
  'rule-keyword': refused('规则使用了不接受的关键字', 'A keyword that rules may not use'),
  'rule-value': refused('关键字的值无效', 'The value of a keyword does not do'),
  'rule-name': refused('名称无效', 'Not a name that facts have'),
  'rule-ref': refused('规则只能引用自身的 $defs', 'A rule may refer to its own $defs only'),
  'rule-ref-unknown': refused('引用的定义不存在', 'The definition does not exist'),
  'rule-loops': refused('规则循环引用', 'The rule loops'),
  'rule-explodes': refused('规则展开后计算量过大', 'The rule explodes'),
  'rule-pattern': refused('模式不能在线性时间内匹配', 'The pattern is not one that is matched in linear time'),
  'facts-invalid': {
    'zh-CN': ['申报事项不符合该类别的模式', '{pointer}：{rule}'],
    en: ['The facts are not as the category’s schema says', '{pointer}: {rule}'],
  },
  'facts-schema-not-found': { 'zh-CN': ['没有这个类别', '{category}'], en: ['No such category', '{category}'] },
  'facts-not-found': {
    'zh-CN': ['该类别尚无申报', '{category}'],
    en: ['Nothing was declared in this category', '{category}'],
  },
}
