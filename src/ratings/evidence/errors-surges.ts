import { defineErrors } from '../../store/domain-error.ts'

/** Errors of surges of evidence. */
export const surgeError = defineErrors({
  'surge-not-found': {
    status: 404,
    zh: {
      title: '没有这条激增预警',
      detail: '没有编号为 {id} 的激增预警',
      meaning: '该编号不是依据激增预警的台账序号。',
      action: '请在激增预警列表中核对编号。',
    },
    en: {
      title: 'Surge not found',
      detail: 'There is no surge with the number {id}',
      meaning: 'The number is not that of an alarm about a surge.',
      action: 'Take the number from the list of surges.',
    },
  },
  'surge-examined': {
    status: 409,
    zh: {
      title: '激增预警已核查',
      detail: '编号为 {id} 的激增预警已核查',
      meaning: '每条激增预警只核查一次。',
      action: '无需再次提交。',
    },
    en: {
      title: 'Surge examined already',
      detail: 'The surge {id} was examined',
      meaning: 'A surge is examined once.',
      action: 'Nothing is left to do.',
    },
  },
})
