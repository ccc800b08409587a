import { defineErrors } from '../store/domain-error.ts'

/** Errors of a move that the state of a request does not allow. */
export const moveError = defineErrors({
  'request-not-classified': {
    status: 409,
    zh: {
      title: '求助件尚未归类',
      detail: '须先归入事项和区域，编号“{id}”',
      meaning: '派单之前须归类。',
      action: '请先归类。',
    },
    en: {
      title: 'Not classified',
      detail: 'Request {id} needs an item or a duty, and an area, first',
      meaning: 'A request is classified before it is assigned.',
      action: 'Classify the request first.',
    },
  },
  'request-not-assigned': {
    status: 409,
    zh: {
      title: '求助件尚未派单',
      detail: '该求助件{state}，编号“{id}”',
      meaning: '该步骤须在派单之后办理。',
      action: '请先派单。',
    },
    en: {
      title: 'Not assigned',
      detail: 'Request {id} is {state}',
      meaning: 'The step comes after the assignment.',
      action: 'Assign the request first.',
    },
  },
  'request-already-assigned': {
    status: 409,
    zh: {
      title: '求助件已派单',
      detail: '该求助件{state}，编号“{id}”',
      meaning: '求助件已有承办者。',
      action: '无需处理；承办者见应答中的 existing。',
    },
    en: {
      title: 'Assigned already',
      detail: 'Request {id} is {state}',
      meaning: 'The request has a responder.',
      action: 'Nothing needs to be done. `existing` names the responder.',
    },
  },
  'request-not-answered': {
    status: 409,
    zh: {
      title: '承办者尚未应答',
      detail: '该求助件{state}，编号“{id}”',
      meaning: '该步骤须在应答之后办理。',
      action: '请先登记应答。',
    },
    en: {
      title: 'Not answered',
      detail: 'Request {id} is {state}',
      meaning: 'The step comes after the answer.',
      action: 'Record the answer first.',
    },
  },
  'request-already-answered': {
    status: 409,
    zh: {
      title: '承办者已经应答',
      detail: '该求助件{state}，编号“{id}”',
      meaning: '应答只登记一次。',
      action: '无需处理。',
    },
    en: {
      title: 'Answered already',
      detail: 'Request {id} is {state}',
      meaning: 'An answer is recorded once.',
      action: 'Nothing needs to be done.',
    },
  },
  'request-already-visited': {
    status: 409,
    zh: {
      title: '已经上门',
      detail: '该求助件{state}，编号“{id}”',
      meaning: '上门只登记一次。',
      action: '无需处理。',
    },
    en: {
      title: 'Visited already',
      detail: 'Request {id} is {state}',
      meaning: 'A visit is recorded once.',
      action: 'Nothing needs to be done.',
    },
  },
  'request-not-completed': {
    status: 409,
    zh: {
      title: '服务尚未完成',
      detail: '该求助件{state}，编号“{id}”',
      meaning: '该步骤须在服务有结果之后办理。',
      action: '请先登记服务结果。',
    },
    en: {
      title: 'Not completed',
      detail: 'Request {id} is {state}',
      meaning: 'The step comes after the outcome of the service.',
      action: 'Record the outcome first.',
    },
  },
  'request-already-completed': {
    status: 409,
    zh: {
      title: '服务已有结果',
      detail: '该求助件{state}，编号“{id}”',
      meaning: '服务结果只登记一次。',
      action: '无需处理。',
    },
    en: {
      title: 'Completed already',
      detail: 'Request {id} is {state}',
      meaning: 'The outcome of a service is recorded once.',
      action: 'Nothing needs to be done.',
    },
  },
  'request-not-followed-up': {
    status: 409,
    zh: {
      title: '尚未回访',
      detail: '该求助件{state}，编号“{id}”',
      meaning: '该步骤须在回访之后办理。',
      action: '请先回访。',
    },
    en: {
      title: 'Not followed up',
      detail: 'Request {id} is {state}',
      meaning: 'The step comes after the follow-up.',
      action: 'Follow the request up first.',
    },
  },
  'request-already-followed-up': {
    status: 409,
    zh: {
      title: '已经回访',
      detail: '该求助件{state}，编号“{id}”',
      meaning: '每轮办理只回访一次。',
      action: '无需处理。',
    },
    en: {
      title: 'Followed up already',
      detail: 'Request {id} is {state}',
      meaning: 'Each round of a request is followed up once.',
      action: 'Nothing needs to be done.',
    },
  },
  'request-escalated': {
    status: 409,
    zh: {
      title: '求助件已上报',
      detail: '多次重办仍不满意，由中心处理后办结，编号“{id}”',
      meaning: '已上报的求助件只能由中心办结。',
      action: '请由中心写明处理决定后办结。',
    },
    en: {
      title: 'Request escalated',
      detail: 'Request {id} was done again in vain; the centre settles it',
      meaning: 'Only the centre closes a request that was escalated.',
      action: 'Let the centre decide and close it.',
    },
  },
  'request-closed': {
    status: 409,
    zh: {
      title: '求助件已办结',
      detail: '该求助件已办结，编号“{id}”',
      meaning: '已办结的求助件不再变更。',
      action: '无需处理；有新的求助的，请另行登记。',
    },
    en: {
      title: 'Request closed',
      detail: 'Request {id} is closed',
      meaning: 'A request that is closed does not change.',
      action: 'Nothing needs to be done. Record a new request if help is needed again.',
    },
  },
  'move-not-yours': {
    status: 403,
    zh: {
      title: '该步骤不由此角色办理',
      detail: '求助件{state}时，{role}不能办理该步骤',
      meaning: '该步骤由其他角色办理。',
      action: '请由允许的角色办理；各步骤的角色见求助件流程表。',
    },
    en: {
      title: 'Move not allowed for this role',
      detail: 'In the state {state} it is not for the role {role}',
      meaning: 'The step belongs to another role.',
      action: 'Let a role do it that docs/requests.md names for the step.',
    },
  },
  'rework-required': {
    status: 409,
    zh: {
      title: '须督办重办',
      detail: '求助人不满意，须重办，或由求助人放弃重办，编号“{id}”',
      meaning: '回访不满意的求助件不能直接办结。',
      action: '请安排重办；求助人放弃的，请注明放弃。',
    },
    en: {
      title: 'Rework required',
      detail: 'Request {id} needs a rework, unless the customer waives it (`waived`)',
      meaning: 'A request is not closed while its customer is not satisfied.',
      action: 'Arrange the rework, or state that the customer waives it.',
    },
  },
  'rework-not-needed': {
    status: 409,
    zh: {
      title: '无需督办重办',
      detail: '求助人已满意，编号“{id}”',
      meaning: '只有回访不满意的求助件才重办。',
      action: '无需处理，请办结。',
    },
    en: {
      title: 'Rework not needed',
      detail: 'The customer of request {id} is satisfied',
      meaning: 'Only a request whose customer is not satisfied is done again.',
      action: 'Nothing needs to be done: close the request.',
    },
  },
  'reworks-exhausted': {
    status: 409,
    zh: {
      title: '重办次数已满',
      detail: '该求助件最多重办 {most} 次，编号“{id}”',
      meaning: '重办次数已经用完，求助件上报中心。',
      action: '请由中心处理。',
    },
    en: {
      title: 'No more reworks',
      detail: 'Request {id} can be done again {most} times at most',
      meaning: 'The reworks are used up; the request goes to the centre.',
      action: 'Let the centre settle it.',
    },
  },
  'decision-missing': {
    status: 422,
    zh: {
      title: '缺少处理决定',
      detail: '已上报的求助件办结时须写明处理决定，编号“{id}”',
      meaning: '中心办结已上报的求助件，须写明处理决定。',
      action: '请写明处理决定后重新提交。',
    },
    en: {
      title: 'Decision missing',
      detail: 'An escalated request is closed with the decision as `words` ({id})',
      meaning: 'The centre closes an escalated request with its decision.',
      action: 'Give the decision and send the request again.',
    },
  },
})
