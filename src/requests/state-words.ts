import type { Words } from '../store/domain-error.ts'
import type { RequestState } from './rules-life.ts'

/** The state of a request as texts name it. */
export const REQUEST_STATE_WORDS: Readonly<Record<RequestState, Words>> = {
  received: { zh: '已登记', en: 'received' },
  classified: { zh: '已归类', en: 'classified' },
  assigned: { zh: '已派单', en: 'assigned' },
  answered: { zh: '已应答', en: 'answered' },
  visited: { zh: '已上门', en: 'visited' },
  completed: { zh: '服务已完成', en: 'completed' },
  failed: { zh: '服务未完成', en: 'failed' },
  'followed-up': { zh: '已回访', en: 'followed up' },
  reopened: { zh: '待重办', en: 'reopened' },
  escalated: { zh: '已上报', en: 'escalated' },
  closed: { zh: '已办结', en: 'closed' },
  merged: { zh: '已并单', en: 'merged' },
  cancelled: { zh: '已取消', en: 'cancelled' },
}
