import { defineErrors } from '../../store/domain-error.ts'

/** Errors of the weekly evaluation. */
export const calendarError = defineErrors({
  'clock-behind': {
    status: 503,
    zh: { title: '服务器时钟落后', detail: '时钟早于已完成的评级日' },
    en: { title: 'The clock is behind', detail: 'The clock lies before a day that was evaluated' },
  },
})
