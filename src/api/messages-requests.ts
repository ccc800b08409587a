import type { Messages } from './messages.ts'

export const REQUESTS_MESSAGES: Messages = {}
