import type { CodeOf, Words } from '../store/domain-error.ts'
import { registryError } from './errors.ts'

export type ProviderStatus = 'active' | 'suspended' | 'inactive' | 'withdrawn'
/** Whether the centre lets a provider in; taken-over = registered before admissions were recorded, or by an import. */
export type Admission = 'taken-over' | 'registered' | 'applied' | 'admitted' | 'refused'
export type StatusMove = 'suspend' | 'reinstate' | 'withdraw' | 'deactivate' | 'reactivate'

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

// From which states a move is possible, and where it leads. What is not here is refused.
const MOVES: Record<StatusMove, { from: ProviderStatus[]; to: ProviderStatus }> = {
  suspend: { from: ['active'], to: 'suspended' },
  reinstate: { from: ['suspended'], to: 'active' },
  withdraw: { from: ['active', 'suspended', 'inactive'], to: 'withdrawn' },
  // The authority's register says 注销 or 吊销, or no longer says so.
  deactivate: { from: ['active', 'suspended'], to: 'inactive' },
  reactivate: { from: ['inactive'], to: 'active' },
}

const REFUSALS: Record<StatusMove, Partial<Record<ProviderStatus, CodeOf<typeof registryError, 'id' | 'status'>>>> = {
  suspend: { suspended: 'provider-already-suspended' },
  reinstate: { active: 'provider-not-suspended', inactive: 'provider-not-suspended' },
  withdraw: { withdrawn: 'provider-withdrawn' },
  deactivate: {},
  reactivate: {},
}

/** The status after a move; throws a 409 that names why it is impossible. */
export function moveStatus(id: string, status: ProviderStatus, move: StatusMove): ProviderStatus {
  const { from, to } = MOVES[move]
  if (from.includes(status)) return to
  const code = status === 'withdrawn' ? 'provider-withdrawn' : (REFUSALS[move][status] ?? 'provider-not-active')
  throw registryError(code, { id, status: STATUS_WORDS[status] })
}
