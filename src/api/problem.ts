import type { Response } from 'express'
import { DomainError, type Parameter, type Parameters, type Problem } from '../store/domain-error.ts'
import { serviceError } from './errors-service.ts'
import type { Language } from './operations.ts'

/** Seconds after which a refused caller may try again. */
const RETRY_AFTER_SECONDS = '1'

/** A DomainError as RFC 9457 problem details in the caller's language. */
export function problemOf({ code, problem, params, errors, extra }: DomainError, language: Language, instance: string) {
  const { title, detail } = textOf(problem, language, params)
  return {
    type: typeOf(code),
    title,
    status: problem.status,
    code,
    ...(detail ? { detail: detail.slice(0, 1000) } : {}),
    instance,
    ...(errors.length > 0 ? { errors } : {}),
    ...extra,
  }
}

/** The `type` of a code: where the service explains it. */
export const typeOf = (code: string) => `/problems/${code}`

/** Title and detail in a language, with the parameters filled in. */
function textOf(problem: Problem, language: Language, params: Parameters): { title: string; detail: string } {
  const own = language === 'en' ? 'en' : 'zh'
  const { title, detail } = problem[own]
  const word = (value: Parameter) => (typeof value === 'object' && value !== null ? value[own] : String(value ?? ''))
  return { title, detail: detail.replace(/\{(\w+)\}/g, (_, name: string) => word(params[name])) }
}

/** Writes the problem. Anything but a DomainError is a fault of ours: 500, nothing of it goes out. */
export function sendProblem(res: Response, error: unknown, language: Language, requestId: string): void {
  const known = error instanceof DomainError ? error : serviceError('internal')
  const problem = problemOf(known, language, `urn:request:${requestId}`)
  if (known.status === 401) res.setHeader('WWW-Authenticate', 'Bearer realm="xinqiao"')
  if (known.status === 503) res.setHeader('Retry-After', RETRY_AFTER_SECONDS)
  if (known.status === 429) res.setHeader('Retry-After', String(known.params.reset))
  res.status(known.status)
  res.setHeader('Content-Type', 'application/problem+json; charset=utf-8')
  res.setHeader('Content-Language', language)
  res.setHeader('Cache-Control', 'no-store')
  res.end(JSON.stringify(problem))
}
