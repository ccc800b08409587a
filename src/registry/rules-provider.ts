import type { Words } from '../store/domain-error.ts'
import { registryError } from './errors.ts'

/** The authority's own: it comes from registers and from nowhere else. */
export type RegistrationStatus = 'operating' | 'dormant' | 'revoked' | 'deregistered' | 'moved-out'
/** The centre's own: no register changes it. */
export type Standing = 'active' | 'suspended' | 'withdrawn'
/** True if the centre lets a provider in; taken-over = registered before admissions were recorded, or by an import. */
export type Admission = 'taken-over' | 'registered' | 'applied' | 'admitted' | 'refused'
export type StandingMove = 'suspend' | 'reinstate' | 'withdraw'

/** The standing of a provider as texts name it. */
export const STANDING_WORDS: Readonly<Record<Standing, Words>> = {
  active: { zh: '正常服务', en: 'active' },
  suspended: { zh: '已暂停', en: 'suspended' },
  withdrawn: { zh: '已退出', en: 'withdrawn' },
}

/** The registration status of a provider as texts name it. */
export const REGISTRATION_WORDS: Readonly<Record<RegistrationStatus, Words>> = {
  operating: { zh: '在营', en: 'in operation' },
  dormant: { zh: '歇业', en: 'dormant' },
  revoked: { zh: '吊销', en: 'revoked' },
  deregistered: { zh: '注销', en: 'deregistered' },
  'moved-out': { zh: '迁出', en: 'moved out' },
}

/** The admission of a provider as texts name it. */
export const ADMISSION_WORDS: Readonly<Record<Admission, Words>> = {
  'taken-over': { zh: '沿用原有登记', en: 'taken over' },
  registered: { zh: '尚未申请准入', en: 'registered' },
  applied: { zh: '准入审核中', en: 'applied' },
  admitted: { zh: '已准入', en: 'admitted' },
  refused: { zh: '未获准入', en: 'refused' },
}

// From which standings a move is possible, and where it leads. What is not here is refused.
const MOVES: Record<StandingMove, { from: Standing[]; to: Standing }> = {
  suspend: { from: ['active'], to: 'suspended' },
  reinstate: { from: ['suspended'], to: 'active' },
  withdraw: { from: ['active', 'suspended'], to: 'withdrawn' },
}

/** The standing after a move; throws a 409 that names why it is impossible. */
export function moveStanding(id: string, standing: Standing, move: StandingMove): Standing {
  const { from, to } = MOVES[move]
  if (from.includes(standing)) return to
  if (standing === 'withdrawn') throw registryError('provider-withdrawn', { id })
  if (move === 'suspend') throw registryError('provider-already-suspended', { id })
  throw registryError('provider-not-suspended', { id, status: STANDING_WORDS[standing] })
}

/** True for a provider that both the authority and the centre let act. */
export function isActive({ registration, standing }: { registration: string; standing: string }): boolean {
  return registration === 'operating' && standing === 'active'
}
