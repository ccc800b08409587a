import { defineErrors } from '../store/domain-error.ts'

/** Errors of a move that the state of a request does not allow. */
export const moveError = defineErrors({
  'request-not-classified': {
    status: 409,
    zh: { title: '求助件尚未归类', detail: '{id} 须先归入事项（或职能）与区域' },
    en: { title: 'Not classified yet', detail: '{id} needs an item (or a duty) and an area first' },
  },
  'request-not-assigned': {
    status: 409,
    zh: { title: '求助件尚未派单', detail: '{id}' },
    en: { title: 'Not assigned yet', detail: '{id}' },
  },
  'request-already-assigned': {
    status: 409,
    zh: { title: '求助件已派单', detail: '{id} 当前为 {state}' },
    en: { title: 'Assigned already', detail: '{id} is {state}' },
  },
  'request-not-answered': {
    status: 409,
    zh: { title: '尚未应答', detail: '{id}' },
    en: { title: 'Not answered yet', detail: '{id}' },
  },
  'request-already-answered': {
    status: 409,
    zh: { title: '已经应答', detail: '{id} 当前为 {state}' },
    en: { title: 'Answered already', detail: '{id} is {state}' },
  },
  'request-already-visited': {
    status: 409,
    zh: { title: '已经上门', detail: '{id}' },
    en: { title: 'Visited already', detail: '{id}' },
  },
  'request-not-completed': {
    status: 409,
    zh: { title: '服务尚未完成', detail: '{id}' },
    en: { title: 'Not completed yet', detail: '{id}' },
  },
  'request-already-completed': {
    status: 409,
    zh: { title: '服务已有结果', detail: '{id} 当前为 {state}' },
    en: { title: 'Completed or failed already', detail: '{id} is {state}' },
  },
  'request-not-followed-up': {
    status: 409,
    zh: { title: '尚未回访', detail: '{id} 当前为 {state}' },
    en: { title: 'Not followed up yet', detail: '{id} is {state}' },
  },
  'request-already-followed-up': {
    status: 409,
    zh: { title: '已经回访', detail: '{id}' },
    en: { title: 'Followed up already', detail: '{id}' },
  },
  'request-escalated': {
    status: 409,
    zh: { title: '求助件已上报', detail: '{id} 多次重办仍不满意，由中心处理后办结' },
    en: { title: 'The request is escalated', detail: '{id} was done again in vain; the centre settles it' },
  },
  'request-closed': {
    status: 409,
    zh: { title: '求助件已办结', detail: '{id}' },
    en: { title: 'The request is closed', detail: '{id}' },
  },
  'move-not-yours': {
    status: 403,
    zh: { title: '该步骤不由此角色办理', detail: '当前为 {state}，角色 {role} 无权' },
    en: { title: 'Not a move of this role', detail: 'In the state {state} it is not for the role {role}' },
  },
  'rework-required': {
    status: 409,
    zh: { title: '求助人不满意，须重办', detail: '{id} 须重办，或由求助人放弃重办（waived）' },
    en: { title: 'Not satisfied: to be done again', detail: '{id} needs a rework, unless the customer waives it' },
  },
  'rework-not-needed': {
    status: 409,
    zh: { title: '求助人已满意，无须重办', detail: '{id}' },
    en: { title: 'Satisfied: nothing to do again', detail: '{id}' },
  },
  'reworks-exhausted': {
    status: 409,
    zh: { title: '重办次数已满', detail: '{id} 至多重办 {most} 次' },
    en: { title: 'No more reworks', detail: '{id} can be done again {most} times at most' },
  },
  'decision-missing': {
    status: 422,
    zh: { title: '缺少处理决定', detail: '已上报的求助件办结时须写明决定（words）' },
    en: { title: 'No decision', detail: 'An escalated request is closed with the decision (words)' },
  },
})
