import { defineErrors } from './domain-error.ts'

/** Errors of the database. */
export const storeError = defineErrors({
  'store-unavailable': {
    status: 503,
    zh: {
      title: '数据库暂不可用',
      detail: '请稍后重试',
      meaning: '服务暂时无法访问数据库。',
      action: '请按应答头 Retry-After 等待后重试；带幂等键的请求用同一键重试。',
    },
    en: {
      title: 'Database unavailable',
      detail: 'Try again shortly',
      meaning: 'The service cannot reach its database for the moment.',
      action: 'Retry after the seconds in `Retry-After`, a write under the same Idempotency-Key.',
    },
  },
  'store-full': {
    status: 503,
    zh: {
      title: '磁盘空间已满',
      detail: '暂不能写入，读取不受影响',
      meaning: '数据库所在磁盘没有剩余空间。',
      action: '请在运维人员扩充空间后重试。',
    },
    en: {
      title: 'Disk full',
      detail: 'Nothing can be written; reads go on',
      meaning: 'The disk of the database has no space left.',
      action: 'Retry when the operator has made space.',
    },
  },
  'store-read-only': {
    status: 503,
    zh: {
      title: '磁盘只读',
      detail: '暂不能写入，读取不受影响',
      meaning: '数据库所在磁盘处于只读状态。',
      action: '请在运维人员恢复写入后重试。',
    },
    en: {
      title: 'Disk read-only',
      detail: 'Nothing can be written; reads go on',
      meaning: 'The disk of the database is read-only.',
      action: 'Retry when the operator has made it writable.',
    },
  },
})
