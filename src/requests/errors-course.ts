import { defineErrors } from '../store/domain-error.ts'

/** Errors of the course of a request: a second party and plausible times, as the safeguards of evidence demand. */
export const courseError = defineErrors({
  'second-party-key': {
    status: 403,
    zh: {
      title: '须由其他密钥办理',
      detail: '该求助件由本密钥派出，回访、未经回访的办结、登记机构无法承接和评价须由另一密钥办理',
      meaning: '评价依据须有第二方参与，派单的密钥不得自行回访。',
      action: '请用回访系统的密钥办理。',
    },
    en: {
      title: 'Second party required',
      detail:
        'This key assigned the request: another key follows up, closes without a follow-up, records a decline, and reviews',
      meaning: 'Evidence needs a second party: the key that assigned a request does not follow it up.',
      action: 'Use the key of the system that makes the follow-up calls.',
    },
  },
  'second-party-role': {
    status: 403,
    zh: {
      title: '须由回访角色办理',
      detail: '回访、未经回访的办结、登记机构无法承接和评价须由回访角色的密钥办理',
      meaning: '依据防护规则要求由独立的回访角色办理。',
      action: '请用回访角色的密钥办理。',
    },
    en: {
      title: 'Follow-up role required',
      detail: 'A key of the role follow-up follows up, closes without a follow-up, records a decline, and reviews',
      meaning: 'The safeguards of evidence demand a role of its own for follow-ups.',
      action: 'Use a key of the role follow-up.',
    },
  },
  'move-too-soon': {
    status: 409,
    zh: {
      title: '为时过早',
      detail: '该步骤最早可于 {earliest} 办理',
      meaning: '两个步骤之间须间隔依据防护规则规定的最短时间。',
      action: '请在所示时间之后再办理。',
    },
    en: {
      title: 'Too soon',
      detail: 'This move is possible from {earliest} on',
      meaning: 'The safeguards of evidence set a least time between two moves of a request.',
      action: 'Send it again at or after the time that is named.',
    },
  },
  'assignment-rate': {
    status: 409,
    zh: {
      title: '同一密钥派单过多',
      detail: '同一密钥每 {hours} 小时至多向同一机构派单 {most} 件',
      meaning: '依据防护规则限制单一密钥对一家机构的影响。',
      action: '请改派其他机构，或稍后再派。',
    },
    en: {
      title: 'Too many assignments by one key',
      detail: 'One key gives a provider at most {most} requests in {hours} hours',
      meaning: 'The safeguards of evidence limit the effect of a single key on a provider.',
      action: 'Assign another provider, or wait.',
    },
  },
})
