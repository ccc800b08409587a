import { defineErrors } from '../../store/domain-error.ts'

/** Errors of the weekly evaluation. */
export const calendarError = defineErrors({
  'clock-behind': {
    status: 503,
    zh: {
      title: '服务器时钟落后',
      detail: '服务器时钟早于已完成评级的日期',
      meaning: '服务器的时钟被调回到已评级的日期之前，继续写入会打乱台账的日期。',
      action: '请联系运维人员校正时钟后重试（npm run clock）。',
    },
    en: {
      title: 'Clock behind',
      detail: 'The clock lies before a day that was evaluated',
      meaning:
        'The clock of the server was set back before a day that has been rated; a write would break the order of days.',
      action: 'Retry when the operator has set the clock (npm run clock).',
    },
  },
})
