import { defineErrors } from '../store/domain-error.ts'

/** Errors of the rules of clauses. */
export const clauseError = defineErrors({
  'rule-too-large': {
    status: 422,
    zh: { title: '规则过大', detail: '条款 {number} 的规则，{pointer}：{detail}' },
    en: { title: 'The rule is too large', detail: 'Rule of clause {number}, {pointer}: {detail}' },
  },
  'rule-too-deep': {
    status: 422,
    zh: { title: '规则嵌套过深', detail: '条款 {number} 的规则，{pointer}：{detail}' },
    en: { title: 'The rule is nested too deeply', detail: 'Rule of clause {number}, {pointer}: {detail}' },
  },
  'rule-too-many-values': {
    status: 422,
    zh: { title: '规则项过多', detail: '条款 {number} 的规则，{pointer}：{detail}' },
    en: { title: 'The rule has too many parts', detail: 'Rule of clause {number}, {pointer}: {detail}' },
  },
  'rule-form': {
    status: 422,
    zh: { title: '规则不是模式', detail: '条款 {number} 的规则，{pointer}：{detail}' },
    en: { title: 'Not a schema', detail: 'Rule of clause {number}, {pointer}: {detail}' },
  },
  'rule-keyword': {
    status: 422,
    zh: { title: '规则使用了不接受的关键字', detail: '条款 {number} 的规则，{pointer}：{detail}' },
    en: { title: 'A keyword that rules may not use', detail: 'Rule of clause {number}, {pointer}: {detail}' },
  },
  'rule-value': {
    status: 422,
    zh: { title: '关键字的值无效', detail: '条款 {number} 的规则，{pointer}：{detail}' },
    en: { title: 'The value of a keyword does not do', detail: 'Rule of clause {number}, {pointer}: {detail}' },
  },
  'rule-name': {
    status: 422,
    zh: { title: '名称无效', detail: '条款 {number} 的规则，{pointer}：{detail}' },
    en: { title: 'Not a name that facts have', detail: 'Rule of clause {number}, {pointer}: {detail}' },
  },
  'rule-ref': {
    status: 422,
    zh: { title: '规则只能引用自身的 $defs', detail: '条款 {number} 的规则，{pointer}：{detail}' },
    en: { title: 'A rule may refer to its own $defs only', detail: 'Rule of clause {number}, {pointer}: {detail}' },
  },
  'rule-ref-unknown': {
    status: 422,
    zh: { title: '引用的定义不存在', detail: '条款 {number} 的规则，{pointer}：{detail}' },
    en: { title: 'The definition does not exist', detail: 'Rule of clause {number}, {pointer}: {detail}' },
  },
  'rule-loops': {
    status: 422,
    zh: { title: '规则循环引用', detail: '条款 {number} 的规则，{pointer}：{detail}' },
    en: { title: 'The rule loops', detail: 'Rule of clause {number}, {pointer}: {detail}' },
  },
  'rule-explodes': {
    status: 422,
    zh: { title: '规则展开后计算量过大', detail: '条款 {number} 的规则，{pointer}：{detail}' },
    en: { title: 'The rule explodes', detail: 'Rule of clause {number}, {pointer}: {detail}' },
  },
  'rule-pattern': {
    status: 422,
    zh: { title: '模式不能在线性时间内匹配', detail: '条款 {number} 的规则，{pointer}：{detail}' },
    en: {
      title: 'The pattern is not one that is matched in linear time',
      detail: 'Rule of clause {number}, {pointer}: {detail}',
    },
  },
})
