import type { Middleware } from 'openapi-fetch'
import { KEYED_WRITES } from './tables.gen.ts'

export const IDEMPOTENCY_KEY = 'Idempotency-Key'
const MIN_VERSION = 'Min-Version'

/** Gives each write that takes an Idempotency-Key a new one, unless the caller gave one. */
export function keyWrites(): Middleware {
  const keyed = new Set(KEYED_WRITES)
  return {
    onRequest({ request, schemaPath }) {
      const { headers, method } = request
      // The service ignores the key of any other operation: a retry would write twice.
      if (!keyed.has(`${method} ${schemaPath}`)) headers.delete(IDEMPOTENCY_KEY)
      else if (!headers.has(IDEMPOTENCY_KEY)) headers.set(IDEMPOTENCY_KEY, crypto.randomUUID())
    },
  }
}

/** Reads after a write ask for an answer that is at least as new as the write. */
export function readOwnWrites(): Middleware {
  let written = 0
  return {
    onRequest({ request: { headers, method } }) {
      if (method === 'GET' && written > 0 && !headers.has(MIN_VERSION)) headers.set(MIN_VERSION, String(written))
    },
    onResponse({ request: { method }, response }) {
      if (method !== 'GET' && response.ok) written = Math.max(written, Number(response.headers.get('Registry-Version')))
    },
  }
}
