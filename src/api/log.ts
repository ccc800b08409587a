import { pino } from 'pino'
import type { Unreadable } from '../ledger/unreadable.ts'
import type { Edge } from './edge.ts'

/** Bytes that are gathered for one write: a system call for each line would be a fifth of what the dispatch query costs. */
const GATHERED_BYTES = 4096
/** Longest wait of a line for others. */
const GATHERED_MS = 200

/** The log: a line of JSON for each answered request, and the service's own faults, which are written at once. */
export interface Log extends Pick<Edge, 'finished' | 'failed'> {
  /** Something on record cannot be read; written at once. */
  unreadable(found: Unreadable): void
  /** Writes what is gathered. */
  flush(): void
}

export function openLog(level: 'info' | 'silent'): Log {
  if (level === 'silent')
    return { failed: (error, id) => console.error(id, error), unreadable: found => console.error(found), flush() {} }
  const lines = pino.destination({ sync: false, minLength: GATHERED_BYTES, periodicFlush: GATHERED_MS })
  const log = pino({ level }, lines)
  return {
    finished: request => log.info(request, 'request'),
    failed(error, id) {
      log.error({ err: error, id }, 'internal')
      lines.flushSync()
    },
    unreadable({ error, ...found }) {
      log.error({ err: error, ...found }, 'unreadable')
      lines.flushSync()
    },
    flush: () => lines.flushSync(),
  }
}
