import { problemOf } from '../api/problem.ts'
import type { DomainError } from '../store/domain-error.ts'

/** A text from outside as a terminal may show it: no character of it moves the cursor or colours the screen. */
export function onTerminal(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, found => `\\u{${found.codePointAt(0)!.toString(16)}}`)
}

/** An error in both languages, a line each. */
export function bilingual(error: DomainError): string {
  const [zh, en] = (['zh-CN', 'en'] as const).map(language => problemOf(error, language, ''))
  return onTerminalLines([`${zh!.title}：${zh!.detail ?? ''}`, `${en!.title}: ${en!.detail ?? ''}`])
}

const onTerminalLines = (lines: readonly string[]) => lines.map(onTerminal).join('\n')
