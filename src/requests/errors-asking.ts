import { defineErrors } from '../store/domain-error.ts'

/** Errors of returns and extensions: what a department asks for, and what the centre decides. */
export const askingError = defineErrors({
  'asking-not-department': {
    status: 409,
    zh: {
      title: '承办者不是部门',
      detail: '该求助件由机构承办，编号“{id}”',
      meaning: '退单和延期只适用于部门。',
      action: '机构无法承接的，请收回派单。',
    },
    en: {
      title: 'Responder is no department',
      detail: 'Request {id} is with a provider',
      meaning: 'Returns and extensions are for departments.',
      action: 'If the provider cannot, take the request away from it.',
    },
  },
  'already-asked': {
    status: 409,
    zh: {
      title: '已经申请',
      detail: '该求助件的申请尚未处理，编号“{id}”',
      meaning: '同一申请未处理之前不再受理。',
      action: '请等候中心处理。',
    },
    en: {
      title: 'Asked already',
      detail: 'The last asking for request {id} waits for its decision',
      meaning: 'What is asked for is asked once until it is decided.',
      action: 'Wait for the decision of the centre.',
    },
  },
  'nothing-asked': {
    status: 409,
    zh: {
      title: '没有待处理的申请',
      detail: '该求助件没有待处理的申请，编号“{id}”',
      meaning: '没有申请，无从处理。',
      action: '请核对求助件。',
    },
    en: {
      title: 'Nothing to decide',
      detail: 'Nothing is asked for request {id}',
      meaning: 'A decision answers what a department has asked for.',
      action: 'Check the request.',
    },
  },
  'return-too-late': {
    status: 409,
    zh: {
      title: '退单期限已过',
      detail: '退单期限至 {until} 止，编号“{id}”',
      meaning: '派错的求助件须在期限内退回。',
      action: '请办理，或转办给有关部门。',
    },
    en: {
      title: 'Too late to return',
      detail: 'Request {id} could be returned until {until}',
      meaning: 'A misdirected request is returned within its period.',
      action: 'Handle it, or transfer it to the department that is responsible.',
    },
  },
  'extension-too-late': {
    status: 409,
    zh: {
      title: '已过办理期限',
      detail: '办理期限至 {until} 止，编号“{id}”',
      meaning: '延期须在办理期限届满之前申请。',
      action: '请尽快办理。',
    },
    en: {
      title: 'Too late to extend',
      detail: 'Request {id} was due by {until}',
      meaning: 'An extension is asked for before the handling is due.',
      action: 'Handle the request.',
    },
  },
  'extensions-exhausted': {
    status: 409,
    zh: {
      title: '延期次数已满',
      detail: '每轮最多延期 {most} 次，编号“{id}”',
      meaning: '同一轮办理不再延期。',
      action: '请办理，或说明未完成的原因。',
    },
    en: {
      title: 'No more extensions',
      detail: 'A round is extended {most} times at most ({id})',
      meaning: 'The round was extended already.',
      action: 'Handle the request, or record why it failed.',
    },
  },
  'no-handling-clock': {
    status: 409,
    zh: {
      title: '没有办理期限',
      detail: '该求助件没有可以延长的办理期限，编号“{id}”',
      meaning: '督办重办有其自身期限，不予延长。',
      action: '请在重办期限内办理。',
    },
    en: {
      title: 'No time to extend',
      detail: 'Request {id} has no time of handling that could be extended',
      meaning: 'A rework has a clock of its own, which is not extended.',
      action: 'Handle the request within the clock of its rework.',
    },
  },
})
