import { defineErrors } from '../../store/domain-error.ts'

/** Errors of evidence and of links between providers, with the refusals of evidence and actions by the methodology (hk-credit 2). */
export const evidenceError = defineErrors({
  'seq-not-increasing': {
    status: 409,
    zh: {
      title: '序号未递增',
      detail: '依据须按台账的先后入账',
      meaning: '依据的序号不大于前一条。',
      action: '请联系中心：该情形不应由请求引起。',
    },
    en: {
      title: 'Sequence not increasing',
      detail: 'Evidence comes in the order of the ledger',
      meaning: 'The number of the evidence is not larger than the one before.',
      action: 'Contact the centre: no request should cause this.',
    },
  },
  'ledger-day-out-of-range': {
    status: 409,
    zh: {
      title: '入账日超出范围',
      detail: '入账日不得早于前一条依据的入账日',
      meaning: '入账日倒退，通常因为服务器时钟被调回。',
      action: '请在时钟校正后重试。',
    },
    en: {
      title: 'Ledger day out of range',
      detail: 'The day of recording never decreases',
      meaning: 'The day of recording lies before the one before, usually because a clock was set back.',
      action: 'Retry when the clock is right.',
    },
  },
  'kind-unknown': {
    status: 422,
    zh: {
      title: '未知的依据类型',
      detail: '该类型不在评价办法第 2 节列出的类型之中',
      meaning: '评价办法不认识该类型的依据。',
      action: '请改用评价办法列出的类型。',
    },
    en: {
      title: 'Kind of evidence unknown',
      detail: 'Section 2 of the methodology does not list this kind',
      meaning: 'The methodology does not know the kind of evidence.',
      action: 'Use a kind that the methodology lists.',
    },
  },
  'field-malformed': {
    status: 422,
    zh: {
      title: '栏目格式有误',
      detail: '该栏目不符合评价办法第 2 节的格式',
      meaning: '依据中有栏目缺失，或格式不符。',
      action: '请按评价办法改正。',
    },
    en: {
      title: 'Field malformed',
      detail: 'A field breaks its format in section 2 of the methodology',
      meaning: 'A field of the evidence is missing or malformed.',
      action: 'Correct it as the methodology says.',
    },
  },
  'fact-day-out-of-range': {
    status: 422,
    zh: {
      title: '事实日期超出范围',
      detail: '事实日期不得晚于入账日，也不得超出评价办法的日期范围',
      meaning: '事实日期在入账之后，或在评价办法的日期范围之外。',
      action: '请核对日期。',
    },
    en: {
      title: 'Day of the fact out of range',
      detail: 'It is not after the day of recording, nor outside the clock of the methodology',
      meaning: 'The day of the fact lies after its recording, or outside the days of the methodology.',
      action: 'Check the day.',
    },
  },
  'stars-out-of-range': {
    status: 422,
    zh: {
      title: '星级超出范围',
      detail: '星级为 1 至 5',
      meaning: '评价的星级不在允许的范围。',
      action: '请填写 1 至 5 的整数。',
    },
    en: {
      title: 'Stars out of range',
      detail: 'Stars are 1 to 5',
      meaning: 'The stars of a review are outside what is allowed.',
      action: 'Give a whole number from 1 to 5.',
    },
  },
  'score-out-of-range': {
    status: 422,
    zh: {
      title: '检查得分超出范围',
      detail: '检查得分为 0 至 100',
      meaning: '检查得分不在允许的范围。',
      action: '请填写 0 至 100 的整数。',
    },
    en: {
      title: 'Score out of range',
      detail: 'A score is 0 to 100',
      meaning: 'The score of an inspection is outside what is allowed.',
      action: 'Give a whole number from 0 to 100.',
    },
  },
  'class-unknown': {
    status: 422,
    zh: {
      title: '未知的失信等级',
      detail: '失信等级为轻微、一般或严重',
      meaning: '所填等级不在三个等级之中。',
      action: '请改用三个等级之一。',
    },
    en: {
      title: 'Class unknown',
      detail: 'The class is minor, general or serious',
      meaning: 'The class of a sanction is none of the three.',
      action: 'Use one of the three.',
    },
  },
  'valid-to-out-of-range': {
    status: 422,
    zh: {
      title: '有效期止日超出范围',
      detail: '有效期止日不得早于取得之日',
      meaning: '证书的止日早于取得之日。',
      action: '请按证书改正日期。',
    },
    en: {
      title: 'Valid-to out of range',
      detail: 'It is not before the day of the credential',
      meaning: 'The last day of a certificate lies before the day when it was issued.',
      action: 'Correct the days from the document.',
    },
  },
})
