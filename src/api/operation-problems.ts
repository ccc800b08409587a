import type { ProblemCode } from './problems.ts'

/** The parts of an operation from which codes follow. */
export interface OperationForm {
  method: string
  /** `x-load` of the operation. */
  load: string
  /** It may run as a heavy query. */
  isHeavy: boolean
  path: string
  isPublic: boolean
  /** The path names a firm's own provider. */
  isOwn: boolean
  /** Nobody but firms may call it. */
  isFirmOnly: boolean
  bodyTypes: readonly string[]
  parameterNames: { query: readonly string[]; header: readonly string[] }
}

/** Any request to any operation. */
const ALWAYS = [
  'url-malformed',
  'query-unknown',
  'text-invalid',
  'header-invalid',
  'key-invalid',
  'key-expired',
  'internal',
  'response-invalid',
  'version-not-reached',
  'starting',
  'draining',
  'store-unavailable',
  'clock-behind',
] as const satisfies readonly ProblemCode[]
const SHED = ['quota-exceeded', 'overloaded'] as const satisfies readonly ProblemCode[]
const KEYED = ['key-missing', 'role-not-allowed'] as const satisfies readonly ProblemCode[]
const QUERY = ['query-invalid', 'query-repeated'] as const satisfies readonly ProblemCode[]
const WRITE = ['store-full', 'store-read-only'] as const satisfies readonly ProblemCode[]
const BODY = [
  'body-missing',
  'body-too-large',
  'body-too-slow',
  'body-incomplete',
  'body-undecodable',
  'bodies-too-many',
  'content-type-unsupported',
] as const satisfies readonly ProblemCode[]
const JSON_BODY = ['json-malformed', 'json-member-duplicate', 'body-invalid'] as const satisfies readonly ProblemCode[]
const BY_PARAMETER: Readonly<Record<string, readonly ProblemCode[]>> = {
  cursor: ['cursor-invalid'],
  'if-match': ['etag-mismatch'],
  'idempotency-key': ['idempotency-key-reused', 'answer-erased'],
}

/** Codes that follow from the form of an operation; its `x-problems` lists the others. */
export function problemsOfForm(form: OperationForm): ProblemCode[] {
  const { method, load, path, isPublic, isOwn, bodyTypes, parameterNames } = form
  const { query, header } = parameterNames
  return [
    ...ALWAYS,
    ...(load === 'vital' ? [] : SHED),
    ...(form.isHeavy && method === 'get' ? (['query-too-long'] as const) : []),
    ...(isPublic ? [] : KEYED),
    ...(isOwn ? (['not-your-provider'] as const) : []),
    // For a firm, what is not its own provider is no matter of form.
    ...(path.includes('{') && !(isOwn && form.isFirmOnly) ? (['resource-not-found'] as const) : []),
    ...(query.length > 0 ? QUERY : []),
    ...[...query, ...header].flatMap(name => BY_PARAMETER[name] ?? []),
    ...(method === 'get' ? [] : WRITE),
    ...(bodyTypes.length > 0 ? BODY : []),
    ...(bodyTypes.includes('application/json') ? JSON_BODY : []),
  ]
}
