import type { Messages } from './messages.ts'

export const ELIGIBILITY_MESSAGES: Messages = {}
