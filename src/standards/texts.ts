import type { Language } from '../api/operations.ts'
import type { ClauseResult, Outcome } from './rules-conformance.ts'
import type { Witness } from './rules-evaluate.ts'

const SHOWN = 5
const OUTCOMES: Record<Outcome, Record<Language, string>> = {
  met: { 'zh-CN': '符合', en: 'Met' },
  'not-met': { 'zh-CN': '不符合', en: 'Not met' },
  'not-assessable': { 'zh-CN': '无法判定，缺少申报事项', en: 'Not assessable, not declared' },
  'not-checked': { 'zh-CN': '无机器规则，需人工核查', en: 'No rule: to be checked by a person' },
}

const shortly = (value: unknown) => (JSON.stringify(value) ?? '').slice(0, 120)

function failure({ pointer, value, keyword, expected }: Witness, language: Language): string {
  const found = value === undefined ? (language === 'en' ? 'nothing' : '无') : shortly(value)
  const wanted = expected === undefined ? (keyword ?? '') : `${keyword} ${shortly(expected)}`
  return language === 'en' ? `${pointer} is ${found}, ${wanted}` : `${pointer} 为 ${found}，要求 ${wanted}`
}

/** The outcome of a clause in words. */
export function whyText({ outcome, failed, missing }: Omit<ClauseResult, 'clause'>, language: Language): string {
  const reasons = outcome === 'not-met' ? failed.map(witness => failure(witness, language)) : missing
  const head = OUTCOMES[outcome][language]
  if (reasons.length === 0) return head
  return `${head}${language === 'en' ? ': ' : '：'}${reasons.slice(0, SHOWN).join(language === 'en' ? '; ' : '；')}`
}
