import { defineErrors } from '../../store/domain-error.ts'

/** Errors of sanctions. */
export const sanctionError = defineErrors({
  'sanction-not-found': {
    status: 404,
    zh: {
      title: '没有该惩戒',
      detail: '没有在期的失信惩戒，编号“{id}”',
      meaning: '编号不对应任何失信惩戒，或惩戒期限已满。',
      action: '请在机构的惩戒列表中核对编号。',
    },
    en: {
      title: 'Sanction not found',
      detail: 'There is no sanction {id} in force',
      meaning: 'The number belongs to no sanction, or its term is over.',
      action: 'Look the number up in the sanctions of the provider.',
    },
  },
  'sanction-ends-before-it-begins': {
    status: 422,
    zh: {
      title: '公示截止日早于决定日',
      detail: '公示截止日不得早于决定之日',
      meaning: '惩戒的公示截止日在决定之前。',
      action: '请按决定书改正日期。',
    },
    en: {
      title: 'End before beginning',
      detail: 'Publication cannot end before the day of the decision',
      meaning: 'The publication of the sanction ends before its decision.',
      action: 'Correct the days from the decision.',
    },
  },
  'sanction-end-too-late': {
    status: 422,
    zh: {
      title: '公示期过长',
      detail: '公示期超过{class}失信惩戒的最长期限',
      meaning: '每一等级有最长公示期，由法定期限表规定。',
      action: '请按决定书核对公示截止日和等级。',
    },
    en: {
      title: 'Published too long',
      detail: 'It is longer than the class {class} allows',
      meaning: 'The clocks of the law set the longest publication of each class.',
      action: 'Check the last day and the class against the decision.',
    },
  },
  'sanction-ended': {
    status: 422,
    zh: {
      title: '惩戒期限已满',
      detail: '{class}失信惩戒的期限已满，不得再记录',
      meaning: '自决定之日起，该等级的惩戒期限已经届满。',
      action: '请核对决定日；确已期满的，无需记录。',
    },
    en: {
      title: 'Sanction ended',
      detail: 'The term of the class {class} is over; it must not be recorded',
      meaning: 'Since the decision, the term of this class has passed.',
      action: 'Check the day of the decision. If it is right, nothing is recorded.',
    },
  },
  'sanction-is-published': {
    status: 422,
    zh: {
      title: '惩戒须公示',
      detail: '只有轻微失信惩戒可以不公示；不公示的，不得填写公示截止日',
      meaning: '一般和严重的失信惩戒依法公示。',
      action: '请去掉“不公示”，或改正等级；不公示的，请删去公示截止日。',
    },
    en: {
      title: 'Sanction is published',
      detail: 'Only a minor sanction can be unpublished, and then without `publishedUntil`',
      meaning: 'The law has sanctions of the classes general and serious published.',
      action: 'Leave `published` out, or correct the class; without publication, leave `publishedUntil` out.',
    },
  },
})
