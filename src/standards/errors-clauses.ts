import { defineErrors } from '../store/domain-error.ts'

/** Errors of the rules of clauses. */
export const clauseError = defineErrors({
  'rule-too-large': {
    status: 422,
    zh: {
      title: '规则过大',
      detail: '条款 {number} 的规则，{pointer}：{detail}',
      meaning: '规则的字节数超过上限。',
      action: '请简化规则，或拆分到几个条款。',
    },
    en: {
      title: 'Rule too large',
      detail: 'Rule of clause {number}, {pointer}: {detail}',
      meaning: 'The rule has more bytes than a rule may have.',
      action: 'Simplify the rule, or split it between clauses.',
    },
  },
  'rule-too-deep': {
    status: 422,
    zh: {
      title: '规则层次过深',
      detail: '条款 {number} 的规则，{pointer}：{detail}',
      meaning: '规则的嵌套层数超过上限。',
      action: '请减少嵌套，或改用自身的定义。',
    },
    en: {
      title: 'Rule too deep',
      detail: 'Rule of clause {number}, {pointer}: {detail}',
      meaning: 'The rule is nested deeper than a rule may be.',
      action: 'Nest less, or move parts into `$defs`.',
    },
  },
  'rule-too-many-values': {
    status: 422,
    zh: {
      title: '规则项目过多',
      detail: '条款 {number} 的规则，{pointer}：{detail}',
      meaning: '规则的成员总数超过上限。',
      action: '请简化规则，或拆分到几个条款。',
    },
    en: {
      title: 'Rule has too many parts',
      detail: 'Rule of clause {number}, {pointer}: {detail}',
      meaning: 'The rule has more members and elements than a rule may have.',
      action: 'Simplify the rule, or split it between clauses.',
    },
  },
  'rule-form': {
    status: 422,
    zh: {
      title: '规则格式有误',
      detail: '条款 {number} 的规则，{pointer}：{detail}',
      meaning: '该处应为一个 JSON Schema。',
      action: '请改正该处的内容。',
    },
    en: {
      title: 'Rule malformed',
      detail: 'Rule of clause {number}, {pointer}: {detail}',
      meaning: 'A JSON Schema is expected at this place.',
      action: 'Correct the place that the pointer names.',
    },
  },
  'rule-keyword': {
    status: 422,
    zh: {
      title: '规则使用了不接受的关键字',
      detail: '条款 {number} 的规则，{pointer}：{detail}',
      meaning: '规则只能使用 JSON Schema 的部分关键字。',
      action: '请改用标准条款说明中列出的关键字。',
    },
    en: {
      title: 'Keyword not accepted',
      detail: 'Rule of clause {number}, {pointer}: {detail}',
      meaning: 'A rule uses a part of JSON Schema only.',
      action: 'Use the keywords that docs/standards.md lists.',
    },
  },
  'rule-value': {
    status: 422,
    zh: {
      title: '关键字的值无效',
      detail: '条款 {number} 的规则，{pointer}：{detail}',
      meaning: '关键字的值不在允许的范围。',
      action: '请按所给说明改正。',
    },
    en: {
      title: 'Keyword value invalid',
      detail: 'Rule of clause {number}, {pointer}: {detail}',
      meaning: 'The value of a keyword is outside what is allowed.',
      action: 'Correct it as the detail says.',
    },
  },
  'rule-name': {
    status: 422,
    zh: {
      title: '名称无效',
      detail: '条款 {number} 的规则，{pointer}：{detail}',
      meaning: '该名称不是申报事项的名称格式。',
      action: '请使用字母开头的字母、数字名称。',
    },
    en: {
      title: 'Name invalid',
      detail: 'Rule of clause {number}, {pointer}: {detail}',
      meaning: 'The name is not one that a fact can have.',
      action: 'Use a name of letters and digits that begins with a letter.',
    },
  },
  'rule-ref': {
    status: 422,
    zh: {
      title: '引用超出规则范围',
      detail: '条款 {number} 的规则，{pointer}：{detail}',
      meaning: '规则只能引用自身的定义，不读取其他文件。',
      action: '请把所引用的内容写入规则自身的定义。',
    },
    en: {
      title: 'Reference outside the rule',
      detail: 'Rule of clause {number}, {pointer}: {detail}',
      meaning: 'A rule refers to its own `$defs` only; nothing is fetched.',
      action: 'Write what is referred to into `$defs` of the rule.',
    },
  },
  'rule-ref-unknown': {
    status: 422,
    zh: {
      title: '引用的定义不存在',
      detail: '条款 {number} 的规则，{pointer}：{detail}',
      meaning: '规则引用了没有写出的定义。',
      action: '请补写该定义，或改正引用。',
    },
    en: {
      title: 'Reference unknown',
      detail: 'Rule of clause {number}, {pointer}: {detail}',
      meaning: 'The rule refers to a definition that it does not have.',
      action: 'Write the definition, or correct the reference.',
    },
  },
  'rule-loops': {
    status: 422,
    zh: {
      title: '规则循环引用',
      detail: '条款 {number} 的规则，{pointer}：{detail}',
      meaning: '定义直接或间接引用自身，计算不会结束。',
      action: '请去掉循环。',
    },
    en: {
      title: 'Rule loops',
      detail: 'Rule of clause {number}, {pointer}: {detail}',
      meaning: 'A definition refers to itself, directly or by others.',
      action: 'Break the loop.',
    },
  },
  'rule-explodes': {
    status: 422,
    zh: {
      title: '规则计算量过大',
      detail: '条款 {number} 的规则，{pointer}：{detail}',
      meaning: '规则展开后的计算步数超过上限。',
      action: '请简化规则，减少重复引用。',
    },
    en: {
      title: 'Rule too costly',
      detail: 'Rule of clause {number}, {pointer}: {detail}',
      meaning: 'The rule takes more steps than an evaluation may take.',
      action: 'Simplify the rule and refer to definitions less often.',
    },
  },
  'rule-pattern': {
    status: 422,
    zh: {
      title: '文本模式不受支持',
      detail: '条款 {number} 的规则，{pointer}：{detail}',
      meaning: '文本模式无法在线性时间内匹配，或语法有误。',
      action: '请使用更简单的模式，不用回溯和反向引用。',
    },
    en: {
      title: 'Pattern not supported',
      detail: 'Rule of clause {number}, {pointer}: {detail}',
      meaning: 'The pattern cannot be matched in linear time, or is malformed.',
      action: 'Use a simpler pattern without back-references and look-around.',
    },
  },
})
