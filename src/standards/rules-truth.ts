/**
 * A rule over a document, in three values (Kleene): 1 holds, −1 does not, 0 cannot be told because a fact was not declared. A fact that is
 * absent is unknown, not false; everything else about a provider (its credentials) is complete. It follows that 1 means valid and −1 invalid
 * for every JSON Schema validator, and that a further fact never turns 1 or −1 into 0.
 */
export type Truth = 1 | 0 | -1

/** The deciding place in the document: one whose value does not do, or one where a fact is missing. Pointers are RFC 6901. */
export interface Witness {
  pointer: string
  missing: boolean
  value?: unknown
  keyword?: string
  expected?: unknown
}

/** Where a value stands: the document itself, among the facts (what is absent is unknown), elsewhere (what is absent is not there). */
export const DOCUMENT = 0
export const FACTS = 1
export const REST = 2
export type World = 0 | 1 | 2
export type Check = (value: unknown, world: World, path: string, trace: Witness[] | null) => Truth
export type Schema = Record<string, unknown>

export const and = (a: Truth, b: Truth) => Math.min(a, b) as Truth
export const or = (a: Truth, b: Truth) => Math.max(a, b) as Truth
export const not = (a: Truth) => (a === 0 ? 0 : -a) as Truth

export const isObject = (value: unknown): value is Schema =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

/** Keeps of the witnesses those that speak for the outcome. */
export function settle(result: Truth, witnesses: Witness[], trace: Witness[]): Truth {
  if (result < 1) trace.push(...witnesses.filter(witness => witness.missing === (result === 0)))
  return result
}

export function every(checks: readonly Check[]): Check {
  return (value, world, path, trace) => {
    let result: Truth = 1
    const own: Witness[] | null = trace ? [] : null
    for (const check of checks) {
      result = and(result, check(value, world, path, own))
      if (result === -1 && !own) return -1
    }
    return own ? settle(result, own, trace!) : result
  }
}

export function some(checks: readonly Check[]): Check {
  return (value, world, path, trace) => {
    let result: Truth = -1
    const own: Witness[] | null = trace ? [] : null
    for (const check of checks) {
      result = or(result, check(value, world, path, own))
      if (result === 1) return 1
    }
    return own ? settle(result, own, trace!) : result
  }
}

/** A keyword whose outcome depends on the value alone. */
export function leaf(keyword: string, expected: unknown, holds: (value: unknown) => boolean): Check {
  return (value, _world, path, trace) => {
    if (holds(value)) return 1
    trace?.push({ pointer: path, missing: false, value, keyword, ...(expected === undefined ? {} : { expected }) })
    return -1
  }
}
