import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import type { DomainError, Fault } from '../store/domain-error.ts'
import { cleanTexts } from './clean-texts.ts'
import { coerce } from './coerce.ts'
import type { Operation, Place } from './contract.ts'
import { duplicateMember } from './duplicate-member.ts'
import { edgeError } from './errors.ts'
import { bodyError } from './errors-bodies.ts'
import { badText, faultOf } from './faults.ts'
import type { Input, OperationId } from './operations.ts'

type Values = Record<string, unknown>

/** The query string as a map; refuses what the document does not name, repetitions, and broken percent-encoding. */
export function readQuery<Id extends OperationId>(operation: Operation<Id>, search: string): Input<Id>['query'] {
  const query: Values = Object.create(null)
  for (const pair of search ? search.split('&') : []) {
    if (pair === '') continue
    const cut = pair.indexOf('=')
    const name = decode(cut < 0 ? pair : pair.slice(0, cut))
    if (!operation.parameterNames.query.includes(name))
      throw edgeError('query-unknown', { name: name.slice(0, 60) }, fault(`?${name}`, 'unknown-parameter'))
    if (name in query) throw edgeError('query-repeated', { name }, fault(`?${name}`, 'repeated'))
    query[name] = decode(cut < 0 ? '' : pair.slice(cut + 1))
  }
  return checkParameters(operation, operation.parameters.query, 'query', query)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw edgeError('url-malformed')
  }
}

/** A path parameter that cannot be an identifier names nothing: 404. */
export function readPath<Id extends OperationId>(
  operation: Operation<Id>,
  params: Record<string, string>,
): Input<Id>['path'] {
  for (const [name, value] of Object.entries(params))
    if (badText(value)) throw edgeError('text-invalid', { pointer: name }, fault(`{${name}}`, 'text'))
  const values = coerced(operation, 'path', params)
  if (operation.parameters.path(values)) return values
  const value = Object.values(params).join(' ').slice(0, 100)
  throw edgeError('resource-not-found', { value })
}

/** Only the headers that the operation declares. */
export function readHeaders<Id extends OperationId>(
  operation: Operation<Id>,
  headers: Record<string, unknown>,
): Input<Id>['headers'] {
  const declared = operation.parameterNames.header.filter(name => headers[name] !== undefined)
  return checkParameters(
    operation,
    operation.parameters.header,
    'header',
    Object.fromEntries(declared.map(name => [name, headers[name]])),
  )
}

function checkParameters<T>(
  operation: Operation,
  validate: ValidateFunction<T>,
  place: 'query' | 'header',
  values: Values,
): T {
  for (const [name, value] of Object.entries(values))
    if (badText(value)) throw edgeError('text-invalid', { pointer: name }, fault(pointerOf(place, name), 'text'))
  const checked = coerced(operation, place, values)
  if (validate(checked)) return checked
  const first = faultOf(validate.errors![0]!)
  const name = first.pointer.slice(2)
  throw edgeError(`${place}-invalid`, { name, rule: first.detail }, [{ ...first, pointer: pointerOf(place, name) }])
}

function coerced(operation: Operation, place: Place, values: Values): Values {
  const types = operation.parameterTypes[place]
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, coerce(types.get(name), value)]))
}

const pointerOf = (place: 'query' | 'header', name: string) => (place === 'query' ? `?${name}` : name)

/** The body as the document says: JSON that its schema admits, or the bytes of a file. */
export function readBody<Id extends OperationId>(
  operation: Operation<Id>,
  bytes: Uint8Array | undefined,
): Input<Id>['body'] {
  const { body: validate, bodyType, texts } = operation
  if (bodyType && (!bytes || bytes.length === 0)) throw bodyError('body-missing')
  const read = bodyType === 'application/json' ? readJson(bytes!) : bytes
  const body = texts ? cleanTexts(read, texts) : read
  if (!validate(body)) throw bodyInvalid(validate.errors![0]!)
  return body
}

/** JSON without a member that stands twice, and without NUL or a lone surrogate. */
function readJson(bytes: Uint8Array): unknown {
  const text = decodeUtf8(bytes)
  const body = parseJson(text)
  const twice = duplicateMember(text)
  if (twice) throw bodyError('json-member-duplicate', { pointer: twice }, fault(twice, 'duplicate'))
  const pointer = badText(body)
  if (pointer) throw edgeError('text-invalid', { pointer }, fault(pointer, 'text'))
  return body
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw malformed()
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's own message may quote the body: it is not passed on.
    throw malformed()
  }
}

const malformed = () => bodyError('json-malformed', {}, [{ pointer: '#', code: 'json' }])

function bodyInvalid(error: ErrorObject): DomainError {
  const first = faultOf(error)
  return bodyError('body-invalid', { pointer: first.pointer, rule: first.detail }, [first])
}

/** A fault at one place, which is cut where a caller made it longer than a pointer may be. */
const fault = (pointer: string, code: string): Fault[] => [{ pointer: pointer.slice(0, 400), code }]
