import type { Role } from '../api/operations.ts'
import type { Words } from '../store/domain-error.ts'

/** Roles as texts name them. */
export const ROLE_WORDS: Readonly<Record<Role, Words>> = {
  public: { zh: '公众', en: 'public' },
  dispatcher: { zh: '派单角色', en: 'dispatcher' },
  'follow-up': { zh: '回访角色', en: 'follow-up caller' },
  registrar: { zh: '登记角色', en: 'registrar' },
  regulator: { zh: '监管角色', en: 'regulator' },
  firm: { zh: '机构', en: 'firm' },
  admin: { zh: '管理角色', en: 'admin' },
}
