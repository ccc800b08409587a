import { defineErrors } from '../../store/domain-error.ts'

/** Errors of drafts, impact runs and activations of the methodology. */
export const methodologyError = defineErrors({
  'methodology-not-found': {
    status: 404,
    zh: { title: '没有这个版本的评级方法', detail: '{version}' },
    en: { title: 'No such methodology version', detail: '{version}' },
  },
  'methodology-active': {
    status: 409,
    zh: { title: '评级方法已启用', detail: '已启用版本 {version}' },
    en: { title: 'A methodology is active already', detail: 'Version {version} is active' },
  },
  'methodology-late': {
    status: 409,
    zh: { title: '评级方法启用过晚', detail: '已有评价依据入账' },
    en: { title: 'Too late for a methodology', detail: 'Evidence is on record already' },
  },
  'methodology-exists': {
    status: 409,
    zh: { title: '版本号已被使用', detail: '版本 {version} 已在台账中，不可更改' },
    en: { title: 'Version taken', detail: 'Version {version} is on record and never changes' },
  },
  'methodology-scheduled': {
    status: 409,
    zh: { title: '已有评级方法待启用', detail: '版本 {version} 将于 {from} 启用' },
    en: { title: 'A version is scheduled already', detail: 'Version {version} comes into force on {from}' },
  },
  'methodology-not-draft': {
    status: 409,
    zh: { title: '不是草案', detail: '版本 {version} 已启用过，不可再次启用' },
    en: { title: 'Not a draft', detail: 'Version {version} has taken force before' },
  },
  'activation-not-scheduled': {
    status: 409,
    zh: { title: '没有可撤回的启用', detail: '版本 {version} 未定启用日，或已经启用' },
    en: { title: 'No activation to withdraw', detail: 'Version {version} is not scheduled, or has taken force' },
  },
  'activation-not-future': {
    status: 422,
    zh: { title: '启用日须在将来', detail: '最早为明日零时' },
    en: { title: 'The day must be to come', detail: 'Tomorrow at 00:00 at the earliest' },
  },
  'activation-before-valid': {
    status: 422,
    zh: { title: '早于文件规定的生效日', detail: '文件的 validFrom 为 {validFrom}' },
    en: { title: 'Before the document is valid', detail: 'Its validFrom is {validFrom}' },
  },
  'impact-missing': {
    status: 409,
    zh: { title: '尚未试算', detail: '请先对版本 {version} 试算：POST …/impact-runs' },
    en: { title: 'No impact run', detail: 'Run version {version} over the ledger first: POST …/impact-runs' },
  },
  'impact-stale': {
    status: 409,
    zh: { title: '试算已过时', detail: '试算截至第 {seq} 条，此后新增依据或操作 {since} 条，请重新试算' },
    en: {
      title: 'The impact run is out of date',
      detail: 'It has seen the ledger to {seq}; {since} evidence or actions came since: run again',
    },
  },
  'impact-run-not-found': {
    status: 404,
    zh: { title: '没有这次试算', detail: '{run}' },
    en: { title: 'No such impact run', detail: '{run}' },
  },
  'methodology-refused': {
    status: 422,
    zh: { title: '参数文件不符合要求', detail: '共 {count} 处错误，详见 errors' },
    en: { title: 'The parameter document is refused', detail: '{count} faults, see errors' },
  },
})
