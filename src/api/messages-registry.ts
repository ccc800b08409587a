import type { Messages } from './messages.ts'

export const REGISTRY_MESSAGES: Messages = {
  'provider-not-found': { 'zh-CN': ['没有这家机构', '{id}'], en: ['No such provider', '{id}'] },
  'department-not-found': { 'zh-CN': ['没有这个部门', '{id}'], en: ['No such department', '{id}'] },
  'service-unknown': {
    'zh-CN': ['未知的服务项目', '目录中没有 {code}'],
    en: ['Unknown service', 'The catalogue has no {code}'],
  },
  'area-unknown': {
    'zh-CN': ['未知的区划', '{code} 不是现行区划'],
    en: ['Unknown area', '{code} is not an area of today'],
  },
  'question-missing': { 'zh-CN': ['缺少问题', '请给出 q 或 service'], en: ['No question', 'Give q or service'] },
  'uscc-form': {
    'zh-CN': ['统一社会信用代码格式有误', '{uscc} 不是 18 位代码（GB 32100-2015）'],
    en: ['Malformed unified social credit code', '{uscc} is not a code of 18 characters (GB 32100-2015)'],
  },
  'uscc-check': {
    'zh-CN': ['统一社会信用代码校验位有误', '{uscc}；如登记册确为此码，请以 usccOverride 说明理由'],
    en: ['Wrong check character', '{uscc}; if the register says so, give the reason as usccOverride'],
  },
  'uscc-taken': { 'zh-CN': ['该代码已登记', '{uscc}'], en: ['The code is registered already', '{uscc}'] },
  'day-out-of-range': {
    'zh-CN': ['日期超出范围', '{day} 不在允许的范围内：{earliest} 至 {latest}'],
    en: ['Day out of range', '{day} is outside the range allowed: {earliest} to {latest}'],
  },
  'provider-not-active': {
    'zh-CN': ['机构不在册服务', '{id} 当前为 {status}'],
    en: ['Provider not active', '{id} is {status}'],
  },
  'provider-already-suspended': { 'zh-CN': ['机构已被暂停', '{id}'], en: ['Already suspended', '{id}'] },
  'provider-not-suspended': {
    'zh-CN': ['机构未被暂停', '{id} 当前为 {status}'],
    en: ['Not suspended', '{id} is {status}'],
  },
  'provider-withdrawn': { 'zh-CN': ['机构已退出', '{id}'], en: ['Provider has withdrawn', '{id}'] },
  'import-encoding': {
    'zh-CN': ['文件编码无法识别', '需为 UTF-8 或 GB18030 文本'],
    en: ['Unknown encoding', 'UTF-8 or GB18030 text is needed'],
  },
  'import-header': { 'zh-CN': ['表头不完整', '缺少列：{columns}'], en: ['Columns missing', 'Missing: {columns}'] },
  'import-csv': {
    'zh-CN': ['CSV 结构有误', '第 {line} 行附近无法解析'],
    en: ['Broken CSV', 'Not readable near line {line}'],
  },
}
