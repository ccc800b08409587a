import { defineErrors } from '../store/domain-error.ts'

/** Errors of departments and their duties. */
export const dutyError = defineErrors({
  'department-not-found': {
    status: 404,
    zh: {
      title: '没有该部门',
      detail: '没有编号为“{id}”的部门',
      meaning: '网址中的部门编号不存在。',
      action: '请在部门列表中核对编号。',
    },
    en: {
      title: 'Department not found',
      detail: 'There is no department {id}',
      meaning: 'The path names a department that does not exist.',
      action: 'Look the id up in the list of departments.',
    },
  },
  'department-unknown': {
    status: 422,
    zh: {
      title: '没有该部门',
      detail: '没有编号为“{id}”的部门',
      meaning: '请求内容中的部门编号不存在。',
      action: '请在部门列表中核对编号。',
    },
    en: {
      title: 'Department unknown',
      detail: 'There is no department {id}',
      meaning: 'The body names a department that does not exist.',
      action: 'Look the id up in the list of departments.',
    },
  },
  'department-known': {
    status: 409,
    zh: {
      title: '部门已登记',
      detail: '已有编号为“{id}”的部门',
      meaning: '该编号的部门此前已经登记。',
      action: '请直接使用该部门，或换用其他编号。',
    },
    en: {
      title: 'Department exists',
      detail: 'There is a department {id} already',
      meaning: 'A department with this id has been recorded.',
      action: 'Use that department, or choose another id.',
    },
  },
  'question-missing': {
    status: 422,
    zh: {
      title: '缺少查询内容',
      detail: '请填写关键词或服务项目',
      meaning: '查询职责时没有给出任何条件。',
      action: '请给出关键词或服务项目代码。',
    },
    en: {
      title: 'Question missing',
      detail: 'Give `q` or `service`',
      meaning: 'Responsibilities were asked for without a condition.',
      action: 'Give words as `q`, or the code of a service as `service`.',
    },
  },
  'duty-not-found': {
    status: 404,
    zh: {
      title: '没有该职能',
      detail: '没有编号为“{id}”的职能',
      meaning: '编号不对应任何已登记的职能。',
      action: '请在部门详情中核对职能编号。',
    },
    en: {
      title: 'Duty not found',
      detail: 'There is no duty {id}',
      meaning: 'The id belongs to no duty on record.',
      action: 'Look the duty up in the department that has it.',
    },
  },
  'legal-basis-missing': {
    status: 422,
    zh: {
      title: '缺少依据',
      detail: '每项职能须写明法律或文件依据',
      meaning: '登记职能时没有写明依据。',
      action: '请写明法律、法规或文件的名称和条款。',
    },
    en: {
      title: 'Legal basis missing',
      detail: '`legalBasis` names the law or document that the duty rests on',
      meaning: 'A duty was given without its legal basis.',
      action: 'Name the law or document and its article.',
    },
  },
  'assists-wrong': {
    status: 422,
    zh: {
      title: '协办关系有误',
      detail: '协办职能须对应另一部门现行的主办职能；主办职能不得填写协办对象',
      meaning: '协办与主办职能的对应关系不成立。',
      action: '请核对所协办的职能编号及其主办部门。',
    },
    en: {
      title: 'Lead duty wrong',
      detail: 'An assisting duty names a lead duty in force of another department as `assists`; a lead duty names none',
      meaning: 'The relation between assisting and lead duty does not hold.',
      action: 'Check the id of the lead duty and the department that has it.',
    },
  },
  'duty-ends-before-it-begins': {
    status: 422,
    zh: {
      title: '有效期颠倒',
      detail: '{validFrom} 起，{validUntil} 止，止日早于起日',
      meaning: '职能的止日早于起日。',
      action: '请改正日期。',
    },
    en: {
      title: 'End before beginning',
      detail: '{validFrom} to {validUntil}',
      meaning: 'The last day of the duty lies before its first.',
      action: 'Correct the days.',
    },
  },
  'day-past': {
    status: 422,
    zh: {
      title: '日期已过',
      detail: '职能的变更只对将来生效，最早 {earliest}',
      meaning: '已经过去的日期不能再变更职能。',
      action: '请填写所给日期或之后的日期。',
    },
    en: {
      title: 'Day past',
      detail: 'Duties change for the time to come, {earliest} at the earliest',
      meaning: 'A day that has passed cannot change a duty.',
      action: 'Give that day or a later one.',
    },
  },
  'duty-ended': {
    status: 409,
    zh: {
      title: '职能已终止',
      detail: '该职能已于 {day} 终止，编号“{id}”',
      meaning: '职能的有效期已满。',
      action: '请登记新的职能。',
    },
    en: {
      title: 'Duty ended',
      detail: 'Duty {id} ended on {day}',
      meaning: 'The term of the duty is over.',
      action: 'Record a new duty.',
    },
  },
  'duty-held-already': {
    status: 409,
    zh: {
      title: '职能已由该部门承担',
      detail: '{on} 起该职能由该部门承担，编号“{to}”',
      meaning: '划转的目标部门已经承担该职能。',
      action: '无需划转，或改填其他部门。',
    },
    en: {
      title: 'Duty held already',
      detail: 'On {on} the duty is with {to}',
      meaning: 'The department named already has the duty on that day.',
      action: 'Nothing needs to be done, or name another department.',
    },
  },
  'transfer-known': {
    status: 409,
    zh: {
      title: '已有划转',
      detail: '该职能已定于 {on} 划转，目标部门编号“{to}”',
      meaning: '该日或之后已有一次划转。',
      action: '请填写更晚的日期。',
    },
    en: {
      title: 'Transfer exists',
      detail: 'The duty goes to {to} on {on}',
      meaning: 'A transfer of that day or later is on record.',
      action: 'Give a later day.',
    },
  },
})
