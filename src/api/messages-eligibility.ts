import type { Messages } from './messages.ts'

export const ELIGIBILITY_MESSAGES: Messages = {
  'decision-not-found': { 'zh-CN': ['没有这次判定', '{id}'], en: ['No such decision', '{id}'] },
}
