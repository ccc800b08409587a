import { defineErrors } from '../store/domain-error.ts'

/** Errors of a request: its caller, its matter, its responder. */
export const requestError = defineErrors({
  'request-not-found': {
    status: 404,
    zh: { title: '没有这件求助', detail: '{id}' },
    en: { title: 'No such request', detail: '{id}' },
  },
  'customer-missing': {
    status: 422,
    zh: { title: '缺少求助人', detail: '请给出 customer' },
    en: { title: 'Who asks?', detail: 'Give the customer' },
  },
  'subscriber-missing': {
    status: 422,
    zh: { title: '缺少一键通用户', detail: '一键通求助须给出 subscriber' },
    en: { title: 'No subscriber', detail: 'A one-touch request names its subscriber' },
  },
  'subscriber-not-one-touch': {
    status: 422,
    zh: { title: '仅一键通求助有用户号', detail: '其他渠道不得给出 subscriber' },
    en: { title: 'Only one-touch requests have a subscriber', detail: 'Leave it out for other channels' },
  },
  'subscriber-not-found': {
    status: 404,
    zh: { title: '没有这个一键通用户', detail: '{id}' },
    en: { title: 'No such subscriber', detail: '{id}' },
  },
  'request-empty': {
    status: 422,
    zh: { title: '没有求助内容', detail: '请给出 service、duty 或 words' },
    en: { title: 'Nothing is asked for', detail: 'Give service, duty or words' },
  },
  'wish-incomplete': {
    status: 422,
    zh: { title: '微心愿不完整', detail: '微心愿须有区域与内容' },
    en: { title: 'The wish is incomplete', detail: 'A small wish has an area and words' },
  },
  'wish-by-one-touch': {
    status: 422,
    zh: { title: '一键通不受理微心愿', detail: '请改用其他渠道' },
    en: { title: 'No wishes by one-touch', detail: 'Use another channel' },
  },
  'matter-missing': {
    status: 422,
    zh: { title: '缺少事项', detail: 'service 与 duty 至少给出一个' },
    en: { title: 'What is it about?', detail: 'Give service, duty or both' },
  },
  'item-missing': {
    status: 409,
    zh: { title: '求助件没有服务事项', detail: '{id} 未归入服务事项，不能派给机构' },
    en: { title: 'The request has no item', detail: '{id} has no service item, so no provider can be sent' },
  },
  'item-not-in-area': {
    status: 422,
    zh: { title: '该区域没有此事项', detail: '{area} 没有机构或部门承担 {service}' },
    en: {
      title: 'The area does not have the item',
      detail: 'Nobody in {area} offers {service} or is responsible for it',
    },
  },
  'duty-unknown': {
    status: 422,
    zh: { title: '该区域没有此职能', detail: '{area} 没有职能 {duty}' },
    en: { title: 'No such duty in the area', detail: 'There is no duty {duty} in {area}' },
  },
  'duty-not-held': {
    status: 422,
    zh: { title: '部门没有此职能', detail: '{department} 不承担 {duty}' },
    en: { title: 'Not a duty of the department', detail: '{department} does not have the duty {duty}' },
  },
  'assignment-target': {
    status: 422,
    zh: { title: '派给谁', detail: 'provider 与 department 须且只须给出一个' },
    en: { title: 'Assigned to whom?', detail: 'Give exactly one of provider and department' },
  },
  'department-not-in-area': {
    status: 422,
    zh: { title: '部门不管辖该区域', detail: '{id} 不管辖 {area}' },
    en: { title: 'The department does not serve the area', detail: '{id} does not serve {area}' },
  },
  'hand-on-to-itself': {
    status: 422,
    zh: { title: '不能转给自己', detail: '请转给其他部门' },
    en: { title: 'Handed on to itself', detail: 'Name another department' },
  },
  'hand-on-not-department': {
    status: 409,
    zh: { title: '只有部门可以转办', detail: '{id} 不在部门手中' },
    en: { title: 'Only a department hands on', detail: '{id} is not with a department' },
  },
  'hand-ons-exhausted': {
    status: 409,
    zh: { title: '转办次数已满', detail: '{id} 至多连续转办 {most} 次' },
    en: { title: 'No more hand-ons', detail: '{id} can be handed on {most} times in a row at most' },
  },
  'not-a-wish': {
    status: 409,
    zh: { title: '不是微心愿', detail: '{id} 须派单，不能认领' },
    en: { title: 'Not a small wish', detail: '{id} is assigned, not claimed' },
  },
  'claim-not-volunteer': {
    status: 409,
    zh: { title: '仅志愿组织可以认领', detail: '{provider} 不是志愿组织' },
    en: { title: 'Only volunteer organisations claim', detail: '{provider} is none' },
  },
  'gate-refused': {
    status: 409,
    zh: { title: '准入判定未通过', detail: '机构 {provider} 现不可派，见 reasons' },
    en: { title: 'Refused by the gate', detail: 'Provider {provider} may not be sent, see reasons' },
  },
})
