import { defineErrors } from '../store/domain-error.ts'

/** Errors of the time of the fact that a move is recorded with. */
export const occurredError = defineErrors({
  'occurred-in-future': {
    status: 422,
    zh: {
      title: '发生时间在将来',
      detail: 'occurredAt 不得晚于当前时间 {now}',
      meaning: '只能登记已经发生的步骤。',
      action: '请核对发生时间；刚刚发生的，不必填写。',
    },
    en: {
      title: 'Time of the fact in the future',
      detail: '`occurredAt` is no later than now, {now}',
      meaning: 'Only what has happened is recorded.',
      action: 'Check the time. Leave it out for what happens now.',
    },
  },
  'occurred-too-long-ago': {
    status: 422,
    zh: {
      title: '发生时间过早',
      detail: '补登的步骤须发生在 {hours} 小时之内',
      meaning: '补登有期限，逾期的发生时间不予采用。',
      action: '请不填发生时间，并在内容中说明情况。',
    },
    en: {
      title: 'Time of the fact too long ago',
      detail: 'A move is recorded within {hours} hours of the fact',
      meaning: 'After that time a move counts from when it is recorded.',
      action: 'Leave the time out and say in words what happened.',
    },
  },
  'occurred-before-previous': {
    status: 409,
    zh: {
      title: '发生时间早于上一步',
      detail: '上一步发生于 {previous}',
      meaning: '各步骤的发生时间须先后相接。',
      action: '请核对发生时间。',
    },
    en: {
      title: 'Time of the fact before the previous move',
      detail: 'The previous move was at {previous}',
      meaning: 'The moves of a request follow each other in time.',
      action: 'Check the time of the fact.',
    },
  },
  'delay-reason-missing': {
    status: 422,
    zh: {
      title: '缺少补登原因',
      detail: '发生时间早于 {minutes} 分钟的，须填写 delayReason',
      meaning: '补登较早的步骤须说明原因。',
      action: '请填写补登原因后重新提交。',
    },
    en: {
      title: 'Reason of the delay missing',
      detail: 'A fact of more than {minutes} minutes ago is recorded with `delayReason`',
      meaning: 'A late record needs a reason.',
      action: 'Give the reason and send it again.',
    },
  },
})
