import type { Ledger, Transaction } from '../ledger/ledger.ts'
import type { components, operations } from './api.gen.ts'

/** Shapes of schemas/ by file name. */
export type Schemas = components['schemas']

/** An operation of the contract, by its operationId. */
export type OperationId = keyof operations

type Parameters<Id extends OperationId, In extends 'path' | 'query' | 'header'> = operations[Id] extends {
  parameters: { [K in In]?: infer P }
}
  ? NonNullable<P>
  : Record<never, never>

type Body<Id extends OperationId> = operations[Id] extends { requestBody: { content: infer C } }
  ? C extends { 'application/json': infer B }
    ? B
    : Uint8Array
  : undefined

/** Input of a handler: exactly the documented parts, checked; defaults are filled in (`limit` is always there). */
export interface Input<Id extends OperationId> {
  path: Parameters<Id, 'path'>
  query: Parameters<Id, 'query'>
  headers: { [K in keyof Parameters<Id, 'header'> as Lowercase<string & K>]: Parameters<Id, 'header'>[K] }
  body: Body<Id>
}

type Success = 200 | 201 | 204
/** An answer that is a file. */
export interface AnswerFile {
  bytes: Uint8Array
  mediaType: string
  /** As which it is saved. */
  name: string
}

type BodyOf<R> = R extends { content: { 'application/json': infer B } }
  ? { body: B }
  : R extends { content: { 'application/octet-stream': unknown } }
    ? { file: AnswerFile }
    : { body?: undefined }

/** Output of a handler: one of the documented successes. */
export type Output<Id extends OperationId> = {
  [S in Success & keyof operations[Id]['responses']]: {
    status: S
    etag?: string
    location?: string
  } & BodyOf<operations[Id]['responses'][S]>
}[Success & keyof operations[Id]['responses']]

export type Role = 'public' | 'dispatcher' | 'follow-up' | 'registrar' | 'regulator' | 'firm' | 'admin'
export type Language = 'zh-CN' | 'en'

/** The caller. Keys identify systems; people with tokens would use the same shape. */
export interface Caller {
  role: Role
  keyId: string | null
  /** The provider that a firm's key is bound to. */
  provider: string | null
  /** The caller's name in the ledger. */
  actor: string
}

/** Services that upper layers give to every handler, each by declaration merging in its own room. */
// biome-ignore lint/suspicious/noEmptyInterface: extended by the features
export interface Services {}

export interface Context {
  caller: Caller
  language: Language
  /** Milliseconds. */
  now: number
  /** Business day. */
  day: number
  newId(): string
  ledger: Ledger
  services: Services
  /** A unit of work in this caller's name; keeps the answer for its Idempotency-Key in the same transaction. */
  write<T extends { status: number }>(work: (tx: Transaction) => Promise<T>): Promise<T>
}

/** Returns data or throws a DomainError; never touches the response. */
export type Handler<Id extends OperationId> = (input: Input<Id>, context: Context) => Promise<Output<Id>>
export type Handlers = { [Id in OperationId]: Handler<Id> }
