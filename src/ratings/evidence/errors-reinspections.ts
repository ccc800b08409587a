import { defineErrors } from '../../store/domain-error.ts'

/** Errors of inspections that barred firms ask for. */
export const reinspectionError = defineErrors({
  'reinspection-not-found': {
    status: 404,
    zh: {
      title: '没有这项复查申请',
      detail: '没有编号为 {id} 的复查申请',
      meaning: '该编号不是复查申请的台账序号。',
      action: '请在复查申请列表中核对编号。',
    },
    en: {
      title: 'No such inspection asked for',
      detail: 'No inspection was asked for under the number {id}',
      meaning: 'The number is not that of an inspection that a firm asked for.',
      action: 'Take the number from the list of inspections asked for.',
    },
  },
  'reinspection-ended': {
    status: 409,
    zh: {
      title: '复查申请已办结',
      detail: '编号为 {id} 的复查申请已办结',
      meaning: '该申请已复查或已答复不予复查。',
      action: '无需再次提交。',
    },
    en: {
      title: 'Inspection asked for, and dealt with already',
      detail: 'What was asked for under the number {id} was inspected or refused',
      meaning: 'Each asking ends once, by an inspection or a refusal.',
      action: 'Nothing is left to do.',
    },
  },
  'reinspection-open': {
    status: 409,
    zh: {
      title: '已有复查申请在办',
      detail: '编号为 {id} 的复查申请正在办理',
      meaning: '同一机构同时只有一项复查申请。',
      action: '请等待复查或答复。',
    },
    en: {
      title: 'An inspection is asked for already',
      detail: 'The inspection asked for under the number {id} is open',
      meaning: 'A firm has one open asking at a time.',
      action: 'Wait for the inspection or the answer.',
    },
  },
  'reinspection-too-soon': {
    status: 409,
    zh: {
      title: '未到再次申请复查之日',
      detail: '可自 {from} 起再次申请',
      meaning: '两次复查申请之间须隔一段时间，见期限数据 reinspection.again。',
      action: '请在该日或之后申请。',
    },
    en: {
      title: 'Too soon to ask again',
      detail: 'An inspection may be asked for again from {from}',
      meaning: 'Time passes between two askings; see the clock reinspection.again.',
      action: 'Ask on that day or later.',
    },
  },
  'provider-not-barred': {
    status: 409,
    zh: {
      title: '机构并非因信用分禁派',
      detail: '该机构目前的信用状态不是因信用分禁派，复查不改变派单资格',
      meaning: '复查只为因信用分禁派的机构恢复派单；因严重失信惩戒禁派的，期满或修复后恢复。',
      action: '请查看评级展望中的恢复途径。',
    },
    en: {
      title: 'Not barred by its score',
      detail:
        'The score of the provider does not bar it today: an inspection would not change whether it is dispatched',
      meaning:
        'An inspection readmits a firm that its score bars. A serious sanction bars until it ends or is repaired.',
      action: 'Read the way back in the outlook of the rating.',
    },
  },
})
