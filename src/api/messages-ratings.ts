import type { Messages } from './messages.ts'

/** Refusals of hk-credit 2 and what else the rating answers with. */
export const RATINGS_MESSAGES: Messages = {
  'clock-behind': {
    'zh-CN': ['服务器时钟落后', '时钟早于已完成的评级日'],
    en: ['The clock is behind', 'The clock lies before a day that was evaluated'],
  },
  'seq-not-increasing': {
    'zh-CN': ['序号未递增', '依据须按账本顺序入账'],
    en: ['Sequence not increasing', 'Evidence comes in the order of the ledger'],
  },
  'ledger-day-out-of-range': {
    'zh-CN': ['入账日超出范围', '入账日不得倒退'],
    en: ['Ledger day out of range', 'The day of recording never decreases'],
  },
  'kind-unknown': {
    'zh-CN': ['未知的依据类型', '见评级方法第 2 节'],
    en: ['Unknown kind of evidence', 'See section 2 of the methodology'],
  },
  'field-malformed': {
    'zh-CN': ['字段格式有误', '见评级方法第 2 节'],
    en: ['Malformed field', 'See section 2 of the methodology'],
  },
  'stars-out-of-range': { 'zh-CN': ['星级超出范围', '须为 1 至 5'], en: ['Stars out of range', '1 to 5'] },
  'score-out-of-range': { 'zh-CN': ['检查得分超出范围', '须为 0 至 100'], en: ['Score out of range', '0 to 100'] },
  'class-unknown': {
    'zh-CN': ['未知的失信等级', '须为轻微、一般或严重'],
    en: ['Unknown class', 'minor, general or serious'],
  },
  'valid-to-out-of-range': {
    'zh-CN': ['有效期截止日超出范围', '不得早于取得之日'],
    en: ['Valid-to out of range', 'Not before the day of the credential'],
  },
  'retraction-target': {
    'zh-CN': ['没有可撤回的依据', '依据不存在'],
    en: ['Nothing to retract', 'There is no such evidence'],
  },
  'already-retracted': {
    'zh-CN': ['依据已撤回', '不可重复撤回'],
    en: ['Retracted already', 'Evidence is retracted once'],
  },
  'repair-target': {
    'zh-CN': ['不可修复', '须为在期的失信惩戒'],
    en: ['Not repairable', 'Only a live sanction can be repaired'],
  },
  'already-repaired': {
    'zh-CN': ['惩戒已修复', '不可重复修复'],
    en: ['Repaired already', 'A sanction is repaired once'],
  },
  'repair-out-of-term': {
    'zh-CN': ['不在可修复期内', '最短公示期未满或期限已过'],
    en: ['Outside the term of repair', 'Before the shortest time of publication or after the term'],
  },
  'sanction-not-found': {
    'zh-CN': ['没有这项在期的惩戒', '{id}'],
    en: ['No such sanction in force', '{id}'],
  },
  'sanction-ends-before-it-begins': {
    'zh-CN': ['惩戒的截止日早于决定日', '公示截止日不得早于决定之日'],
    en: ['The sanction ends before it begins', 'Publication cannot end before the day of the decision'],
  },
  'sanction-end-too-late': {
    'zh-CN': ['公示期超出该类别的期限', '类别 {class} 的最长公示期见 /v1/clocks'],
    en: ['Published longer than the class allows', 'See /v1/clocks for the class {class}'],
  },
  'sanction-ended': {
    'zh-CN': ['惩戒已过期限', '类别 {class} 的期限已满，不得再记录'],
    en: ['The sanction has ended', 'The term of the class {class} is over; it must not be recorded'],
  },
  'alarm-not-raised': {
    'zh-CN': ['没有预警', '该机构没有可解除的预警'],
    en: ['No alarm', 'The provider has no alarm to clear'],
  },
  'inspection-not-live': {
    'zh-CN': ['检查记录无效', '检查不存在或已撤回'],
    en: ['Inspection not live', 'There is no such inspection or it was retracted'],
  },
  'inspection-score-low': {
    'zh-CN': ['检查得分不足', '不足以解除预警'],
    en: ['Score too low', 'Not enough to clear an alarm'],
  },
  'inspection-before-alarm': {
    'zh-CN': ['检查早于预警', '须为预警之后的检查'],
    en: ['Inspection before the alarm', 'It must come after the alarm'],
  },
  'predecessor-active': {
    'zh-CN': ['前身机构仍在册服务', '{id} 注销、退出或暂停后方可认定为前身'],
    en: ['The predecessor is active', '{id} must have ended, withdrawn or been suspended first'],
  },
  'as-of-ambiguous': {
    'zh-CN': ['时点不明', 'asOf 与 asOfSeq 只能给出一个'],
    en: ['Which moment?', 'Give asOf or asOfSeq, not both'],
  },
  'seq-out-of-range': {
    'zh-CN': ['台账序号超出范围', '台账中没有这一条'],
    en: ['Sequence number out of range', 'The ledger has no such entry'],
  },
  'link-self': {
    'zh-CN': ['不能关联自身', '前身须为另一家机构'],
    en: ['Linked with itself', 'A predecessor is another provider'],
  },
  'predecessor-set': {
    'zh-CN': ['前身已登记', '每家机构只有一个前身'],
    en: ['Predecessor set already', 'A provider has one predecessor'],
  },
  'link-cycle': {
    'zh-CN': ['前身关系成环', '前身的前身中已有该机构'],
    en: ['A cycle of predecessors', 'The provider is among its predecessors'],
  },
}
