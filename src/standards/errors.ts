import { defineErrors } from '../store/domain-error.ts'

/** Errors of standards, their editions and declared facts. */
export const standardError = defineErrors({
  'standard-not-found': {
    status: 404,
    zh: { title: '没有这项标准', detail: '{id}' },
    en: { title: 'No such standard', detail: '{id}' },
  },
  'standard-unknown': {
    status: 422,
    zh: { title: '没有这项标准', detail: '{id}' },
    en: { title: 'No such edition of a standard', detail: '{id}' },
  },
  'standard-taken': {
    status: 409,
    zh: { title: '该版本已存在', detail: '{id}' },
    en: { title: 'The edition exists already', detail: '{id}' },
  },
  'edition-ends-before-it-begins': {
    status: 422,
    zh: { title: '废止日早于实施日', detail: '{from} 起，{until} 止' },
    en: { title: 'The edition ends before it begins', detail: 'From {from} until {until}' },
  },
  'edition-begins-before-its-predecessor': {
    status: 422,
    zh: { title: '实施日不晚于被代替版本', detail: '{from} 不晚于 {other}' },
    en: { title: 'It begins no later than the edition that it replaces', detail: '{from} is not after {other}' },
  },
  'edition-overlaps': {
    status: 409,
    zh: { title: '同一标准的版本有效期重叠', detail: '{id}：{from} 至 {until}' },
    en: { title: 'Editions of one code overlap', detail: '{id}: {from} to {until}' },
  },
  'edition-replaced-already': {
    status: 409,
    zh: { title: '该版本已被代替', detail: '{id} 已由 {by} 代替' },
    en: { title: 'The edition is replaced already', detail: '{id} by {by}' },
  },
  'edition-in-force': {
    status: 409,
    zh: { title: '版本已实施，条款不可更改', detail: '{id} 自 {from} 起实施；请发布新版本，现行版本仅可修改废止日' },
    en: {
      title: 'The edition is in force',
      detail: '{id} since {from}: only its last day may change; write a new edition',
    },
  },
  'edition-not-replaced': {
    status: 409,
    zh: { title: '版本未被代替，无过渡期', detail: '{id}' },
    en: { title: 'Not replaced, so there is no transition', detail: '{id}' },
  },
  'transition-too-early': {
    status: 422,
    zh: { title: '过渡期应晚于废止日', detail: '{until} 不晚于 {ends}' },
    en: { title: 'The transition must go beyond the last day', detail: '{until} is not after {ends}' },
  },
  'clause-number-twice': {
    status: 422,
    zh: { title: '条款号重复', detail: '{number}' },
    en: { title: 'A clause number stands twice', detail: '{number}' },
  },
  'facts-invalid': {
    status: 422,
    zh: { title: '申报事项不符合该类别的模式', detail: '{pointer}：{rule}' },
    en: { title: 'The facts are not as the category’s schema says', detail: '{pointer}: {rule}' },
  },
  'facts-schema-not-found': {
    status: 404,
    zh: { title: '没有这个类别', detail: '{category}' },
    en: { title: 'No such category', detail: '{category}' },
  },
  'facts-not-found': {
    status: 404,
    zh: { title: '该类别尚无申报', detail: '{category}' },
    en: { title: 'Nothing was declared in this category', detail: '{category}' },
  },
})
