import { defineErrors } from '../store/domain-error.ts'

/** Errors of admissions, gates and decisions. */
export const eligibilityError = defineErrors({
  'application-not-found': {
    status: 404,
    zh: { title: '没有这份准入申请', detail: '{id}' },
    en: { title: 'No such application', detail: '{id}' },
  },
  'application-open': {
    status: 409,
    zh: { title: '已有待审的准入申请', detail: '{id}' },
    en: { title: 'An application is waiting for a decision already', detail: '{id}' },
  },
  'application-decided': {
    status: 409,
    zh: { title: '该申请已有决定', detail: '{id} 的结果为 {status}' },
    en: { title: 'The application was decided already', detail: '{id}: {status}' },
  },
  'provider-already-admitted': {
    status: 409,
    zh: { title: '机构已准入', detail: '{id}' },
    en: { title: 'The provider is admitted already', detail: '{id}' },
  },
  'provider-not-admitted': {
    status: 409,
    zh: { title: '机构未准入', detail: '{id} 当前为 {admission}' },
    en: { title: 'The provider is not admitted', detail: '{id} is {admission}' },
  },
  'admission-reasons': {
    status: 422,
    zh: { title: '须说明理由', detail: '不予准入、撤销准入，或有检查项未通过而仍准入，都须说明理由' },
    en: { title: 'A reason is needed', detail: 'To refuse, to revoke, and to admit in spite of a failed check' },
  },
  'gate-not-found': {
    status: 404,
    zh: { title: '该服务没有准入条件', detail: '{code}' },
    en: { title: 'No gate for this service', detail: '{code}' },
  },
  'gate-past-dated': {
    status: 422,
    zh: { title: '准入条件不得追溯', detail: '{validFrom} 早于今天 {today}' },
    en: { title: 'A gate cannot begin in the past', detail: '{validFrom} is before today, {today}' },
  },
  'gate-edition-overlaps': {
    status: 409,
    zh: { title: '与已有版本重叠', detail: '{validFrom} 须晚于最新版本的起日 {last}' },
    en: { title: 'Overlaps another edition', detail: '{validFrom} must come after the newest edition, of {last}' },
  },
  'standard-not-in-force': {
    status: 422,
    zh: { title: '标准在该日未生效', detail: '{id} 在 {day} 不是现行版本' },
    en: { title: 'The edition is not in force on that day', detail: '{id} is not in force on {day}' },
  },
  'decision-not-found': {
    status: 404,
    zh: { title: '没有这次判定', detail: '{id}' },
    en: { title: 'No such decision', detail: '{id}' },
  },
})
