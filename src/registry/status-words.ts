import type { Words } from '../store/domain-error.ts'
import type { Admission, ProviderStatus } from './rules-provider.ts'

/** The status of a provider as texts name it. */
export const STATUS_WORDS: Readonly<Record<ProviderStatus, Words>> = {
  active: { zh: '正常服务', en: 'active' },
  suspended: { zh: '已暂停', en: 'suspended' },
  inactive: { zh: '已注销或被吊销', en: 'inactive' },
  withdrawn: { zh: '已退出', en: 'withdrawn' },
}

/** The admission of a provider as texts name it. */
export const ADMISSION_WORDS: Readonly<Record<Admission, Words>> = {
  'taken-over': { zh: '沿用原有登记', en: 'taken over' },
  registered: { zh: '尚未申请准入', en: 'registered' },
  applied: { zh: '准入审核中', en: 'applied' },
  admitted: { zh: '已准入', en: 'admitted' },
  refused: { zh: '未获准入', en: 'refused' },
}
