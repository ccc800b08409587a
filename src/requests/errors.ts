import { defineErrors } from '../store/domain-error.ts'

/** Errors of a request: its caller, its matter, its responder. */
export const requestError = defineErrors({
  'request-not-found': {
    status: 404,
    zh: {
      title: '没有该求助件',
      detail: '没有编号为“{id}”的求助件',
      meaning: '编号不对应任何求助件。',
      action: '请核对编号。',
    },
    en: {
      title: 'Request not found',
      detail: 'There is no request {id}',
      meaning: 'The id belongs to no request.',
      action: 'Check the id.',
    },
  },
  'customer-missing': {
    status: 422,
    zh: {
      title: '缺少求助人',
      detail: '请填写求助人',
      meaning: '除一键通外，求助件须写明求助人。',
      action: '请填写求助人后重新提交。',
    },
    en: {
      title: 'Customer missing',
      detail: 'Give `customer`',
      meaning: 'A request that does not come by one-touch names its customer.',
      action: 'Give the customer and send the request again.',
    },
  },
  'subscriber-missing': {
    status: 422,
    zh: {
      title: '缺少一键通用户',
      detail: '一键通求助须填写用户号',
      meaning: '一键通求助没有写明用户号。',
      action: '请填写一键通用户号后重新提交。',
    },
    en: {
      title: 'Subscriber missing',
      detail: 'A one-touch request names its `subscriber`',
      meaning: 'The request came by one-touch without a subscriber.',
      action: 'Give the subscriber and send the request again.',
    },
  },
  'subscriber-not-one-touch': {
    status: 422,
    zh: {
      title: '不应填写一键通用户',
      detail: '其他渠道的求助不得填写一键通用户号',
      meaning: '用户号只用于一键通求助。',
      action: '请删去用户号，或改正渠道。',
    },
    en: {
      title: 'Subscriber not applicable',
      detail: 'Only one-touch requests have a `subscriber`',
      meaning: 'A subscriber was given for another channel.',
      action: 'Leave it out, or correct the channel.',
    },
  },
  'subscriber-not-found': {
    status: 404,
    zh: {
      title: '没有该一键通用户',
      detail: '没有编号为“{id}”的一键通用户',
      meaning: '用户号尚未登记。',
      action: '请核对用户号，或先登记该用户的地址。',
    },
    en: {
      title: 'Subscriber not found',
      detail: 'There is no subscriber {id}',
      meaning: 'The subscriber is not on record.',
      action: 'Check the number, or record where the subscriber lives.',
    },
  },
  'request-empty': {
    status: 422,
    zh: {
      title: '没有求助内容',
      detail: '请填写服务项目、职能或求助内容',
      meaning: '求助件没有任何内容。',
      action: '请至少填写其中一项。',
    },
    en: {
      title: 'Request empty',
      detail: 'Give `service`, `duty` or `words`',
      meaning: 'The request asks for nothing.',
      action: 'Give at least one of them.',
    },
  },
  'wish-incomplete': {
    status: 422,
    zh: {
      title: '微心愿不完整',
      detail: '微心愿须填写区域和内容',
      meaning: '微心愿缺少区域或内容。',
      action: '请补齐后重新提交。',
    },
    en: {
      title: 'Wish incomplete',
      detail: 'A small wish has an `area` and `words`',
      meaning: 'The area or the words of a small wish are missing.',
      action: 'Add them and send the request again.',
    },
  },
  'wish-by-one-touch': {
    status: 422,
    zh: {
      title: '一键通不受理微心愿',
      detail: '请改用其他渠道',
      meaning: '一键通只受理服务求助。',
      action: '请以其他渠道登记微心愿。',
    },
    en: {
      title: 'No wishes by one-touch',
      detail: 'Use another channel',
      meaning: 'One-touch takes requests for service only.',
      action: 'Record the small wish by another channel.',
    },
  },
  'matter-missing': {
    status: 422,
    zh: {
      title: '缺少事项',
      detail: '服务项目与职能至少填写一项',
      meaning: '归类时没有写明事项。',
      action: '请至少填写其中一项。',
    },
    en: {
      title: 'Matter missing',
      detail: 'Give `service`, `duty` or both',
      meaning: 'A classification names no matter.',
      action: 'Give at least one of them.',
    },
  },
  'item-not-in-area': {
    status: 422,
    zh: {
      title: '该区域没有此项服务',
      detail: '区划“{area}”没有机构或部门承担服务项目“{service}”',
      meaning: '该区域没有承担此项服务的机构或部门。',
      action: '请核对区域和服务项目。',
    },
    en: {
      title: 'Item not in area',
      detail: 'Nobody in {area} offers {service} or is responsible for it',
      meaning: 'The area has no responder for the item.',
      action: 'Check the area and the item.',
    },
  },
  'duty-unknown': {
    status: 422,
    zh: {
      title: '该区域没有此项职能',
      detail: '区划“{area}”没有职能“{duty}”',
      meaning: '该区域没有部门承担此项职能。',
      action: '请核对区域和职能。',
    },
    en: {
      title: 'Duty unknown',
      detail: 'There is no duty {duty} in {area}',
      meaning: 'No department of the area has the duty.',
      action: 'Check the area and the duty.',
    },
  },
})
