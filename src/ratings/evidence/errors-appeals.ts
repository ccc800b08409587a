import { defineErrors } from '../../store/domain-error.ts'

/** Errors of appeals and of replies to reviews. */
export const appealError = defineErrors({
  'appeal-not-found': {
    status: 404,
    zh: {
      title: '没有该申诉',
      detail: '没有编号为“{id}”的申诉',
      meaning: '编号不对应任何异议申诉。',
      action: '请在申诉列表中核对编号。',
    },
    en: {
      title: 'Appeal not found',
      detail: 'There is no appeal {id}',
      meaning: 'The id belongs to no appeal.',
      action: 'Look the id up in the list of appeals.',
    },
  },
  'evidence-not-found': {
    status: 404,
    zh: {
      title: '没有该评价依据',
      detail: '本机构没有编号为“{id}”的评价依据',
      meaning: '网址中的编号不是本机构评价依据的编号。',
      action: '请在评价依据列表中核对编号。',
    },
    en: {
      title: 'Evidence not found',
      detail: 'This firm has no evidence {id}',
      meaning: 'The path names no piece of evidence about this firm.',
      action: 'Look the number up in the evidence of the provider.',
    },
  },
  'evidence-unknown': {
    status: 422,
    zh: {
      title: '没有该评价依据',
      detail: '本机构没有编号为“{id}”的评价依据',
      meaning: '请求内容中的编号不是本机构评价依据的编号。',
      action: '请在评价依据列表中核对编号。',
    },
    en: {
      title: 'Evidence unknown',
      detail: 'This firm has no evidence {id}',
      meaning: 'The body names no piece of evidence about this firm.',
      action: 'Look the number up in the evidence of the provider.',
    },
  },
  'appeal-kind': {
    status: 422,
    zh: {
      title: '此类依据不可申诉',
      detail: '可以申诉的有：服务结果、评价、投诉、检查、失信惩戒',
      meaning: '该类评价依据不在可申诉的范围。',
      action: '请核对依据编号；对其他事项有异议的，请向中心反映。',
    },
    en: {
      title: 'Not contestable',
      detail: 'Outcomes of orders, reviews, complaints, inspections and sanctions can be contested',
      meaning: 'This kind of evidence cannot be contested.',
      action: 'Check the number of the evidence. For other matters, write to the centre.',
    },
  },
  'appeal-retracted': {
    status: 409,
    zh: {
      title: '依据已撤销',
      detail: '已撤销的依据不再计入评分，无需申诉',
      meaning: '所申诉的依据已经撤销。',
      action: '无需处理。',
    },
    en: {
      title: 'Evidence retracted',
      detail: 'It does not count any more',
      meaning: 'The evidence was retracted.',
      action: 'Nothing needs to be done.',
    },
  },
  'appeal-open': {
    status: 409,
    zh: {
      title: '申诉办理中',
      detail: '对该依据已有一件申诉尚未作出处理决定',
      meaning: '同一依据同一时间只办理一件申诉。',
      action: '请等待处理决定；编号见应答中的 existing。',
    },
    en: {
      title: 'Contested already',
      detail: 'An appeal against this evidence is not decided yet',
      meaning: 'A piece of evidence is under one appeal at a time.',
      action: 'Wait for the decision of the appeal that `existing` names.',
    },
  },
  'appeal-exhausted': {
    status: 409,
    zh: {
      title: '申诉次数已满',
      detail: '对同一依据最多申诉 {most} 次',
      meaning: '对该依据的申诉次数已经用完。',
      action: '对处理决定仍有异议的，可依法通过其他途径主张。',
    },
    en: {
      title: 'No further appeal',
      detail: 'A piece of evidence can be contested {most} times',
      meaning: 'The appeals against this evidence are used up.',
      action: 'Other remedies of the law remain.',
    },
  },
  'appeal-needs-new-grounds': {
    status: 409,
    zh: {
      title: '再次申诉须有新的理由',
      detail: '请写明新的事实或证据',
      meaning: '对同一依据再次申诉，须有前次没有提出的事实或证据。',
      action: '请填写“新的理由”后重新提交。',
    },
    en: {
      title: 'New grounds missing',
      detail: 'A second appeal gives as `newGrounds` which facts are new',
      meaning: 'A second appeal against the same evidence needs facts that the first did not give.',
      action: 'Give the new grounds and send the request again.',
    },
  },
  'appeal-grounds-known': {
    status: 409,
    zh: {
      title: '理由与前次相同',
      detail: '再次申诉须有新的事实或证据',
      meaning: '所写的新理由与此前的理由相同。',
      action: '请写明前次没有提出的事实或证据。',
    },
    en: {
      title: 'Grounds known',
      detail: 'A second appeal needs new facts',
      meaning: 'The new grounds repeat the grounds that were given before.',
      action: 'Give facts that the first appeal did not give.',
    },
  },
  'appeal-first': {
    status: 422,
    zh: {
      title: '首次申诉无需填写新的理由',
      detail: '请将理由写入“申诉理由”',
      meaning: '首次申诉没有“新的理由”。',
      action: '请将内容移入“申诉理由”后重新提交。',
    },
    en: {
      title: 'First appeal',
      detail: 'A first appeal has no new grounds: give them as `grounds`',
      meaning: 'New grounds belong to a second appeal.',
      action: 'Move the text to `grounds` and send the request again.',
    },
  },
  'appeal-late': {
    status: 409,
    zh: {
      title: '已过申诉期限',
      detail: '申诉期限至 {until} 止',
      meaning: '申诉须在期限内提出。',
      action: '期限已过，不再受理；确有特殊情形的，请联系中心。',
    },
    en: {
      title: 'Appeal too late',
      detail: 'The time to appeal ended on {until}',
      meaning: 'An appeal is filed within its time.',
      action: 'It cannot be filed any more. Contact the centre in special cases.',
    },
  },
  'appeal-under-review': {
    status: 409,
    zh: {
      title: '申诉已受理',
      detail: '该申诉已受理审查，编号“{id}”',
      meaning: '申诉只能受理一次。',
      action: '无需处理，请继续作出处理决定。',
    },
    en: {
      title: 'Under review already',
      detail: 'Appeal {id} is under review',
      meaning: 'An appeal is taken up once.',
      action: 'Nothing needs to be done: go on to the decision.',
    },
  },
  'appeal-not-under-review': {
    status: 409,
    zh: {
      title: '申诉尚未受理',
      detail: '受理审查后方可作出处理决定，编号“{id}”',
      meaning: '处理决定须在受理审查之后作出。',
      action: '请先受理。',
    },
    en: {
      title: 'Not under review',
      detail: 'Appeal {id} is examined before it is decided',
      meaning: 'An appeal is decided after it was taken up.',
      action: 'Take the appeal up first.',
    },
  },
  'appeal-decided': {
    status: 409,
    zh: {
      title: '申诉已有处理决定',
      detail: '处理结果为{state}，编号“{id}”',
      meaning: '已有处理决定的申诉不再变更。',
      action: '无需处理；有新的事实的，可以再次申诉。',
    },
    en: {
      title: 'Decided already',
      detail: 'Appeal {id} is {state}',
      meaning: 'An appeal that was decided does not change.',
      action: 'Nothing needs to be done. With new facts, a second appeal can be filed.',
    },
  },
  'appeal-withdrawn': {
    status: 409,
    zh: {
      title: '申诉已撤回',
      detail: '申诉人已撤回该申诉，编号“{id}”',
      meaning: '撤回的申诉不再办理。',
      action: '无需处理。',
    },
    en: {
      title: 'Appeal withdrawn',
      detail: 'The appellant withdrew appeal {id}',
      meaning: 'An appeal that was withdrawn is not dealt with.',
      action: 'Nothing needs to be done.',
    },
  },
  'appeal-own-record': {
    status: 403,
    zh: {
      title: '须由他人处理',
      detail: '记录该依据的人不得处理对该依据的申诉',
      meaning: '处理申诉的密钥与记录依据的密钥相同。',
      action: '请由其他人员以其自己的密钥处理。',
    },
    en: {
      title: 'Another person needed',
      detail: 'The caller recorded the evidence and may not decide about it',
      meaning: 'The key that decides is the key that recorded the evidence.',
      action: 'Let another person decide with a key of their own.',
    },
  },
  'reply-kind': {
    status: 409,
    zh: {
      title: '只能回复评价',
      detail: '该评价依据不是评价，编号“{id}”',
      meaning: '机构只能回复评价。',
      action: '请核对编号；对其他依据有异议的，请提出申诉。',
    },
    en: {
      title: 'Not a review',
      detail: 'Evidence {id} is no review; only reviews can be replied to',
      meaning: 'A firm replies to reviews only.',
      action: 'Check the number. Contest other evidence by an appeal.',
    },
  },
  'reply-retracted': {
    status: 409,
    zh: {
      title: '评价已撤销',
      detail: '该评价不再公示，无需回复，编号“{id}”',
      meaning: '所回复的评价已经撤销。',
      action: '无需处理。',
    },
    en: {
      title: 'Review retracted',
      detail: 'Review {id} does not count any more',
      meaning: 'The review was retracted.',
      action: 'Nothing needs to be done.',
    },
  },
})
