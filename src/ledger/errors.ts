import { defineErrors } from '../store/domain-error.ts'

/** Errors of versions, pages and days. */
export const ledgerError = defineErrors({
  'etag-mismatch': {
    status: 412,
    zh: { title: '资源已被修改', detail: '当前版本为 {etag}，请重新读取后再改' },
    en: { title: 'The resource has changed', detail: 'It is now {etag}; read it again first' },
  },
  'cursor-invalid': {
    status: 400,
    zh: { title: '翻页游标无效', detail: '请原样使用上一页的 next' },
    en: { title: 'Invalid cursor', detail: 'Use the `next` of the page before as it is' },
  },
  'day-out-of-range': {
    status: 422,
    zh: { title: '日期超出范围', detail: '{day} 不在允许的范围内：{earliest} 至 {latest}' },
    en: { title: 'Day out of range', detail: '{day} is outside the range allowed: {earliest} to {latest}' },
  },
})
