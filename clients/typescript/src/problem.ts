import { PROBLEM_CODES } from './tables.gen.ts'
import type { components } from './types.gen.ts'

export type ProblemCode = (typeof PROBLEM_CODES)[number]
export type Problem = components['schemas']['problem']
export type Fault = components['schemas']['fault']

const KNOWN: ReadonlySet<string> = new Set(PROBLEM_CODES)

/** A refusal of the service, or of what stands before it. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  /** `unlisted`: a code that is newer than this client, then in `problem.code`; or no problem document at all. */
  readonly code: ProblemCode | 'unlisted'
  readonly status: number
  readonly title: string
  readonly detail: string | null
  /** Where the request is wrong; empty where the problem names no place. */
  readonly errors: readonly Fault[]
  /** The whole document; null where the answer was none. */
  readonly problem: Problem | null

  constructor(status: number, problem: Problem | null) {
    const title = problem?.title ?? `HTTP ${status}`
    super(problem ? `${problem.code}: ${problem.detail ?? title}` : title)
    this.code = problem && isKnown(problem.code) ? problem.code : 'unlisted'
    this.status = status
    this.title = title
    this.detail = problem?.detail ?? null
    this.errors = problem?.errors ?? []
    this.problem = problem
  }
}

function isKnown(code: string): code is ProblemCode {
  return KNOWN.has(code)
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body
}

interface Result {
  data?: unknown
  error?: unknown
  response: Response
}
type Body<R> = R extends { data: infer D } ? D : never

/**
 * The body of a success: `await answerOf(client.GET('/v1/catalogue'))`.
 * @throws ProblemError on every other status, 304 included
 */
export async function answerOf<R extends Result>(call: Promise<R>): Promise<Body<R>> {
  const { data, error, response } = await call
  if (!response.ok) throw new ProblemError(response.status, isProblem(error) ? error : null)
  return data as Body<R>
}
