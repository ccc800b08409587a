import { IDEMPOTENCY_KEY } from './middleware.ts'

export interface RetryOptions {
  /** Tries of one call, the first included. 4 by default. */
  tries?: number
  /** A longer `Retry-After` is not waited for. 60,000 by default: the window of a quota. */
  longestPauseMs?: number
  /** Waits, or rejects when the caller aborts. A test gives its own. */
  pause?: (ms: number, signal: AbortSignal) => Promise<void>
}

type Fetch = (request: Request) => Promise<Response>

const TRIES = 4
const LONGEST_PAUSE_MS = 60_000
/** Before the second try after a lost connection; each further pause is twice as long. */
const FIRST_PAUSE_MS = 250
/** Statuses that ask for another try. */
const REFUSED = [429, 503]

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal.addEventListener('abort', stop, { once: true })
  })
}

/**
 * A fetch that repeats what is safe to repeat: reads, and writes under an Idempotency-Key. Every try sends the same headers and body.
 * When the tries end, it returns the last answer or throws the last error.
 */
export function retryingFetch(fetch: Fetch, options: RetryOptions = {}): Fetch {
  const { tries = TRIES, longestPauseMs = LONGEST_PAUSE_MS, pause = sleep } = options
  return async request => {
    const most = isRepeatable(request) ? tries : 1
    for (let n = 1; ; n++) {
      const outcome = await attempt(fetch, n < most ? request.clone() : request)
      const wait = n < most ? pauseAfter(outcome, n) : null
      if (wait === null || wait > longestPauseMs) return settled(outcome)
      await pause(wait, request.signal)
    }
  }
}

function isRepeatable({ method, headers }: Request): boolean {
  return method === 'GET' || method === 'HEAD' || headers.has(IDEMPOTENCY_KEY)
}

type Outcome = { response: Response } | { error: unknown }

/** The whole answer: a connection may be lost in the middle of it. */
async function attempt(fetch: Fetch, request: Request): Promise<Outcome> {
  try {
    const response = await fetch(request)
    const { status, statusText, headers } = response
    const body = response.body === null ? null : await response.arrayBuffer()
    return { response: new Response(body, { status, statusText, headers }) }
  } catch (error) {
    return { error }
  }
}

function settled(outcome: Outcome): Response {
  if ('error' in outcome) throw outcome.error
  return outcome.response
}

/** Milliseconds until the next try; null where another try would not help. */
function pauseAfter(outcome: Outcome, tried: number): number | null {
  const growing = FIRST_PAUSE_MS * 2 ** (tried - 1)
  // A lost connection is a TypeError; what the caller aborts is not.
  if ('error' in outcome) return outcome.error instanceof TypeError ? growing : null
  const { status, headers } = outcome.response
  if (!REFUSED.includes(status)) return null
  return retryAfterMs(headers.get('Retry-After')) ?? growing
}

/** Seconds, or a date: a proxy before the service may send one. */
function retryAfterMs(value: string | null): number | null {
  if (value === null) return null
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now()
  return Number.isNaN(ms) ? null : Math.max(0, ms)
}
