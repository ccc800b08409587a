import type { Language } from '../api/operations.ts'
import type { GateCode, GateReason } from './rules-gate.ts'

/** Texts of the gate's reasons. */
export const GATE_TEXTS: Record<GateCode, Record<Language, string>> = {
  'provider-unknown': { 'zh-CN': '没有登记这家机构', en: 'No such provider is registered' },
  'provider-unreadable': {
    'zh-CN': '该机构的记录无法读取，暂不派单',
    en: 'What is on record of the provider cannot be read',
  },
  'provider-suspended': { 'zh-CN': '机构已被暂停', en: 'The provider is suspended' },
  'provider-inactive': { 'zh-CN': '登记机关显示已注销或吊销', en: "The authority's register says that it has ended" },
  'registration-dormant': { 'zh-CN': '登记信息显示该机构已歇业', en: 'Dormant by the register of the authority' },
  'registration-revoked': { 'zh-CN': '登记信息显示该机构已被吊销', en: 'Revoked by the register of the authority' },
  'registration-deregistered': {
    'zh-CN': '登记信息显示该机构已注销',
    en: 'Deregistered by the register of the authority',
  },
  'registration-moved-out': { 'zh-CN': '登记信息显示该机构已迁出', en: 'Moved out by the register of the authority' },
  'provider-withdrawn': { 'zh-CN': '机构已退出中心', en: 'The provider has left the centre' },
  'provider-not-admitted': { 'zh-CN': '中心尚未准入该机构', en: 'The centre has not admitted the provider' },
  'registration-expired': { 'zh-CN': '登记的经营期限已届满', en: 'The registered term has ended' },
  'service-not-offered': { 'zh-CN': '未提供该服务项目', en: 'The service is not offered' },
  'area-not-served': { 'zh-CN': '未服务该区域', en: 'The area is not served' },
  'credit-barred': { 'zh-CN': '信用状态为禁入', en: 'Barred by its credit state' },
  'probation-open-orders': {
    'zh-CN': '观察期内在办单量已达上限',
    en: 'On probation with as many open orders as allowed',
  },
  'gate-standard-not-met': {
    'zh-CN': '未持有标准的有效符合性证书，也未经评定符合该标准',
    en: 'Neither certified nor assessed to conform to the standard',
  },
  'gate-facts-not-verified': {
    'zh-CN': '申报事项尚未经登记员核实',
    en: 'The declared facts have not been verified by the registrar',
  },
  'self-declared': {
    'zh-CN': '该条件仅凭机构自行申报满足，未经核实',
    en: 'The condition is met only by what the provider declares itself',
  },
  'gate-credentials-missing': {
    'zh-CN': '缺少当日有效的凭证',
    en: 'Credentials that must be valid on the day are missing',
  },
  'gate-state-below': {
    'zh-CN': '信用状态低于该服务的准入要求',
    en: 'The credit state is below what the service demands',
  },
  'gate-grade-below': { 'zh-CN': '信用等级低于该服务的准入要求', en: 'The grade is below what the service demands' },
  'gate-unreadable': {
    'zh-CN': '该服务的准入条件无法读取，暂不派单',
    en: 'What the service demands cannot be read',
  },
  'credit-probation': { 'zh-CN': '信用状态为观察期', en: 'On probation' },
  'credit-not-rated': { 'zh-CN': '评价依据不足，尚未评级', en: 'Not rated yet: too little evidence' },
  'credit-watch': { 'zh-CN': '一年内触发过预警', en: 'An alarm was raised within a year' },
}

/** Reasons with their texts in a language. */
export function reasonsInWords(reasons: readonly GateReason[], language: Language) {
  return reasons.map(reason => ({ ...reason, text: GATE_TEXTS[reason.code][language] }))
}
