import { defineErrors } from '../store/domain-error.ts'

/** Errors of the follow-up, and of ends without an outcome: the cancellation of a request, and taking it away from its responder. */
export const endingError = defineErrors({
  'follow-up-incomplete': {
    status: 422,
    zh: {
      title: '回访结果不完整',
      detail: '已联系上求助人的，须填写是否满意',
      meaning: '回访记录联系、解决、满意三项，联系上的须有满意一项。',
      action: '请填写 satisfied；未联系上的，请填 reached 为 false。',
    },
    en: {
      title: 'Follow-up incomplete',
      detail: 'Give `satisfied` for a customer who was reached',
      meaning: 'A follow-up that reached the customer has at least that answer.',
      action: 'Give the answer, or say `reached: false`.',
    },
  },
  'follow-up-unreached': {
    status: 422,
    zh: {
      title: '未联系上，不应有答复',
      detail: '未联系上求助人的，不得填写解决、满意和星级',
      meaning: '没有联系上，就没有答复可记。',
      action: '请删去这些内容，或改正 reached。',
    },
    en: {
      title: 'No answers without a customer',
      detail: 'A call that reached nobody has no `resolved`, `satisfied` or `stars`',
      meaning: 'Answers were given although nobody was reached.',
      action: 'Leave them out, or correct `reached`.',
    },
  },
  'request-cancelled': {
    status: 409,
    zh: {
      title: '求助件已取消',
      detail: '该求助件{state}，编号“{id}”',
      meaning: '求助件已因撤回、重复或误拨而取消，不能再办理。',
      action: '如仍需办理，请重新登记求助件。',
    },
    en: {
      title: 'Request cancelled',
      detail: 'Request {id} is {state}',
      meaning: 'The request was withdrawn, a duplicate or a wrong number. It takes no more moves.',
      action: 'If something is to be done, record a new request.',
    },
  },
  'request-merged': {
    status: 409,
    zh: {
      title: '求助件已并单',
      detail: '该求助件{state}，编号“{id}”',
      meaning: '求助件由所并入的求助件一并办理。',
      action: '请办理所并入的求助件，或先拆出。',
    },
    en: {
      title: 'Request merged',
      detail: 'Request {id} is {state}',
      meaning: 'The request is handled by the one that it was merged into.',
      action: 'Go on with that one, or separate this one first.',
    },
  },
  'duplicate-of-missing': {
    status: 422,
    zh: {
      title: '缺少原求助件',
      detail: '因重复而取消的，须在 duplicateOf 写明原求助件',
      meaning: '重复的求助件须指明与哪一件重复。',
      action: '请填写原求助件的编号后重新提交。',
    },
    en: {
      title: 'Original request missing',
      detail: 'The cancellation of a duplicate names the other request as `duplicateOf`',
      meaning: 'A duplicate names the request that it repeats.',
      action: 'Give the id of the other request and send it again.',
    },
  },
  'duplicate-of-not-applicable': {
    status: 422,
    zh: {
      title: '不应填写原求助件',
      detail: '只有因重复而取消的求助件才填写 duplicateOf',
      meaning: '取消的原因不是重复，却写明了原求助件。',
      action: '请删去原求助件，或将原因改为重复。',
    },
    en: {
      title: 'Original request not applicable',
      detail: 'Only the cancellation of a duplicate has `duplicateOf`',
      meaning: 'Another request was named although the cause is not a duplicate.',
      action: 'Leave it out, or change the cause.',
    },
  },
  'duplicate-of-unknown': {
    status: 422,
    zh: {
      title: '原求助件不可用',
      detail: '没有编号为“{id}”的其他求助件',
      meaning: '原求助件不存在，或就是本件。',
      action: '请核对原求助件的编号。',
    },
    en: {
      title: 'Original request unknown',
      detail: 'There is no other request {id}',
      meaning: 'The named request does not exist, or is the request itself.',
      action: 'Check the id of the other request.',
    },
  },
  'duplicate-of-cancelled': {
    status: 409,
    zh: {
      title: '原求助件已取消',
      detail: '求助件“{id}”已取消，不能作为原求助件',
      meaning: '重复的求助件须指向仍在办理或已办结的求助件。',
      action: '请改填仍有效的求助件；原件自身为重复的，请填其 duplicateOf。',
    },
    en: {
      title: 'Original request cancelled',
      detail: 'Request {id} was cancelled and cannot be the original of a duplicate',
      meaning: 'A duplicate refers to a request that goes on or was closed.',
      action: 'Name a request that counts. If the other one is a duplicate itself, name its `duplicateOf`.',
    },
  },
  'has-duplicates': {
    status: 409,
    zh: {
      title: '另有求助件与本件重复',
      detail: '求助件“{id}”是其他求助件的原件，不能作为重复件或误拨取消',
      meaning: '其他求助件已作为本件的重复件取消，本件须继续办理。',
      action: '请继续办理；求助人不再需要的，以撤回取消。',
    },
    en: {
      title: 'Other requests are duplicates of this one',
      detail: 'Request {id} is the original of others and is no duplicate or wrong number',
      meaning: 'Others were cancelled as duplicates of this request, so it goes on.',
      action: 'Go on with it. If nobody wants it any more, cancel it as withdrawn.',
    },
  },
  'decline-not-provider': {
    status: 422,
    zh: {
      title: '承办者不是机构',
      detail: '该求助件由部门承办，不存在机构无法承接，编号“{id}”',
      meaning: '只有机构可以登记为无法承接。',
      action: '部门承办的，请转办；派错的，以误派收回。',
    },
    en: {
      title: 'Responder is no provider',
      detail: 'Request {id} is with a department, which does not decline',
      meaning: 'Only a provider declines.',
      action: 'Transfer the request, or take it back as a mistake of the dispatcher.',
    },
  },
  'unassignments-exhausted': {
    status: 409,
    zh: {
      title: '收回次数已满',
      detail: '该求助件最多收回 {most} 次，编号“{id}”',
      meaning: '求助件已多次派出又收回。',
      action: '请登记未完成，或取消求助件。',
    },
    en: {
      title: 'No more unassignments',
      detail: 'Request {id} can be taken back {most} times at most',
      meaning: 'The request was assigned and taken back too often.',
      action: 'Record the failure, or cancel the request.',
    },
  },
})
