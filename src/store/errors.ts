import { defineErrors } from './domain-error.ts'

/** Errors of the database. */
export const storeError = defineErrors({
  'store-unavailable': {
    status: 503,
    zh: { title: '数据库暂不可用', detail: '请稍后重试' },
    en: { title: 'The database is not available', detail: 'Try again shortly' },
  },
  'store-full': {
    status: 503,
    zh: { title: '磁盘空间已满', detail: '暂不能写入，读取不受影响；空间恢复后请重试' },
    en: { title: 'The disk is full', detail: 'Nothing can be written; reads go on. Try again when there is space' },
  },
  'store-read-only': {
    status: 503,
    zh: { title: '磁盘只读', detail: '暂不能写入，读取不受影响' },
    en: { title: 'The disk is read-only', detail: 'Nothing can be written; reads go on' },
  },
})
