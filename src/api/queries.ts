/** Heavy queries: what is asked of a thread that only reads, and what it answers. */
import type { DomainError } from '../store/domain-error.ts'
import type { AnswerFile, Caller, Language, OperationId } from './operations.ts'

export interface Query {
  operation: OperationId
  /** Path, query and headers, checked. */
  input: unknown
  caller: Caller
  language: Language
  /** Milliseconds. */
  now: number
}

export interface QueryAnswer {
  status: number
  etag?: string
  location?: string
  /** JSON; absent for none. */
  json?: Uint8Array
  file?: AnswerFile
  /** `registryVersion` of the answer, if it shows one. */
  registryVersion?: number
  /** Cursor of the next page, if there is one. */
  next?: string
  /** Milliseconds that it took. */
  cost: number
}

/** Runs heavy queries where they hold up nobody. */
export interface Queries {
  /** Number of queries that run at once. */
  readonly count: number
  run(query: Query): Promise<QueryAnswer>
}

/** A refusal on its way between threads. */
export type Refused = Pick<DomainError, 'code' | 'problem' | 'params' | 'errors' | 'extra'>
export type FromThread = { ready: true } | { answer: QueryAnswer } | { refused: Refused } | { fault: string }
