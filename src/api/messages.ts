import { APPEALS_MESSAGES } from './messages-appeals.ts'
import { CREDENTIALS_MESSAGES } from './messages-credentials.ts'
import { DUTY_MESSAGES } from './messages-duties.ts'
import { EDGE_MESSAGES } from './messages-edge.ts'
import { ELIGIBILITY_MESSAGES } from './messages-eligibility.ts'
import { METHODOLOGY_MESSAGES } from './messages-methodologies.ts'
import { RATINGS_MESSAGES } from './messages-ratings.ts'
import { REGISTRY_MESSAGES } from './messages-registry.ts'
import { REQUESTS_MESSAGES } from './messages-requests.ts'
import { STANDARDS_MESSAGES } from './messages-standards.ts'
import type { Language } from './operations.ts'

/** Title and detail of an error code in both languages; `{name}` is filled in from the error's parameters. */
export type Message = Record<Language, [title: string, detail: string]>
export type Messages = Record<string, Message>

/** Every error code that the service can answer with. */
export const MESSAGES: Messages = {
  ...EDGE_MESSAGES,
  ...REGISTRY_MESSAGES,
  ...STANDARDS_MESSAGES,
  ...DUTY_MESSAGES,
  ...CREDENTIALS_MESSAGES,
  ...RATINGS_MESSAGES,
  ...METHODOLOGY_MESSAGES,
  ...APPEALS_MESSAGES,
  ...ELIGIBILITY_MESSAGES,
  ...REQUESTS_MESSAGES,
}

/** Texts of a code; a code that has none is a fault of ours that a test finds. */
export function messageOf(
  code: string,
  language: Language,
  params: Record<string, unknown>,
): { title: string; detail: string } {
  const [title, detail] = MESSAGES[code]?.[language] ?? [code, '']
  return { title, detail: detail.replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? '')) }
}
