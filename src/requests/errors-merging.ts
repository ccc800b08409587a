import { defineErrors } from '../store/domain-error.ts'

/** Errors of requests that are merged into one. */
export const mergingError = defineErrors({
  'merge-into-unknown': {
    status: 422,
    zh: {
      title: '并入的求助件不可用',
      detail: '没有编号为“{id}”的其他求助件',
      meaning: '所指的求助件不存在，或就是本件。',
      action: '请核对编号。',
    },
    en: {
      title: 'Request to merge into unknown',
      detail: 'There is no other request {id}',
      meaning: 'The named request does not exist, or is the request itself.',
      action: 'Check the id of the other request.',
    },
  },
  'merge-into-ended': {
    status: 409,
    zh: {
      title: '不能并入该求助件',
      detail: '求助件“{id}”{state}',
      meaning: '只能并入仍在办理、且自身未并单的求助件。',
      action: '请改填仍在办理的求助件。',
    },
    en: {
      title: 'Cannot merge into that request',
      detail: 'Request {id} is {state}',
      meaning: 'A request is merged into one that goes on and was not merged itself.',
      action: 'Name a request that goes on.',
    },
  },
  'request-not-merged': {
    status: 409,
    zh: {
      title: '求助件未并单',
      detail: '该求助件{state}，编号“{id}”',
      meaning: '只有已并单的求助件才能拆出。',
      action: '无需处理。',
    },
    en: {
      title: 'Not merged',
      detail: 'Request {id} is {state}',
      meaning: 'Only a merged request is separated.',
      action: 'Nothing needs to be done.',
    },
  },
  'has-merged': {
    status: 409,
    zh: {
      title: '另有求助件并入本件',
      detail: '已有求助件并入“{id}”',
      meaning: '其他求助件由本件一并办理，本件不能取消或再并入他件。',
      action: '请继续办理，或先将并入的求助件拆出。',
    },
    en: {
      title: 'Others were merged into this one',
      detail: 'Requests were merged into {id}',
      meaning: 'The request is handled for others too. It is not cancelled, nor merged into another one.',
      action: 'Go on with it, or separate the others first.',
    },
  },
  'merge-full': {
    status: 409,
    zh: {
      title: '并单数量已满',
      detail: '求助件“{id}”最多并入 {most} 件',
      meaning: '一件求助一并办理的数量有上限。',
      action: '请并入另一件。',
    },
    en: {
      title: 'Too many merged requests',
      detail: '{most} requests at most are merged into {id}',
      meaning: 'The number of requests that are handled as one is bounded.',
      action: 'Merge into another one.',
    },
  },
})
