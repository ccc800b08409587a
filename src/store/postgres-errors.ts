import type { CodeOf } from './domain-error.ts'
import { storeError } from './errors.ts'

/** SQLSTATEs and system errors that a later try may not meet, and what callers are told. */
const KNOWN: [pattern: RegExp, code: CodeOf<typeof storeError>][] = [
  // disk_full; the file system says the same in words of its own (io_error).
  [/^(53100|ENOSPC)$/, 'store-full'],
  // read_only_sql_transaction: a standby, or a database that was set so.
  [/^25006$/, 'store-read-only'],
  // Connection exceptions, shutdown, memory, too many connections, serialisation failure, deadlock, input or output error.
  [/^(08...|57P0.|53[234]00|40001|40P01|58030|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/, 'store-unavailable'],
]
const LOST = /connection (lost|terminated|timeout)|Client has encountered|not queryable|Connection ended/i
const NO_SPACE = /No space left on device/

/** An error that a later try may not meet becomes a refusal (503); others stay what they are. */
export function unavailable(error: unknown, certain = false): unknown {
  for (let e = error as { code?: unknown; message?: string; cause?: unknown } | undefined; e; e = e.cause as typeof e) {
    const code = codeOf(String(e.code), e.message ?? '') ?? (certain ? 'store-unavailable' : null)
    if (code) return storeError(code, { cause: e.message })
  }
  return error
}

function codeOf(state: string, message: string): CodeOf<typeof storeError> | null {
  if (NO_SPACE.test(message)) return 'store-full'
  const [, code] = KNOWN.find(([pattern]) => pattern.test(state)) ?? []
  return code ?? (LOST.test(message) ? 'store-unavailable' : null)
}
