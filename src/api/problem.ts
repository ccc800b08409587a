import type { Response } from 'express'
import { DomainError, type Fault, type Parameter, type Parameters, type Problem } from '../store/domain-error.ts'
import { serviceError } from './errors-service.ts'
import type { Language } from './operations.ts'

/** Seconds after which a refused caller may try again. */
const RETRY_AFTER_SECONDS = '1'
/** Characters of a fault's detail, as schemas/fault.json says. */
const MAX_FAULT_DETAIL = 400

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
    ...(errors.length > 0 ? { errors: errors.map(fault => shownFault(fault, language)) } : {}),
    ...extra,
  }
}

/** The `type` of a code: where the service explains it. */
export const typeOf = (code: string) => `/problems/${code}`

/** A fault with its detail in a language. */
function shownFault({ detail, ...place }: Fault, language: Language) {
  return detail ? { ...place, detail: detail[ownOf(language)].slice(0, MAX_FAULT_DETAIL) } : place
}

const ownOf = (language: Language) => (language === 'en' ? 'en' : 'zh')

/** Title and detail in a language, with the parameters filled in. */
function textOf(problem: Problem, language: Language, params: Parameters): { title: string; detail: string } {
  const own = ownOf(language)
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
