import type { Messages } from './messages.ts'

export const RATINGS_MESSAGES: Messages = {}
