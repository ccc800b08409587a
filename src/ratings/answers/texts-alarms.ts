/** An alarm in words, made from what failed in its runs. */
import type { Language } from '../../api/operations.ts'

/** Failed pieces of the runs of an alarm by kind, and the days from the first to the last. */
export interface FailureCounts {
  order: number
  complaint: number
  review: number
  days: number
}

const KINDS = ['order', 'complaint', 'review'] as const
const TEXTS: Record<Language, Record<(typeof KINDS)[number], (n: number) => string>> = {
  'zh-CN': { order: n => `${n} 单未完成`, complaint: n => `${n} 件投诉成立`, review: n => `${n} 条一星或二星评价` },
  en: {
    order: n => (n === 1 ? '1 order not completed' : `${n} orders not completed`),
    complaint: n => (n === 1 ? '1 upheld complaint' : `${n} upheld complaints`),
    review: n => (n === 1 ? '1 review of one or two stars' : `${n} reviews of one or two stars`),
  },
}

export function alarmInWords(counts: FailureCounts, language: Language): string {
  const parts = KINDS.filter(kind => counts[kind] > 0).map(kind => TEXTS[language][kind](counts[kind]))
  const { days } = counts
  if (language === 'zh-CN') return `${days} 天内${parts.join('、')}`
  const last = parts.pop()
  const list = parts.length > 0 ? `${parts.join(', ')} and ${last}` : last
  return `${list} within ${days === 1 ? '1 day' : `${days} days`}`
}
