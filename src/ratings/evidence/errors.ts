import { defineErrors } from '../../store/domain-error.ts'

/** Errors of evidence and of links between providers, with the refusals of evidence and actions by the methodology (hk-credit 2). */
export const evidenceError = defineErrors({
  'seq-not-increasing': {
    status: 409,
    zh: { title: '序号未递增', detail: '依据须按账本顺序入账' },
    en: { title: 'Sequence not increasing', detail: 'Evidence comes in the order of the ledger' },
  },
  'ledger-day-out-of-range': {
    status: 409,
    zh: { title: '入账日超出范围', detail: '入账日不得倒退' },
    en: { title: 'Ledger day out of range', detail: 'The day of recording never decreases' },
  },
  'kind-unknown': {
    status: 422,
    zh: { title: '未知的依据类型', detail: '见评级方法第 2 节' },
    en: { title: 'Unknown kind of evidence', detail: 'See section 2 of the methodology' },
  },
  'field-malformed': {
    status: 422,
    zh: { title: '字段格式有误', detail: '见评级方法第 2 节' },
    en: { title: 'Malformed field', detail: 'See section 2 of the methodology' },
  },
  'fact-day-out-of-range': {
    status: 422,
    zh: { title: '事实日期超出范围', detail: '不得晚于入账日，也不得超出评价办法的历法' },
    en: {
      title: 'Day of the fact out of range',
      detail: 'Not after the day of recording, nor outside the clock of the methodology',
    },
  },
  'stars-out-of-range': {
    status: 422,
    zh: { title: '星级超出范围', detail: '须为 1 至 5' },
    en: { title: 'Stars out of range', detail: '1 to 5' },
  },
  'score-out-of-range': {
    status: 422,
    zh: { title: '检查得分超出范围', detail: '须为 0 至 100' },
    en: { title: 'Score out of range', detail: '0 to 100' },
  },
  'class-unknown': {
    status: 422,
    zh: { title: '未知的失信等级', detail: '须为轻微、一般或严重' },
    en: { title: 'Unknown class', detail: 'minor, general or serious' },
  },
  'valid-to-out-of-range': {
    status: 422,
    zh: { title: '有效期截止日超出范围', detail: '不得早于取得之日' },
    en: { title: 'Valid-to out of range', detail: 'Not before the day of the credential' },
  },
  'retraction-target': {
    status: 409,
    zh: { title: '没有可撤回的依据', detail: '依据不存在' },
    en: { title: 'Nothing to retract', detail: 'There is no such evidence' },
  },
  'already-retracted': {
    status: 409,
    zh: { title: '依据已撤回', detail: '不可重复撤回' },
    en: { title: 'Retracted already', detail: 'Evidence is retracted once' },
  },
  'repair-target': {
    status: 409,
    zh: { title: '不可修复', detail: '须为在期的失信惩戒' },
    en: { title: 'Not repairable', detail: 'Only a live sanction can be repaired' },
  },
  'already-repaired': {
    status: 409,
    zh: { title: '惩戒已修复', detail: '不可重复修复' },
    en: { title: 'Repaired already', detail: 'A sanction is repaired once' },
  },
  'repair-out-of-term': {
    status: 409,
    zh: { title: '不在可修复期内', detail: '最短公示期未满或期限已过' },
    en: { title: 'Outside the term of repair', detail: 'Before the shortest time of publication or after the term' },
  },
  'alarm-not-raised': {
    status: 409,
    zh: { title: '没有预警', detail: '该机构没有可解除的预警' },
    en: { title: 'No alarm', detail: 'The provider has no alarm to clear' },
  },
  'inspection-not-live': {
    status: 409,
    zh: { title: '检查记录无效', detail: '检查不存在或已撤回' },
    en: { title: 'Inspection not live', detail: 'There is no such inspection or it was retracted' },
  },
  'inspection-score-low': {
    status: 409,
    zh: { title: '检查得分不足', detail: '不足以解除预警' },
    en: { title: 'Score too low', detail: 'Not enough to clear an alarm' },
  },
  'inspection-before-alarm': {
    status: 409,
    zh: { title: '检查早于预警', detail: '须为预警之后的检查' },
    en: { title: 'Inspection before the alarm', detail: 'It must come after the alarm' },
  },
  'predecessor-active': {
    status: 409,
    zh: { title: '前身机构仍在册服务', detail: '{id} 注销、退出或暂停后方可认定为前身' },
    en: { title: 'The predecessor is active', detail: '{id} must have ended, withdrawn or been suspended first' },
  },
  'link-self': {
    status: 422,
    zh: { title: '不能关联自身', detail: '前身须为另一家机构' },
    en: { title: 'Linked with itself', detail: 'A predecessor is another provider' },
  },
  'predecessor-set': {
    status: 409,
    zh: { title: '前身已登记', detail: '每家机构只有一个前身' },
    en: { title: 'Predecessor set already', detail: 'A provider has one predecessor' },
  },
  'link-cycle': {
    status: 409,
    zh: { title: '前身关系成环', detail: '前身的前身中已有该机构' },
    en: { title: 'A cycle of predecessors', detail: 'The provider is among its predecessors' },
  },
})
