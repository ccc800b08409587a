import { defineErrors } from '../store/domain-error.ts'

/** Errors of versions, pages and days. */
export const ledgerError = defineErrors({
  'etag-mismatch': {
    status: 412,
    zh: {
      title: '内容已被他人修改',
      detail: '当前版本为 {etag}，请重新读取后再修改',
      meaning: '读取之后，该资源已有新的修改。',
      action: '请重新读取，在新内容上修改后以新的版本提交。',
    },
    en: {
      title: 'ETag mismatch',
      detail: 'The resource is now {etag}: read it again first',
      meaning: 'The resource has changed since it was read.',
      action: 'Read it again, apply the change to what is there now, and send its new ETag.',
    },
  },
  'cursor-invalid': {
    status: 400,
    zh: {
      title: '翻页标记无效',
      detail: '请原样使用上一页给出的翻页标记',
      meaning: '翻页标记不是由本列表给出的，或已被改动。',
      action: '请原样使用上一页应答中的 next；筛选条件不得改变。',
    },
    en: {
      title: 'Cursor invalid',
      detail: 'Use the `next` of the page before as it is',
      meaning: 'The cursor was not made by this list, or it was changed.',
      action: 'Use `next` of the page before unchanged, with the same filters.',
    },
  },
  'day-out-of-range': {
    status: 422,
    zh: {
      title: '日期超出范围',
      detail: '{day} 不在允许的范围内：{earliest} 至 {latest}',
      meaning: '日期早于或晚于该栏目允许的范围。',
      action: '请填写所给范围之内的日期。',
    },
    en: {
      title: 'Day out of range',
      detail: '{day} is outside the range allowed: {earliest} to {latest}',
      meaning: 'A day lies before or after what its field allows.',
      action: 'Give a day within the range that the detail names.',
    },
  },
})
