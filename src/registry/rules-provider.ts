import type { CodeOf } from '../store/domain-error.ts'
import { registryError } from './errors.ts'
import { STATUS_WORDS } from './status-words.ts'

export type ProviderStatus = 'active' | 'suspended' | 'inactive' | 'withdrawn'
/** Whether the centre lets a provider in; taken-over = registered before admissions were recorded, or by an import. */
export type Admission = 'taken-over' | 'registered' | 'applied' | 'admitted' | 'refused'
export type StatusMove = 'suspend' | 'reinstate' | 'withdraw' | 'deactivate' | 'reactivate'

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
