import { defineErrors } from '../store/domain-error.ts'

/** Errors of a request whose fault is said to have returned. */
export const recurrenceError = defineErrors({
  'recurrence-of-unknown': {
    status: 422,
    zh: {
      title: '没有原求助件',
      detail: '没有编号为“{id}”的求助件',
      meaning: '所指的已办结求助件不存在。',
      action: '请核对编号，或不填 recurrenceOf 另行登记。',
    },
    en: {
      title: 'Earlier request unknown',
      detail: 'There is no request {id}',
      meaning: 'The request whose fault is said to return does not exist.',
      action: 'Check the id, or leave `recurrenceOf` out.',
    },
  },
  'recurrence-not-closed': {
    status: 409,
    zh: {
      title: '原求助件尚未办结',
      detail: '该求助件{state}，编号“{id}”',
      meaning: '只有已办结的求助件才登记复发。',
      action: '未办结的，请在原件上继续办理或督办重办。',
    },
    en: {
      title: 'Earlier request not closed',
      detail: 'Request {id} is {state}',
      meaning: 'Only the fault of a closed request returns.',
      action: 'Go on with the earlier request, or have it done again.',
    },
  },
  'recurrence-too-late': {
    status: 409,
    zh: {
      title: '复发登记期限已过',
      detail: '求助件“{id}”的复发登记期限至 {until} 止',
      meaning: '办结已久，不再视为同一事项复发。',
      action: '请不填 recurrenceOf 另行登记。',
    },
    en: {
      title: 'Too late for a recurrence',
      detail: 'The fault of request {id} could return until {until}',
      meaning: 'After that time a fault counts as a new one.',
      action: 'Leave `recurrenceOf` out and record a new request.',
    },
  },
  'recurrence-exists': {
    status: 409,
    zh: {
      title: '复发已登记',
      detail: '求助件“{id}”的复发正在办理',
      meaning: '同一求助件同时只有一件复发在办。',
      action: '无需处理；复发件见应答中的 existing。',
    },
    en: {
      title: 'Recurrence recorded already',
      detail: 'A recurrence of request {id} is being handled',
      meaning: 'A request has one open recurrence at a time.',
      action: 'Nothing needs to be done. `existing` names the other request.',
    },
  },
})
