/** Where a request is wrong: a JSON Pointer into the body (`#/name`), `?name` of a query parameter, or a header's name. */
export interface Fault {
  pointer: string
  code: string
  detail?: string
}

export type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 422 | 429 | 503

/**
 * A refusal that a caller can act on: a stable code, the HTTP status that the edge will use, parameters for the message texts
 * (src/api/messages), faults with pointers, and members that go into the problem document as they are.
 */
export class DomainError extends Error {
  readonly code: string
  readonly status: ErrorStatus
  readonly params: Record<string, unknown>
  readonly errors: Fault[]
  readonly extra: object

  constructor(
    code: string,
    status: ErrorStatus,
    params: Record<string, unknown> = {},
    errors: Fault[] = [],
    extra: object = {},
  ) {
    super(code)
    this.name = 'DomainError'
    this.code = code
    this.status = status
    this.params = params
    this.errors = errors
    this.extra = extra
  }
}
