import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { addCalendar } from '../ledger/calendar.ts'
import { addTexts } from '../ledger/rules-texts.ts'
import { bundle } from './bundle.ts'
import { type TextPlaces, textPlaces } from './clean-texts.ts'
import type { ParameterType } from './coerce.ts'
import { readDocument, readExamples, readSchemas } from './contract-files.ts'
import { deprecationHeaders, type Headers } from './deprecation.ts'
import type { LoadClass } from './load.ts'
import { problemsOfForm } from './operation-problems.ts'
import type { Input, OperationId, Role } from './operations.ts'

// biome-ignore lint/suspicious/noExplicitAny: the contract is a document; what we rely on is checked below and by its linter
type Json = any

export type Place = 'path' | 'query' | 'header'

/** One operation of the contract with its compiled validators. */
export interface Operation<Id extends OperationId = OperationId> {
  id: Id
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** `/v1/providers/{id}` */
  path: string
  roles: Role[]
  /** The path parameter that must be a firm's own provider; 'caller' = no parameter, the handler restricts a firm's answer to its own. */
  own: string | null
  load: LoadClass
  /** Query parameters with which it is a heavy operation: `x-heavy-if`. */
  heavyIf: string[]
  /** Headers of every answer of an operation that will go. */
  deprecation: Headers | null
  /** Bytes. */
  bodyLimit: number
  /** The media types that the body may have; the first is the usual one. A body that is not JSON is handed over as bytes. */
  bodyTypes: readonly string[]
  bodyType: string | null
  parameters: {
    path: ValidateFunction<Input<Id>['path']>
    query: ValidateFunction<Input<Id>['query']>
    header: ValidateFunction<Input<Id>['headers']>
  }
  parameterNames: Record<Place, string[]>
  /** Types of those that are not text. */
  parameterTypes: Record<Place, ReadonlyMap<string, ParameterType>>
  /** Of bytes: that there are some, where the body is a file; that there are none, where the operation takes no body. */
  body: BodyCheck<Input<Id>['body']>
  /** Texts of a JSON body that are cleaned before it is checked. */
  texts: TextPlaces | null
  responses: Map<number, ResponseContract>
  /** Codes of the errors that it can answer with. */
  problems: ReadonlySet<string>
  document: Json
}

interface BodyCheck<T> {
  (body: unknown): body is T
  errors?: ValidateFunction['errors']
}

export interface ResponseContract {
  /** Media type; null where there is no body. */
  type: string | null
  /** Compiled at the first use: the hot path does not validate answers. */
  validator(): ValidateFunction | null
}

export interface Contract {
  document: Json
  operations: Operation[]
  /** The document in one piece, schemas inlined. */
  bundled: Json
}

const BASE = 'https://xinqiao.invalid/'
/** `x-own` of an operation without a provider in its path: its handler answers a firm about itself only. */
export const OWN_ANSWER = 'caller'
const DEFAULT_BODY_LIMIT = 64 * 1024
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

/** Reads openapi.yaml, schemas/ and schemas/examples/. Throws on an operation without id or roles; validators are compiled at their first use. */
export function loadContract(): Contract {
  return compileContract(readDocument(), readSchemas(), readExamples())
}

export function compileContract(
  document: Json,
  schemas: Record<string, Json>,
  examples: Record<string, Json> = {},
): Contract {
  const bodies = validators(schemas, {})
  // These validators fill in defaults.
  const parameters = validators(schemas, { useDefaults: true })
  const operations = Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    METHODS.filter(method => methods[method]).map(method =>
      compileOperation({ document, schemas }, path, method, bodies, parameters),
    ),
  )
  return { document, operations, bundled: bundle(document, schemas, operations, examples) }
}

function validators(schemas: Record<string, Json>, options: object): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false, ...options })
  addFormats.default(ajv)
  addCalendar(ajv)
  addTexts(ajv)
  ajv.addFormat('binary', true)
  // For generators of clients: which of `oneOf` it is, and the names of constants.
  for (const keyword of ['discriminator', 'x-enum-varnames']) ajv.addKeyword(keyword)
  ajv.addVocabulary(['example'])
  for (const [file, schema] of Object.entries(schemas)) ajv.addSchema(schema, `${BASE}schemas/${file}`)
  return ajv
}

/** Our refs are relative to the document; ajv wants them from one base. */
function absolute(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(absolute)
  if (schema === null || typeof schema !== 'object') return schema
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) =>
      key === '$ref' ? [key, new URL(value as string, BASE).href] : [key, absolute(value)],
    ),
  )
}

function resolve(document: Json, part: Json): Json {
  if (!part?.$ref?.startsWith('#/')) return part
  return part.$ref
    .slice(2)
    .split('/')
    .reduce((at: Json, key: string) => at[key], document)
}

function compileOperation(
  { document, schemas }: { document: Json; schemas: Record<string, Json> },
  path: string,
  method: Operation['method'],
  bodies: Ajv2020,
  parameters: Ajv2020,
): Operation {
  const operation = document.paths[path][method]
  const name = operation.operationId ?? `${method} ${path}`
  if (!operation.operationId) throw new Error(`contract: ${name} has no operationId`)
  if (!Array.isArray(operation['x-roles']) || operation['x-roles'].length === 0)
    throw new Error(`contract: ${name} states no x-roles`)
  if (!Array.isArray(operation['x-problems'])) throw new Error(`contract: ${name} states no x-problems`)
  const declared: Json[] = (operation.parameters ?? []).map((p: Json) => resolve(document, p))
  const place = (where: Place) => declared.filter(p => p.in === where)
  const content = operation.requestBody?.content ?? {}
  const bodyTypes = Object.keys(content)
  const bodyType = bodyTypes[0] ?? null
  const validator = (where: Place) => atFirstUse(() => parameters.compile<Json>(parameterSchema(place(where))))
  const [inPath, inQuery, inHeader] = [validator('path'), validator('query'), validator('header')]
  const body = atFirstUse((): BodyCheck<Json> => {
    if (bodyType === 'application/json') return bodies.compile(absolute(content[bodyType].schema))
    return (bytes): bytes is Json => (bodyType === null ? bytes === undefined : bytes instanceof Uint8Array)
  })
  const roles: Role[] = operation['x-roles']
  const own: string | null = operation['x-own'] ?? null
  const load = loadClass(name, operation['x-load'] ?? 'ordinary')
  const heavyIf: string[] = operation['x-heavy-if'] ?? []
  const parameterNames = { path: names(place('path')), query: names(place('query')), header: names(place('header')) }
  const form = { method, path, load, isHeavy: load === 'heavy' || heavyIf.length > 0, bodyTypes, parameterNames }
  const ofForm = problemsOfForm({
    ...form,
    isPublic: roles.includes('public'),
    isOwn: own !== null && own !== OWN_ANSWER,
    isFirmOnly: roles.every(role => role === 'firm'),
  })
  const texts = atFirstUse(() =>
    bodyType === 'application/json' ? textPlaces(content[bodyType].schema, schemas) : null,
  )
  return {
    id: operation.operationId,
    method,
    path,
    roles,
    own,
    load,
    heavyIf,
    problems: new Set([...operation['x-problems'], ...ofForm].sort()),
    deprecation: deprecationHeaders(operation.operationId, operation.deprecated === true, operation['x-deprecation']),
    bodyLimit: operation['x-body-limit'] ?? DEFAULT_BODY_LIMIT,
    bodyTypes,
    bodyType,
    parameters: {
      get path() {
        return inPath()
      },
      get query() {
        return inQuery()
      },
      get header() {
        return inHeader()
      },
    },
    parameterNames,
    parameterTypes: {
      path: types(place('path'), schemas),
      query: types(place('query'), schemas),
      header: types(place('header'), schemas),
    },
    get body() {
      return body()
    },
    get texts() {
      return texts()
    },
    responses: new Map(
      Object.entries<Json>(operation.responses).map(([status, r]) => [
        Number(status),
        compileResponse(document, r, bodies),
      ]),
    ),
    document: operation,
  }
}

function loadClass(operation: string, value: string): LoadClass {
  if (value === 'vital' || value === 'dispatch' || value === 'ordinary' || value === 'heavy') return value
  throw new Error(`contract: ${operation} has an unknown x-load: ${value}`)
}

const names = (parameters: Json[]) => parameters.map(p => (p.in === 'header' ? p.name.toLowerCase() : p.name))

function types(parameters: Json[], schemas: Record<string, Json>): Map<string, ParameterType> {
  const typeOf = ({ $ref, type }: Json) => ($ref ? schemas[$ref.replace('./schemas/', '')].type : type)
  const list = names(parameters).map((name, i): [string, ParameterType] => [name, typeOf(parameters[i].schema)])
  return new Map(list.filter(([, type]) => type !== 'string'))
}

function parameterSchema(parameters: Json[]): object {
  const list = names(parameters)
  return {
    type: 'object',
    additionalProperties: false,
    required: list.filter((_, i) => parameters[i].required),
    properties: Object.fromEntries(list.map((name, i) => [name, absolute(parameters[i].schema)])),
  }
}

/** Hundreds of validators make a second of start-up; most processes never use most of them. */
function atFirstUse<V>(make: () => V): () => V {
  let made: { value: V } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function compileResponse(document: Json, response: Json, ajv: Ajv2020): ResponseContract {
  const content = resolve(document, response).content
  const type = content ? Object.keys(content)[0]! : null
  let compiled: ValidateFunction | null = null
  return {
    type,
    validator() {
      if (type) compiled ??= ajv.compile(absolute(content[type].schema))
      return compiled
    },
  }
}

/** An operation with the types of its own input. @throws Error if the document lacks it */
export function operationOf<Id extends OperationId>(contract: Contract, id: Id): Operation<Id> {
  const found = contract.operations.find((operation): operation is Operation<Id> => operation.id === id)
  if (!found) throw new Error(`contract: no operation ${id}`)
  return found
}
