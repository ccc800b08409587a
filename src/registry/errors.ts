import { defineErrors } from '../store/domain-error.ts'

/** Errors of providers, areas and the catalogue of services. */
export const registryError = defineErrors({
  'provider-not-found': {
    status: 404,
    zh: { title: '没有这家机构', detail: '{id}' },
    en: { title: 'No such provider', detail: '{id}' },
  },
  'provider-unknown': {
    status: 422,
    zh: { title: '没有这家机构', detail: '{id}' },
    en: { title: 'No such provider', detail: '{id}' },
  },
  'not-your-provider': {
    status: 403,
    zh: { title: '不是本机构', detail: '该密钥只能访问其所属机构' },
    en: { title: 'Not your provider', detail: 'This key is bound to another provider' },
  },
  'service-not-found': {
    status: 404,
    zh: { title: '未知的服务项目', detail: '目录中没有 {code}' },
    en: { title: 'Unknown service', detail: 'The catalogue has no {code}' },
  },
  'service-unknown': {
    status: 422,
    zh: { title: '未知的服务项目', detail: '目录中没有 {code}' },
    en: { title: 'Unknown service', detail: 'The catalogue has no {code}' },
  },
  'area-unknown': {
    status: 422,
    zh: { title: '未知的区划', detail: '{code} 不是现行区划' },
    en: { title: 'Unknown area', detail: '{code} is not an area of today' },
  },
  'uscc-form': {
    status: 422,
    zh: { title: '统一社会信用代码格式有误', detail: '{uscc} 不是 18 位代码（GB 32100-2015）' },
    en: {
      title: 'Malformed unified social credit code',
      detail: '{uscc} is not a code of 18 characters (GB 32100-2015)',
    },
  },
  'uscc-check': {
    status: 422,
    zh: { title: '统一社会信用代码校验位有误', detail: '{uscc}；如登记册确为此码，请以 usccOverride 说明理由' },
    en: { title: 'Wrong check character', detail: '{uscc}; if the register says so, give the reason as usccOverride' },
  },
  'uscc-taken': {
    status: 409,
    zh: { title: '该代码已登记', detail: '{uscc}' },
    en: { title: 'The code is registered already', detail: '{uscc}' },
  },
  'provider-not-active': {
    status: 409,
    zh: { title: '机构不在册服务', detail: '{id} 当前为 {status}' },
    en: { title: 'Provider not active', detail: '{id} is {status}' },
  },
  'provider-already-suspended': {
    status: 409,
    zh: { title: '机构已被暂停', detail: '{id}' },
    en: { title: 'Already suspended', detail: '{id}' },
  },
  'provider-not-suspended': {
    status: 409,
    zh: { title: '机构未被暂停', detail: '{id} 当前为 {status}' },
    en: { title: 'Not suspended', detail: '{id} is {status}' },
  },
  'provider-withdrawn': {
    status: 409,
    zh: { title: '机构已退出', detail: '{id}' },
    en: { title: 'Provider has withdrawn', detail: '{id}' },
  },
})
