import { defineErrors } from '../store/domain-error.ts'

/** Errors of the assignment, the claim and the transfer of a request. */
export const assignmentError = defineErrors({
  'item-missing': {
    status: 409,
    zh: {
      title: '求助件没有服务项目',
      detail: '该求助件未归入服务项目，不能派给机构，编号“{id}”',
      meaning: '机构按服务项目派单。',
      action: '请先归入服务项目，或派给部门。',
    },
    en: {
      title: 'Item missing',
      detail: 'Request {id} has no service item, so no provider can be sent',
      meaning: 'Providers are assigned by service item.',
      action: 'Classify the request first, or assign it to a department.',
    },
  },
  'duty-not-held': {
    status: 422,
    zh: {
      title: '部门不承担此项职能',
      detail: '部门“{department}”不承担职能“{duty}”',
      meaning: '所选部门当前不承担此项职能。',
      action: '请核对职能，或改派承担该职能的部门。',
    },
    en: {
      title: 'Duty not held',
      detail: 'The department {department} does not have the duty {duty}',
      meaning: 'The department named does not have the duty today.',
      action: 'Check the duty, or name the department that has it.',
    },
  },
  'assignment-target': {
    status: 422,
    zh: {
      title: '派单对象不明',
      detail: '机构与部门须且只须填写一个',
      meaning: '派单须有一个对象。',
      action: '请只填写机构或只填写部门。',
    },
    en: {
      title: 'Assignment target missing',
      detail: 'Give exactly one of `provider` and `department`',
      meaning: 'An assignment has one target.',
      action: 'Give the provider or the department.',
    },
  },
  'department-not-in-area': {
    status: 422,
    zh: {
      title: '部门不管辖该区域',
      detail: '部门“{id}”不管辖区划“{area}”',
      meaning: '所选部门的管辖范围不含求助件的区域。',
      action: '请改派管辖该区域的部门。',
    },
    en: {
      title: 'Department not in area',
      detail: 'The department {id} does not serve {area}',
      meaning: 'The area of the request lies outside the department.',
      action: 'Name a department that serves the area.',
    },
  },
  'transfer-to-itself': {
    status: 422,
    zh: {
      title: '不能转办给自身',
      detail: '请转办给其他部门',
      meaning: '转办的目标部门就是当前部门。',
      action: '请填写其他部门。',
    },
    en: {
      title: 'Transferred to itself',
      detail: 'Name another department',
      meaning: 'The request is with the department that was named.',
      action: 'Name another department.',
    },
  },
  'transfer-not-department': {
    status: 409,
    zh: {
      title: '只有部门可以转办',
      detail: '该求助件不由部门办理，编号“{id}”',
      meaning: '转办只用于部门承办的求助件。',
      action: '请先派给部门。',
    },
    en: {
      title: 'Not with a department',
      detail: 'Request {id} is not with a department',
      meaning: 'Only a department transfers a request.',
      action: 'Assign the request to a department first.',
    },
  },
  'transfers-exhausted': {
    status: 409,
    zh: {
      title: '转办次数已满',
      detail: '该求助件最多连续转办 {most} 次，编号“{id}”',
      meaning: '为免求助件反复流转，连续转办有次数限制。',
      action: '请由当前部门办理。',
    },
    en: {
      title: 'No more transfers',
      detail: 'Request {id} can be transferred {most} times in a row at most',
      meaning: 'Transfers in a row are limited, so that no request wanders for ever.',
      action: 'Let the present department answer it.',
    },
  },
  'not-a-wish': {
    status: 409,
    zh: {
      title: '不是微心愿',
      detail: '该求助件须派单，不能认领，编号“{id}”',
      meaning: '只有微心愿可以认领。',
      action: '请派单办理。',
    },
    en: {
      title: 'Not a small wish',
      detail: 'Request {id} is assigned, not claimed',
      meaning: 'Only small wishes are claimed.',
      action: 'Assign the request.',
    },
  },
  'claim-not-volunteer': {
    status: 409,
    zh: {
      title: '只有志愿组织可以认领',
      detail: '该机构不是志愿组织，编号“{provider}”',
      meaning: '微心愿由志愿组织认领。',
      action: '请由志愿组织认领。',
    },
    en: {
      title: 'Not a volunteer organisation',
      detail: 'Provider {provider} is no volunteer organisation',
      meaning: 'Volunteer organisations claim small wishes.',
      action: 'Let a volunteer organisation claim it.',
    },
  },
  'gate-refused': {
    status: 409,
    zh: {
      title: '当前不得派单',
      detail: '该机构当前不得派单，原因见 reasons，编号“{provider}”',
      meaning: '机构未满足派单条件。',
      action: '请改派可以派单的机构；原因已逐条列出。',
    },
    en: {
      title: 'Refused by the gate',
      detail: 'Provider {provider} may not be sent; `reasons` says why',
      meaning: 'The provider does not meet the conditions of the gate.',
      action: 'Assign a provider that may be sent. The reasons are listed.',
    },
  },
})
