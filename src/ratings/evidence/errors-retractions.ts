import { defineErrors } from '../../store/domain-error.ts'

/** Errors of retractions by key and period. */
export const retractionError = defineErrors({
  'retraction-key-unknown': {
    status: 422,
    zh: {
      title: '没有这把密钥',
      detail: '没有编号为“{key}”的密钥',
      meaning: '撤销须指明经手依据的密钥。',
      action: '请在激增预警或台账中核对密钥编号。',
    },
    en: {
      title: 'Key unknown',
      detail: 'There is no key with the id {key}',
      meaning: 'A retraction names the key that had a hand in the evidence.',
      action: 'Take the id from a surge or from the ledger.',
    },
  },
  'retraction-own-key': {
    status: 403,
    zh: {
      title: '不得撤销本密钥的记录',
      detail: '密钥“{key}”即本次调用的密钥，须由其他监管密钥撤销',
      meaning: '任何人不得处理自己经手的依据。',
      action: '请由另一监管密钥办理。',
    },
    en: {
      title: 'Own key',
      detail: 'The key {key} is the one that asks: another key of the regulator must retract what it recorded',
      meaning: 'Nobody decides about evidence of their own making.',
      action: 'Let another key of the regulator do it.',
    },
  },
  'retraction-period': {
    status: 422,
    zh: {
      title: '期间无效',
      detail: '起始时间须早于截止时间，期间至多 {most} 天',
      meaning: '期间为空、颠倒或过长。',
      action: '请缩短期间，分次办理。',
    },
    en: {
      title: 'Period out of range',
      detail: '`from` must be before `to`, at most {most} days apart',
      meaning: 'The period is empty, reversed or too long.',
      action: 'Shorten the period and retract in several steps.',
    },
  },
  'retraction-too-large': {
    status: 422,
    zh: {
      title: '撤销范围过大',
      detail: '涉及 {pieces} 条依据、{providers} 家机构，一次至多 {mostPieces} 条、{mostProviders} 家',
      meaning: '一次撤销在同一事务中重新计算所涉机构的评级。',
      action: '请缩短期间或指明一家机构，分次办理。',
    },
    en: {
      title: 'Retraction too large',
      detail:
        'It is about {pieces} pieces of {providers} providers; one retraction takes {mostPieces} pieces of {mostProviders} providers at most',
      meaning: 'One retraction rates its providers anew in one transaction.',
      action: 'Shorten the period or name a provider, and retract in several steps.',
    },
  },
  'retraction-empty': {
    status: 409,
    zh: {
      title: '没有可撤销的依据',
      detail: '该密钥在此期间没有经手仍有效的依据',
      meaning: '期间内没有依据，或均已撤销。',
      action: '请核对密钥和期间。',
    },
    en: {
      title: 'Nothing to retract',
      detail: 'The key had no hand in live evidence during that period',
      meaning: 'There was none, or all of it was retracted already.',
      action: 'Check the key and the period.',
    },
  },
  'retraction-effect-changed': {
    status: 409,
    zh: {
      title: '所示效果已变化',
      detail: '所涉依据与先前所示不同，请重新查看效果',
      meaning: '查看效果之后，又有依据入账或被撤销。',
      action: '请再次试算，核对后再撤销。',
    },
    en: {
      title: 'Effect changed',
      detail: 'The pieces are not those that were shown',
      meaning: 'Evidence was recorded or retracted since the effect was shown.',
      action: 'Ask for the effect again, look at it, and send it with the new name.',
    },
  },
  'retraction-reason-missing': {
    status: 422,
    zh: {
      title: '缺少撤销理由',
      detail: '撤销须说明理由（reason）',
      meaning: '依职权撤销须有理由，机构可以要求说明。',
      action: '请填写理由。',
    },
    en: {
      title: 'Reason missing',
      detail: 'A retraction needs a `reason`',
      meaning: 'A retraction of own motion is reasoned.',
      action: 'Send the reason.',
    },
  },
})
