import { defineErrors } from '../../store/domain-error.ts'

/** Errors of actions on evidence: retraction, repair, clearing of an alarm, link of a predecessor. */
export const actionError = defineErrors({
  'retraction-target': {
    status: 409,
    zh: {
      title: '没有可撤销的依据',
      detail: '所指的评价依据不存在',
      meaning: '要撤销的评价依据不在台账中。',
      action: '请核对依据编号。',
    },
    en: {
      title: 'Nothing to retract',
      detail: 'There is no such evidence',
      meaning: 'The evidence to be retracted is not on record.',
      action: 'Check the number of the evidence.',
    },
  },
  'already-retracted': {
    status: 409,
    zh: {
      title: '依据已撤销',
      detail: '评价依据只能撤销一次',
      meaning: '该依据此前已经撤销，不再计入评分。',
      action: '无需处理。',
    },
    en: {
      title: 'Retracted already',
      detail: 'Evidence is retracted once',
      meaning: 'The evidence was retracted before and does not count.',
      action: 'Nothing needs to be done.',
    },
  },
  'repair-target': {
    status: 409,
    zh: {
      title: '不能修复',
      detail: '只有在期的失信惩戒才能修复',
      meaning: '所指的依据不是失信惩戒，或已经撤销。',
      action: '请核对惩戒编号。',
    },
    en: {
      title: 'Not repairable',
      detail: 'Only a sanction in force can be repaired',
      meaning: 'What was named is no sanction, or it was retracted.',
      action: 'Check the number of the sanction.',
    },
  },
  'already-repaired': {
    status: 409,
    zh: {
      title: '惩戒已修复',
      detail: '失信惩戒只能修复一次',
      meaning: '该惩戒此前已经修复。',
      action: '无需处理。',
    },
    en: {
      title: 'Repaired already',
      detail: 'A sanction is repaired once',
      meaning: 'The sanction was repaired before.',
      action: 'Nothing needs to be done.',
    },
  },
  'repair-out-of-term': {
    status: 409,
    zh: {
      title: '不在可修复的期间',
      detail: '最短公示期未满，或惩戒期限已过',
      meaning: '信用修复只能在最短公示期满之后、惩戒期满之前办理。',
      action: '请在可修复的期间办理；惩戒详情中列有起止日期。',
    },
    en: {
      title: 'Outside the term of repair',
      detail: 'The shortest publication is not over, or the term of the sanction is',
      meaning: 'A sanction can be repaired from the end of its shortest publication to the end of its term.',
      action: 'Wait for the first day of repair, which the sanction shows.',
    },
  },
  'alarm-not-raised': {
    status: 409,
    zh: {
      title: '没有预警',
      detail: '该机构没有可解除的预警',
      meaning: '该机构当前没有预警。',
      action: '无需处理。',
    },
    en: {
      title: 'No alarm',
      detail: 'The provider has no alarm to clear',
      meaning: 'The provider has no alarm in force.',
      action: 'Nothing needs to be done.',
    },
  },
  'inspection-not-live': {
    status: 409,
    zh: {
      title: '检查记录无效',
      detail: '检查记录不存在、已撤销，或不属于该机构',
      meaning: '解除预警须以一次有效的检查为依据。',
      action: '请核对检查编号。',
    },
    en: {
      title: 'Inspection not in force',
      detail: 'There is no such inspection of this provider, or it was retracted',
      meaning: 'An alarm is cleared by an inspection that counts.',
      action: 'Check the number of the inspection.',
    },
  },
  'inspection-score-low': {
    status: 409,
    zh: {
      title: '检查得分不足',
      detail: '检查得分未达到解除预警的要求',
      meaning: '解除预警须检查得分达到评价办法规定的分数。',
      action: '请在整改后重新检查。',
    },
    en: {
      title: 'Score too low',
      detail: 'The inspection did not reach the score that clears an alarm',
      meaning: 'The methodology names the score that clears an alarm.',
      action: 'Inspect again after the faults have been repaired.',
    },
  },
  'inspection-before-alarm': {
    status: 409,
    zh: {
      title: '检查早于预警',
      detail: '须以预警之后的检查为依据',
      meaning: '所指的检查在预警之前。',
      action: '请在预警之后另行检查。',
    },
    en: {
      title: 'Inspection before the alarm',
      detail: 'It must come after the alarm',
      meaning: 'The inspection was recorded before the alarm was raised.',
      action: 'Inspect again after the alarm.',
    },
  },
  'predecessor-active': {
    status: 409,
    zh: {
      title: '前身机构仍在服务',
      detail: '前身机构注销、退出或暂停后方可认定，编号“{id}”',
      meaning: '正在服务的机构不能认定为另一家机构的前身。',
      action: '请先核实前身机构的状态。',
    },
    en: {
      title: 'Predecessor active',
      detail: 'Provider {id} must have ended, withdrawn or been suspended first',
      meaning: 'A provider that still serves cannot be the predecessor of another one.',
      action: 'Settle the status of the earlier provider first.',
    },
  },
  'link-self': {
    status: 422,
    zh: {
      title: '不能以自身为前身',
      detail: '前身须为另一家机构',
      meaning: '机构与前身是同一家。',
      action: '请核对前身的编号。',
    },
    en: {
      title: 'Linked with itself',
      detail: 'A predecessor is another provider',
      meaning: 'The provider and its predecessor are the same.',
      action: 'Check the id of the predecessor.',
    },
  },
  'predecessor-set': {
    status: 409,
    zh: {
      title: '前身已认定',
      detail: '每家机构只有一个前身',
      meaning: '该机构的前身此前已经认定。',
      action: '无需处理；认定有误的，请联系中心。',
    },
    en: {
      title: 'Predecessor set already',
      detail: 'A provider has one predecessor',
      meaning: 'The predecessor of the provider was set before.',
      action: 'Nothing needs to be done. Contact the centre if it is wrong.',
    },
  },
  'link-cycle': {
    status: 409,
    zh: {
      title: '前身关系循环',
      detail: '该机构已是所填前身的前身',
      meaning: '认定后，机构会成为自身的前身。',
      action: '请核对两家机构的先后。',
    },
    en: {
      title: 'Cycle of predecessors',
      detail: 'The provider is among the predecessors of the one named',
      meaning: 'With this link the provider would be its own predecessor.',
      action: 'Check which of the two came first.',
    },
  },
})
