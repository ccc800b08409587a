import { defineErrors } from '../store/domain-error.ts'

/** Errors of admissions, gates and decisions. */
export const eligibilityError = defineErrors({
  'application-not-found': {
    status: 404,
    zh: {
      title: '没有该准入申请',
      detail: '没有编号为“{id}”的准入申请',
      meaning: '编号不对应任何准入申请。',
      action: '请在准入申请列表中核对编号。',
    },
    en: {
      title: 'Application not found',
      detail: 'There is no application {id}',
      meaning: 'The id belongs to no application for admission.',
      action: 'Look the id up in the list of applications.',
    },
  },
  'application-open': {
    status: 409,
    zh: {
      title: '已有待审的准入申请',
      detail: '该机构已有待审的申请，机构编号“{id}”',
      meaning: '一家机构同一时间只有一件待审的申请。',
      action: '请等待审核结果。',
    },
    en: {
      title: 'Application open',
      detail: 'An application of provider {id} waits for a decision',
      meaning: 'A provider has one open application at a time.',
      action: 'Wait for the decision.',
    },
  },
  'application-decided': {
    status: 409,
    zh: {
      title: '该申请已有决定',
      detail: '结果为{status}，编号“{id}”',
      meaning: '已有决定的申请不再变更。',
      action: '无需处理；情况有变的，请重新申请。',
    },
    en: {
      title: 'Application decided',
      detail: 'Application {id} was decided: {status}',
      meaning: 'An application that was decided does not change.',
      action: 'Nothing needs to be done. Apply again if things have changed.',
    },
  },
  'provider-already-admitted': {
    status: 409,
    zh: {
      title: '机构已准入',
      detail: '该机构已经准入，编号“{id}”',
      meaning: '已准入的机构无需再次申请。',
      action: '无需处理。',
    },
    en: {
      title: 'Provider admitted already',
      detail: 'Provider {id} is admitted',
      meaning: 'A provider that is admitted does not apply again.',
      action: 'Nothing needs to be done.',
    },
  },
  'provider-not-admitted': {
    status: 409,
    zh: {
      title: '机构未准入',
      detail: '该机构{admission}，编号“{id}”',
      meaning: '只有已准入的机构才能复核。',
      action: '请先申请准入。',
    },
    en: {
      title: 'Provider not admitted',
      detail: 'Provider {id} is {admission}',
      meaning: 'Only a provider that is admitted is re-checked.',
      action: 'Apply for admission first.',
    },
  },
  'admission-reasons': {
    status: 422,
    zh: {
      title: '须写明理由',
      detail: '不予准入、撤销准入，或有检查项未通过而仍准入的，须写明理由',
      meaning: '作出该决定须写明理由代码。',
      action: '请补填理由后重新提交。',
    },
    en: {
      title: 'Reasons missing',
      detail: 'Give `reasons` to refuse, to revoke, or to admit in spite of a failed check',
      meaning: 'This decision needs reasons.',
      action: 'Give the reasons and send the request again.',
    },
  },
  'gate-not-found': {
    status: 404,
    zh: {
      title: '该服务没有派单条件',
      detail: '服务项目“{code}”没有派单条件',
      meaning: '该服务项目不设派单条件，对所有机构开放。',
      action: '无需处理；需要设置的，请设定派单条件。',
    },
    en: {
      title: 'Gate not found',
      detail: 'There is no gate for {code}',
      meaning: 'The service has no gate: it is open to all.',
      action: 'Nothing needs to be done, or set a gate.',
    },
  },
  'gate-past-dated': {
    status: 422,
    zh: {
      title: '派单条件不得追溯',
      detail: '{validFrom} 早于今天 {today}',
      meaning: '派单条件只对今天及以后生效。',
      action: '请填写今天或之后的日期。',
    },
    en: {
      title: 'Gate in the past',
      detail: '{validFrom} is before today, {today}',
      meaning: 'A gate begins today or later.',
      action: 'Give today or a later day.',
    },
  },
  'gate-edition-overlaps': {
    status: 409,
    zh: {
      title: '与已有版本重叠',
      detail: '{validFrom} 须晚于最新版本的起日 {last}',
      meaning: '派单条件的版本依次生效，不得插入已有版本之前。',
      action: '请填写更晚的日期。',
    },
    en: {
      title: 'Gate edition overlaps',
      detail: '{validFrom} must come after the newest edition, of {last}',
      meaning: 'Editions of a gate follow one another.',
      action: 'Give a later day.',
    },
  },
  'standard-not-in-force': {
    status: 422,
    zh: {
      title: '标准在该日未实施',
      detail: '该标准在 {day} 不是现行版本，编号“{id}”',
      meaning: '派单条件引用的标准须在条件生效之日为现行版本。',
      action: '请改用现行版本，或改填日期。',
    },
    en: {
      title: 'Standard not in force',
      detail: '{id} is not in force on {day}',
      meaning: 'A gate names standards that are in force on its first day.',
      action: 'Name the edition in force, or choose another day.',
    },
  },
  'decision-not-found': {
    status: 404,
    zh: {
      title: '没有该次派单判定',
      detail: '没有编号为“{id}”的派单判定',
      meaning: '编号不对应任何已记录的派单判定。',
      action: '请核对编号。',
    },
    en: {
      title: 'Decision not found',
      detail: 'There is no decision {id}',
      meaning: 'The id belongs to no decision on record.',
      action: 'Check the id.',
    },
  },
})
