import type { Messages } from './messages.ts'

/** Drafts, impact runs and activations of the methodology. */
export const METHODOLOGY_MESSAGES: Messages = {
  'methodology-not-found': {
    'zh-CN': ['没有这个版本的评级方法', '{version}'],
    en: ['No such methodology version', '{version}'],
  },
  'methodology-active': {
    'zh-CN': ['评级方法已启用', '已启用版本 {version}'],
    en: ['A methodology is active already', 'Version {version} is active'],
  },
  'methodology-late': {
    'zh-CN': ['评级方法启用过晚', '已有评价依据入账'],
    en: ['Too late for a methodology', 'Evidence is on record already'],
  },
  'methodology-exists': {
    'zh-CN': ['版本号已被使用', '版本 {version} 已在台账中，不可更改'],
    en: ['Version taken', 'Version {version} is on record and never changes'],
  },
  'methodology-scheduled': {
    'zh-CN': ['已有评级方法待启用', '版本 {version} 将于 {from} 启用'],
    en: ['A version is scheduled already', 'Version {version} comes into force on {from}'],
  },
  'methodology-not-draft': {
    'zh-CN': ['不是草案', '版本 {version} 已启用过，不可再次启用'],
    en: ['Not a draft', 'Version {version} has taken force before'],
  },
  'activation-not-scheduled': {
    'zh-CN': ['没有可撤回的启用', '版本 {version} 未定启用日，或已经启用'],
    en: ['No activation to withdraw', 'Version {version} is not scheduled, or has taken force'],
  },
  'activation-not-future': {
    'zh-CN': ['启用日须在将来', '最早为明日零时'],
    en: ['The day must be to come', 'Tomorrow at 00:00 at the earliest'],
  },
  'activation-before-valid': {
    'zh-CN': ['早于文件规定的生效日', '文件的 validFrom 为 {validFrom}'],
    en: ['Before the document is valid', 'Its validFrom is {validFrom}'],
  },
  'impact-missing': {
    'zh-CN': ['尚未试算', '请先对版本 {version} 试算：POST …/impact-runs'],
    en: ['No impact run', 'Run version {version} over the ledger first: POST …/impact-runs'],
  },
  'impact-stale': {
    'zh-CN': ['试算已过时', '试算截至第 {seq} 条，此后新增依据或操作 {since} 条，请重新试算'],
    en: [
      'The impact run is out of date',
      'It has seen the ledger to {seq}; {since} evidence or actions came since: run again',
    ],
  },
  'impact-run-not-found': {
    'zh-CN': ['没有这次试算', '{run}'],
    en: ['No such impact run', '{run}'],
  },
  'methodology-refused': {
    'zh-CN': ['参数文件不符合要求', '共 {count} 处错误，详见 errors'],
    en: ['The parameter document is refused', '{count} faults, see errors'],
  },
}
