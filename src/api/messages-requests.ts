import type { Messages } from './messages.ts'

export const REQUESTS_MESSAGES: Messages = {
  'request-not-found': { 'zh-CN': ['没有这件求助', '{id}'], en: ['No such request', '{id}'] },
  'request-not-classified': {
    'zh-CN': ['求助件尚未归类', '{id} 须先归入事项（或职能）与区域'],
    en: ['Not classified yet', '{id} needs an item (or a duty) and an area first'],
  },
  'request-not-followed-up': {
    'zh-CN': ['尚未回访', '{id} 当前为 {state}'],
    en: ['Not followed up yet', '{id} is {state}'],
  },
  'request-already-visited': { 'zh-CN': ['已经上门', '{id}'], en: ['Visited already', '{id}'] },
  'request-escalated': {
    'zh-CN': ['求助件已上报', '{id} 多次重办仍不满意，由中心处理后办结'],
    en: ['The request is escalated', '{id} was done again in vain; the centre settles it'],
  },
  'move-not-yours': {
    'zh-CN': ['该步骤不由此角色办理', '当前为 {state}，角色 {role} 无权'],
    en: ['Not a move of this role', 'In the state {state} it is not for the role {role}'],
  },
  'rework-required': {
    'zh-CN': ['求助人不满意，须重办', '{id} 须重办，或由求助人放弃重办（waived）'],
    en: ['Not satisfied: to be done again', '{id} needs a rework, unless the customer waives it'],
  },
  'rework-not-needed': { 'zh-CN': ['求助人已满意，无须重办', '{id}'], en: ['Satisfied: nothing to do again', '{id}'] },
  'reworks-exhausted': {
    'zh-CN': ['重办次数已满', '{id} 至多重办 {most} 次'],
    en: ['No more reworks', '{id} can be done again {most} times at most'],
  },
  'decision-missing': {
    'zh-CN': ['缺少处理决定', '已上报的求助件办结时须写明决定（words）'],
    en: ['No decision', 'An escalated request is closed with the decision (words)'],
  },
  'customer-missing': { 'zh-CN': ['缺少求助人', '请给出 customer'], en: ['Who asks?', 'Give the customer'] },
  'subscriber-missing': {
    'zh-CN': ['缺少一键通用户', '一键通求助须给出 subscriber'],
    en: ['No subscriber', 'A one-touch request names its subscriber'],
  },
  'subscriber-not-one-touch': {
    'zh-CN': ['仅一键通求助有用户号', '其他渠道不得给出 subscriber'],
    en: ['Only one-touch requests have a subscriber', 'Leave it out for other channels'],
  },
  'subscriber-not-found': { 'zh-CN': ['没有这个一键通用户', '{id}'], en: ['No such subscriber', '{id}'] },
  'request-empty': {
    'zh-CN': ['没有求助内容', '请给出 service、duty 或 words'],
    en: ['Nothing is asked for', 'Give service, duty or words'],
  },
  'wish-incomplete': {
    'zh-CN': ['微心愿不完整', '微心愿须有区域与内容'],
    en: ['The wish is incomplete', 'A small wish has an area and words'],
  },
  'wish-by-one-touch': {
    'zh-CN': ['一键通不受理微心愿', '请改用其他渠道'],
    en: ['No wishes by one-touch', 'Use another channel'],
  },
  'matter-missing': {
    'zh-CN': ['缺少事项', 'service 与 duty 至少给出一个'],
    en: ['What is it about?', 'Give service, duty or both'],
  },
  'item-missing': {
    'zh-CN': ['求助件没有服务事项', '{id} 未归入服务事项，不能派给机构'],
    en: ['The request has no item', '{id} has no service item, so no provider can be sent'],
  },
  'item-not-in-area': {
    'zh-CN': ['该区域没有此事项', '{area} 没有机构或部门承担 {service}'],
    en: ['The area does not have the item', 'Nobody in {area} offers {service} or is responsible for it'],
  },
  'duty-unknown': {
    'zh-CN': ['该区域没有此职能', '{area} 没有职能 {duty}'],
    en: ['No such duty in the area', 'There is no duty {duty} in {area}'],
  },
  'duty-not-held': {
    'zh-CN': ['部门没有此职能', '{department} 不承担 {duty}'],
    en: ['Not a duty of the department', '{department} does not have the duty {duty}'],
  },
  'assignment-target': {
    'zh-CN': ['派给谁', 'provider 与 department 须且只须给出一个'],
    en: ['Assigned to whom?', 'Give exactly one of provider and department'],
  },
  'department-unknown': { 'zh-CN': ['没有这个部门', '{id}'], en: ['No such department', '{id}'] },
  'department-not-in-area': {
    'zh-CN': ['部门不管辖该区域', '{id} 不管辖 {area}'],
    en: ['The department does not serve the area', '{id} does not serve {area}'],
  },
  'hand-on-to-itself': {
    'zh-CN': ['不能转给自己', '请转给其他部门'],
    en: ['Handed on to itself', 'Name another department'],
  },
  'hand-on-not-department': {
    'zh-CN': ['只有部门可以转办', '{id} 不在部门手中'],
    en: ['Only a department hands on', '{id} is not with a department'],
  },
  'hand-ons-exhausted': {
    'zh-CN': ['转办次数已满', '{id} 至多连续转办 {most} 次'],
    en: ['No more hand-ons', '{id} can be handed on {most} times in a row at most'],
  },
  'not-a-wish': {
    'zh-CN': ['不是微心愿', '{id} 须派单，不能认领'],
    en: ['Not a small wish', '{id} is assigned, not claimed'],
  },
  'claim-not-volunteer': {
    'zh-CN': ['仅志愿组织可以认领', '{provider} 不是志愿组织'],
    en: ['Only volunteer organisations claim', '{provider} is none'],
  },
  'review-no-provider': {
    'zh-CN': ['没有可评价的机构', '{id} 由部门办理'],
    en: ['No provider to review', '{id} was answered by a department'],
  },
  'request-not-assigned': { 'zh-CN': ['求助件尚未派单', '{id}'], en: ['Not assigned yet', '{id}'] },
  'request-already-assigned': {
    'zh-CN': ['求助件已派单', '{id} 当前为 {state}'],
    en: ['Assigned already', '{id} is {state}'],
  },
  'request-not-answered': { 'zh-CN': ['尚未应答', '{id}'], en: ['Not answered yet', '{id}'] },
  'request-already-answered': {
    'zh-CN': ['已经应答', '{id} 当前为 {state}'],
    en: ['Answered already', '{id} is {state}'],
  },
  'request-not-completed': { 'zh-CN': ['服务尚未完成', '{id}'], en: ['Not completed yet', '{id}'] },
  'request-already-completed': {
    'zh-CN': ['服务已有结果', '{id} 当前为 {state}'],
    en: ['Completed or failed already', '{id} is {state}'],
  },
  'request-already-followed-up': { 'zh-CN': ['已经回访', '{id}'], en: ['Followed up already', '{id}'] },
  'request-closed': { 'zh-CN': ['求助件已办结', '{id}'], en: ['The request is closed', '{id}'] },
  'request-not-closed': {
    'zh-CN': ['求助件尚未办结', '{id} 办结后方可评价'],
    en: ['Not closed yet', '{id} can be reviewed when it is closed'],
  },
  'gate-refused': {
    'zh-CN': ['准入判定未通过', '机构 {provider} 现不可派，见 reasons'],
    en: ['Refused by the gate', 'Provider {provider} may not be sent, see reasons'],
  },
  'review-customer-mismatch': {
    'zh-CN': ['不是本人的求助件', '评价人与求助人不一致'],
    en: ["Another customer's request", 'The reviewer is not the customer of the request'],
  },
  'review-exists': {
    'zh-CN': ['已经评价', '每件求助只有一条核实评价'],
    en: ['Reviewed already', 'A request has one verified review'],
  },
  'review-target': {
    'zh-CN': ['评价对象不明', 'request 与 provider 须且只须给出一个'],
    en: ['What is reviewed?', 'Give exactly one of request and provider'],
  },
  'months-out-of-range': {
    'zh-CN': ['月份范围有误', '起始月份不得晚于截止月份，至多 {most} 个月'],
    en: ['Months out of range', 'From the first to the last, at most {most} months'],
  },
}
