import { defineErrors } from '../../store/domain-error.ts'

/** Errors of sanctions. */
export const sanctionError = defineErrors({
  'sanction-not-found': {
    status: 404,
    zh: { title: '没有这项在期的惩戒', detail: '{id}' },
    en: { title: 'No such sanction in force', detail: '{id}' },
  },
  'sanction-ends-before-it-begins': {
    status: 422,
    zh: { title: '惩戒的截止日早于决定日', detail: '公示截止日不得早于决定之日' },
    en: {
      title: 'The sanction ends before it begins',
      detail: 'Publication cannot end before the day of the decision',
    },
  },
  'sanction-end-too-late': {
    status: 422,
    zh: { title: '公示期超出该类别的期限', detail: '类别 {class} 的最长公示期见 /v1/clocks' },
    en: { title: 'Published longer than the class allows', detail: 'See /v1/clocks for the class {class}' },
  },
  'sanction-ended': {
    status: 422,
    zh: { title: '惩戒已过期限', detail: '类别 {class} 的期限已满，不得再记录' },
    en: { title: 'The sanction has ended', detail: 'The term of the class {class} is over; it must not be recorded' },
  },
  'sanction-is-published': {
    status: 422,
    zh: { title: '该惩戒须公示', detail: '仅轻微失信信息可不公示，且不得同时给出公示截止日' },
    en: {
      title: 'Publication required',
      detail: 'Only the class minor may go unpublished, and then without publishedUntil',
    },
  },
})
