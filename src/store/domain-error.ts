/** Where a request is wrong: a JSON Pointer into the body (`#/name`), `?name` of a query parameter, or a header's name. */
export interface Fault {
  pointer: string
  code: string
  /** The rule that the value breaks. */
  detail?: Words
}

export type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 408 | 409 | 412 | 413 | 415 | 422 | 429 | 431 | 500 | 503

/** Texts of a code in one language. `{name}` in the detail is filled in from the parameters of the error. */
export interface ErrorText {
  title: string
  detail: string
  /** The situation, for the reference of errors. */
  meaning: string
  /** The step that the caller takes next. */
  action: string
}

/** A parameter that has words of its own in each language, such as the title of a state. */
export interface Words {
  zh: string
  en: string
}

export const words = (zh: string, en: string): Words => ({ zh, en })

export type Parameter = string | number | bigint | null | undefined | Words

/** One code of a catalogue. */
export interface Problem {
  status: ErrorStatus
  zh: ErrorText
  en: ErrorText
}

/** The codes of one room, defined beside its rules with `defineErrors`. */
export type Catalogue = Readonly<Record<string, Problem>>

export type Parameters = Readonly<Record<string, Parameter>>

/** A refusal that a caller can act on. Made by the constructors that `defineErrors` returns, and by nothing else. */
export class DomainError extends Error {
  readonly code: string
  readonly problem: Problem
  readonly params: Parameters
  /** The faults, each with a pointer. */
  readonly errors: readonly Fault[]
  /** Members that go into the problem document as they are. */
  readonly extra: object

  constructor(code: string, problem: Problem, params: Parameters, errors: readonly Fault[], extra: object) {
    super(code)
    this.name = 'DomainError'
    this.code = code
    this.problem = problem
    this.params = params
    this.errors = errors
    this.extra = extra
  }

  get status(): ErrorStatus {
    return this.problem.status
  }
}

/** The parts of an error, as they go from one thread to another. */
export type DomainErrorParts = Pick<DomainError, 'code' | 'problem' | 'params' | 'errors' | 'extra'>

/** The error that another thread has thrown. */
export const revive = ({ code, problem, params, errors, extra }: DomainErrorParts) =>
  new DomainError(code, problem, params, errors, extra)

type Placeholder<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never

/** The parameters that the details of a code name. */
type Needed<P extends Problem> = P extends Problem ? Placeholder<P['zh']['detail'] | P['en']['detail']> : never

type At<P extends Problem> = [Needed<P>] extends [never] ? [] : [params: Readonly<Record<Needed<P>, Parameter>>]

type Rest<P extends Problem> = [Needed<P>] extends [never]
  ? [params?: Parameters, errors?: readonly Fault[], extra?: object]
  : [params: Parameters & Readonly<Record<Needed<P>, Parameter>>, errors?: readonly Fault[], extra?: object]

/** Makes the errors of one catalogue: `throw registryError('area-unknown', { code }, [{ pointer: '#/area', code: 'unknown' }])`. */
export interface ErrorMaker<C extends Catalogue> {
  <K extends keyof C & string>(code: K, ...rest: Rest<C[K]>): DomainError
  /** An error with one fault at `pointer`, which bears the same code. */
  at<K extends keyof C & string>(code: K, pointer: string, ...params: At<C[K]>): DomainError
  readonly catalogue: C
}

/**
 * The codes of a catalogue, by its maker, for tables that hold codes: `CodeOf<typeof moveError, 'id' | 'state'>` are those whose details
 * need no parameters but these.
 */
export type CodeOf<M extends { catalogue: Catalogue }, Given extends string = string> = {
  [K in keyof M['catalogue'] & string]: [Exclude<Needed<M['catalogue'][K]>, Given>] extends [never] ? K : never
}[keyof M['catalogue'] & string]

/** Tells the codes of one catalogue from those of others. */
export const isCodeOf = <C extends Catalogue, Code extends string>(
  maker: ErrorMaker<C>,
  code: Code,
): code is Code & keyof C => Object.hasOwn(maker.catalogue, code)

/** A room's catalogue of errors. A code that it does not hold, and a parameter that its detail misses, do not compile. */
export function defineErrors<const C extends Catalogue>(catalogue: C): ErrorMaker<C> {
  const make = (code: string, params = {}, errors: readonly Fault[] = [], extra = {}) =>
    new DomainError(code, catalogue[code]!, params, errors, extra)
  const at = (code: string, pointer: string, params = {}) => make(code, params, [{ pointer, code }])
  return Object.assign(make, { at, catalogue })
}
