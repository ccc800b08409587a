import type { CodeOf } from './domain-error.ts'
import { storeError } from './errors.ts'

/** SQLite's result codes (with their extended forms) that a later try may not meet, and what callers are told. */
const KNOWN: [pattern: RegExp, code: CodeOf<typeof storeError>][] = [
  [/^SQLITE_FULL/, 'store-full'],
  [/^SQLITE_READONLY/, 'store-read-only'],
  [/^SQLITE_(BUSY|IOERR|CANTOPEN|LOCKED)/, 'store-unavailable'],
]

/** A full, read-only, failing or busy disk becomes a refusal (503); other errors stay what they are. */
export function diskRefusal(error: unknown): unknown {
  for (let e = error as { code?: unknown; message?: string; cause?: unknown } | undefined; e; e = e.cause as typeof e) {
    const [, code] = KNOWN.find(([pattern]) => pattern.test(String(e.code))) ?? []
    if (code) return storeError(code, { cause: e.message })
  }
  return error
}

const IN_WORDS: Record<string, string> = {
  EROFS: '磁盘只读 the disk is read-only',
  EACCES: '没有写权限 no permission to write',
  'store-read-only': '磁盘只读 the disk is read-only',
  ENOSPC: '磁盘空间已满 the disk is full',
  'store-full': '磁盘空间已满 the disk is full',
}

/** The message for an operator whose command cannot write in a folder; other errors stay what they are. */
export function diskInWords(error: unknown, folder: string): unknown {
  const text = IN_WORDS[(diskRefusal(error) as { code?: string }).code ?? '']
  return text ? new Error(`${text}: ${folder}`, { cause: error }) : error
}
