import { defineErrors } from '../../store/domain-error.ts'

/** Errors of drafts, impact runs and activations of the methodology. */
export const methodologyError = defineErrors({
  'methodology-not-found': {
    status: 404,
    zh: {
      title: '没有该版本的评价办法',
      detail: '没有版本“{version}”',
      meaning: '网址中的版本号不存在。',
      action: '请在评价办法列表中核对版本号。',
    },
    en: {
      title: 'Methodology not found',
      detail: 'There is no version {version}',
      meaning: 'The path names a version that does not exist.',
      action: 'Look the version up in the list of methodologies.',
    },
  },
  'methodology-active': {
    status: 409,
    zh: {
      title: '评价办法已启用',
      detail: '版本 {version} 已经启用',
      meaning: '初始评价办法只能启用一次。',
      action: '无需处理；更换版本请走起草、试算和启用的步骤。',
    },
    en: {
      title: 'Methodology active',
      detail: 'Version {version} is active already',
      meaning: 'The first methodology is activated once.',
      action: 'Nothing needs to be done. A change goes by draft, impact run and activation.',
    },
  },
  'methodology-late': {
    status: 409,
    zh: {
      title: '评价办法启用过晚',
      detail: '已有评价依据入账',
      meaning: '初始评价办法须在第一条评价依据之前启用。',
      action: '请联系运维人员。',
    },
    en: {
      title: 'Methodology too late',
      detail: 'Evidence is on record already',
      meaning: 'The first methodology is activated before the first evidence.',
      action: 'Contact the operator.',
    },
  },
  'methodology-exists': {
    status: 409,
    zh: {
      title: '版本号已被使用',
      detail: '版本 {version} 已在台账中，不可更改',
      meaning: '评价办法的版本一经起草即不再更改。',
      action: '请换用新的版本号。',
    },
    en: {
      title: 'Version taken',
      detail: 'Version {version} is on record and never changes',
      meaning: 'A version does not change once it was filed.',
      action: 'Choose another version number.',
    },
  },
  'methodology-scheduled': {
    status: 409,
    zh: {
      title: '已有待启用的评价办法',
      detail: '版本 {version} 将于 {from} 启用',
      meaning: '同一时间只能有一个待启用的版本。',
      action: '请等待其启用，或先撤回该次启用。',
    },
    en: {
      title: 'Version scheduled already',
      detail: 'Version {version} comes into force on {from}',
      meaning: 'One version is scheduled at a time.',
      action: 'Wait until it is in force, or withdraw that activation first.',
    },
  },
  'methodology-not-draft': {
    status: 409,
    zh: {
      title: '不是草案',
      detail: '版本 {version} 启用过，不能再次启用',
      meaning: '只有草案才能启用。',
      action: '请以新的版本号起草。',
    },
    en: {
      title: 'Not a draft',
      detail: 'Version {version} has been in force',
      meaning: 'Only a draft can be activated.',
      action: 'File the document under a new version.',
    },
  },
  'activation-not-scheduled': {
    status: 409,
    zh: {
      title: '没有可撤回的启用',
      detail: '版本 {version} 没有确定启用日，或已经启用',
      meaning: '只有尚未开始的启用才能撤回。',
      action: '请核对版本的状态。',
    },
    en: {
      title: 'No activation to withdraw',
      detail: 'Version {version} is not scheduled, or is in force',
      meaning: 'Only an activation that has not begun can be withdrawn.',
      action: 'Look at the status of the version.',
    },
  },
  'activation-not-future': {
    status: 422,
    zh: {
      title: '启用日须在将来',
      detail: '最早为 {earliest}',
      meaning: '新版本自将来某日零时起启用。',
      action: '请填写更晚的日期。',
    },
    en: {
      title: 'Activation not in the future',
      detail: '{earliest} at the earliest',
      meaning: 'A version comes into force at the beginning of a day to come.',
      action: 'Give a later day.',
    },
  },
  'activation-before-valid': {
    status: 422,
    zh: {
      title: '早于文件规定的生效日',
      detail: '文件规定自 {validFrom} 起生效',
      meaning: '启用日早于参数文件自身的生效日。',
      action: '请填写不早于该日的日期。',
    },
    en: {
      title: 'Activation before the document is valid',
      detail: 'Its `validFrom` is {validFrom}',
      meaning: 'The day of activation lies before the first day of the document.',
      action: 'Give that day or a later one.',
    },
  },
  'impact-missing': {
    status: 409,
    zh: {
      title: '尚未试算',
      detail: '请先对版本 {version} 试算',
      meaning: '启用之前须以现有台账试算一次。',
      action: '请先发起试算，完成后再启用。',
    },
    en: {
      title: 'Impact run missing',
      detail: 'Run version {version} over the ledger first',
      meaning: 'A draft is activated after an impact run over the ledger.',
      action: 'Start an impact run and activate the draft when it is complete.',
    },
  },
  'impact-stale': {
    status: 409,
    zh: {
      title: '试算已过时',
      detail: '试算截至第 {seq} 条，此后新增依据或操作 {since} 条',
      meaning: '试算之后台账又有影响评级的记录。',
      action: '请重新试算后再启用。',
    },
    en: {
      title: 'Impact run stale',
      detail: 'It has seen the ledger to {seq}; {since} evidence or actions came since',
      meaning: 'The ledger has gained what affects ratings since the run.',
      action: 'Run again, then activate.',
    },
  },
  'impact-run-not-found': {
    status: 404,
    zh: {
      title: '没有该次试算',
      detail: '没有编号为“{run}”的试算',
      meaning: '编号不对应该版本的任何试算。',
      action: '请核对编号，或重新试算。',
    },
    en: {
      title: 'Impact run not found',
      detail: 'There is no impact run {run}',
      meaning: 'The id belongs to no run of this version.',
      action: 'Check the id, or start a new run.',
    },
  },
  'methodology-refused': {
    status: 422,
    zh: {
      title: '参数文件不符合要求',
      detail: '共 {count} 处错误，位置和说明见 errors',
      meaning: '参数文件未通过检查。',
      action: '请按 errors 逐条改正后重新提交。',
    },
    en: {
      title: 'Parameter document refused',
      detail: '{count} faults, each with its place in `errors`',
      meaning: 'The parameter document fails its checks.',
      action: 'Correct each fault and file the document again.',
    },
  },
})
