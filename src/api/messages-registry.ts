import type { Messages } from './messages.ts'

export const REGISTRY_MESSAGES: Messages = {}
