import { storeError } from './errors.ts'

// Connection exceptions, shutdown, too many connections, serialisation failure, deadlock: try again later.
const TRANSIENT = /^(08...|57P0.|53300|40001|40P01|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/
const LOST = /connection (lost|terminated|timeout)|Client has encountered|not queryable|Connection ended/i

/** An error that a later try may not meet becomes `store-unavailable` (503); others stay what they are. */
export function unavailable(error: unknown, certain = false): unknown {
  for (let e = error as { code?: unknown; message?: string; cause?: unknown } | undefined; e; e = e.cause as typeof e)
    if (certain || TRANSIENT.test(String(e.code)) || LOST.test(e.message ?? ''))
      return storeError('store-unavailable', { cause: e.message })
  return error
}
